from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "runwu.organizations"
    label = "organizations"
    verbose_name = "组织"

    def ready(self) -> None:
        from runwu.organizations import duties, owndata, retention, rule_pages, search, sentences  # noqa: F401 -- register themselves
        from runwu.organizations.services import (  # noqa: F401 -- register themselves
            passing_below,
            passing_reserves,
            passing_units,
            passing_vacancies,
        )
