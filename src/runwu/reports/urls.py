"""URLs of boards."""

from django.urls import path

from runwu.reports import views
from runwu.reports.views import frozen, structure

app_name = "reports"
urlpatterns = [
    path("", views.board, name="board"),
    path("enterprises/", views.covered, name="covered"),
    path("area/", views.area, name="area"),
    path("area/renew", views.renew, name="renew"),
    path("groups/", views.groups, name="groups"),
    path("assessments/", views.assessments, name="assessments"),
    path("assessments/record/", views.assessment_record, name="assessment-record"),
    path("assessments/<uuid:public_id>/", views.assessment, name="assessment"),
    path("area/releases/", views.releases, name="releases"),
    path("area/releases/<uuid:public_id>/end", views.end, name="release-end"),
    path("structure/", structure.members_structure, name="structure"),
    path("structure/members/", structure.structure_rows, name="structure-rows"),
    path("frozen/", frozen.frozen_list, name="frozen"),
    path("frozen/make/", frozen.frozen_make, name="frozen-make"),
    path("frozen/<uuid:public_id>/", frozen.frozen_set, name="frozen-set"),
    path("frozen/<uuid:public_id>/withdraw", frozen.frozen_withdraw, name="frozen-withdraw"),
    path("frozen/figures/<uuid:public_id>/", frozen.frozen_rows, name="frozen-rows"),
    path("frozen/figures/<uuid:public_id>/correct", frozen.frozen_correct, name="frozen-correct"),
]
