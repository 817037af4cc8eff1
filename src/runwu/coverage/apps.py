from pathlib import Path

from django.apps import AppConfig


class CoverageConfig(AppConfig):
    name = "runwu.coverage"
    label = "coverage"
    verbose_name = "覆盖与组建"

    def ready(self) -> None:
        from runwu.core import journeys
        from runwu.coverage import chores, duties, owndata, panels, rule_pages, sentences  # noqa: F401 -- panels and duties register themselves
        from runwu.coverage.services import successions  # noqa: F401 -- registers itself

        journeys.register_folder(Path(__file__).parent / "journeys")
        sentences.register()
