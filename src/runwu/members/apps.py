from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class MembersConfig(AppConfig):
    name = "runwu.members"
    label = "members"
    verbose_name = "党员"

    def ready(self) -> None:
        from runwu.core.loading import rows_are_back, rows_come_back
        from runwu.members import (  # noqa: F401 -- connect and register themselves
            contact_duties,
            duties,
            list_duties,
            moves,
            office_holders,
            own_duties,
            panels,
            post_duties,
            receivers,
            reconciling_duties,
            rule_pages,
            search,
            seedling_duties,
            sentences,
            standing_duties,
            transfer_duties,
        )
        from runwu.members.floating import duties as floating_duties  # noqa: F401 -- registers itself
        from runwu.members.overlaps import install_after_migrate, remove_before_migrate, remove_for_rows_of_before
        from runwu.members.own import data  # noqa: F401 -- registers itself
        from runwu.members.services import (  # noqa: F401 -- register themselves
            passing_groups,
            passing_seedlings,
            provisions,
            successions,
        )

        pre_migrate.connect(remove_before_migrate, sender=self, dispatch_uid="members.remove_before_migrate")
        rows_come_back.connect(remove_for_rows_of_before, dispatch_uid="members.remove_for_rows_of_before")
        rows_are_back.connect(install_after_migrate, dispatch_uid="members.install_after_restore")
        post_migrate.connect(install_after_migrate, sender=self, dispatch_uid="members.install_after_migrate")
