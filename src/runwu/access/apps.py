from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class AccessConfig(AppConfig):
    name = "runwu.access"
    label = "access"
    verbose_name = "权限"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from runwu.access import handovers, moves, owndata, sentences  # noqa: F401 -- they register themselves
        from runwu.access.apartness import install_after_migrate, remove_before_migrate, remove_for_rows_of_before
        from runwu.access.naming import scope_after
        from runwu.access.needing import needs_second_factor
        from runwu.access.standing import note_at_sign_in
        from runwu.accounts.second_factor import phone_objections
        from runwu.core.listing.replay import register_scopes
        from runwu.core.loading import rows_are_back, rows_come_back

        register_scopes(scope_after)
        sentences.register()
        phone_objections.register(needs_second_factor)
        user_logged_in.connect(note_at_sign_in, dispatch_uid="access.note_at_sign_in")
        pre_migrate.connect(remove_before_migrate, sender=self, dispatch_uid="access.remove_before_migrate")
        rows_come_back.connect(remove_for_rows_of_before, dispatch_uid="access.remove_for_rows_of_before")
        rows_are_back.connect(install_after_migrate, dispatch_uid="access.install_after_restore")
        post_migrate.connect(install_after_migrate, sender=self, dispatch_uid="access.install_after_migrate")
