from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "runwu.reports"
    label = "reports"
    verbose_name = "看板"
