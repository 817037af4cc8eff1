from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "runwu.organizations"
    label = "organizations"
    verbose_name = "组织"
