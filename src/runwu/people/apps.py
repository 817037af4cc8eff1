from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "runwu.people"
    label = "people"
    verbose_name = "人员"

    def ready(self) -> None:
        from runwu.people import owndata, sentences  # noqa: F401 -- register themselves
