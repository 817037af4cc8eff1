from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "runwu.workbench"
    label = "workbench"
    verbose_name = "今天"

    def ready(self) -> None:
        from runwu.workbench import sentences  # noqa: F401 -- registers itself
