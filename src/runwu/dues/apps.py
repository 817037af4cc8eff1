from django.apps import AppConfig


class DuesConfig(AppConfig):
    name = "runwu.dues"
    label = "dues"
    verbose_name = "党费"

    def ready(self) -> None:
        from runwu.dues import duties, owndata, rule_pages, sentences  # noqa: F401 -- register themselves
        from runwu.dues.selectors import letters  # noqa: F401 -- registers itself
        from runwu.dues.services import successions  # noqa: F401 -- registers itself
