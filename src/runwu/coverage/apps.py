from django.apps import AppConfig


class CoverageConfig(AppConfig):
    name = "runwu.coverage"
    label = "coverage"
    verbose_name = "覆盖与组建"
