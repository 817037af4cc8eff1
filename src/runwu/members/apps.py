from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "runwu.members"
    label = "members"
    verbose_name = "党员"
