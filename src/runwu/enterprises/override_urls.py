"""URLs of a park's own values of rules."""

from django.urls import path

from runwu.core.pages import addresses  # noqa: F401 -- registers the converter
from runwu.enterprises.views import overrides

app_name = "park-rules"
urlpatterns = [
    path("<uuid:park>/<rule_key:key>/record/", overrides.override_record, name="record"),
    path("values/<uuid:public_id>/correct/", overrides.override_correct, name="correct"),
    path("values/<uuid:public_id>/end/", overrides.override_end, name="end"),
    path("values/<uuid:public_id>/undo/", overrides.override_undo, name="undo"),
    path("values/<uuid:public_id>/paper/", overrides.override_paper, name="paper"),
    path("values/<uuid:public_id>/file/", overrides.override_file, name="file"),
]
