from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "runwu.members"
    label = "members"
    verbose_name = "党员"

    def ready(self) -> None:
        from runwu.members import (  # noqa: F401 -- connect and register themselves
            duties,
            moves,
            office_holders,
            panels,
            receivers,
            rule_pages,
            search,
            sentences,
            transfer_duties,
        )
        from runwu.members.own import data  # noqa: F401 -- registers itself
        from runwu.members.services import successions  # noqa: F401 -- registers itself
