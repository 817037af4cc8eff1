from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "runwu.members"
    label = "members"
    verbose_name = "党员"

    def ready(self) -> None:
        from runwu.members import receivers  # noqa: F401 -- connects the receivers
