from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "runwu.members"
    label = "members"
    verbose_name = "党员"

    def ready(self) -> None:
        from runwu.members import moves, panels, receivers, rule_pages, search, sentences  # noqa: F401 -- connect and register themselves
        from runwu.members.services import successions  # noqa: F401 -- registers itself
