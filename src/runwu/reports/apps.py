from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "runwu.reports"
    label = "reports"
    verbose_name = "看板"

    def ready(self) -> None:
        from runwu.reports import assessments, audit_words, panels, rule_pages, sentences  # noqa: F401 -- register themselves

        sentences.register()
        audit_words.register()
        panels.register()
