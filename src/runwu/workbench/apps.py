from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "runwu.workbench"
    label = "workbench"
    verbose_name = "今天"
