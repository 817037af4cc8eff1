from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "runwu.people"
    label = "people"
    verbose_name = "人员"
