"""URLs of coverage."""

from django.urls import path

from runwu.coverage.views import adopting, adoptions, changes, light_plans, pairs, papers, plans, surveys, visits

app_name = "coverage"
urlpatterns = [
    path("plans/", plans.plan_list, name="plans"),
    path("plans/request", plans.plan_request, name="plan-request"),
    path("plans/<uuid:public_id>/", plans.plan_page, name="plan"),
    path("plans/<uuid:public_id>/progress", plans.plan_progress, name="plan-progress"),
    path("plans/<uuid:public_id>/choose", plans.plan_choose, name="plan-choose"),
    path("plans/<uuid:public_id>/discard", plans.plan_discard, name="plan-discard"),
    path("plans/<uuid:public_id>/units/<uuid:unit>/move", changes.unit_move, name="unit-move"),
    path("plans/<uuid:public_id>/undo", changes.move_undo, name="move-undo"),
    path("plans/<uuid:public_id>/plan.xlsx", papers.plan_sheet, name="plan-sheet"),
    path("plans/<uuid:public_id>/petition", papers.plan_petition, name="plan-petition"),
    path("plans/<uuid:public_id>/petition.docx", papers.plan_petition_docx, name="plan-petition-docx"),
    path("plans/<uuid:public_id>/adopt", adopting.plan_adopt, name="plan-adopt"),
    path("adoptions/<uuid:public_id>/", adoptions.adoption_page, name="adoption"),
    path("adoptions/<uuid:public_id>/approve", adoptions.adoption_approve, name="adoption-approve"),
    path("adoptions/<uuid:public_id>/moves", adoptions.adoption_moves, name="adoption-moves"),
    path("adoptions/<uuid:public_id>/tick", adoptions.adoption_tick, name="adoption-tick"),
    path("adoptions/<uuid:public_id>/untick", adoptions.adoption_untick, name="adoption-untick"),
    path("adoptions/<uuid:public_id>/withdraw", adoptions.adoption_withdraw, name="adoption-withdraw"),
    path("adoptions/<uuid:public_id>/petition", papers.adoption_petition, name="adoption-petition"),
    path("adoptions/<uuid:public_id>/petition.docx", papers.adoption_petition_docx, name="adoption-petition-docx"),
    path("pairs/", pairs.pair_list, name="pairs"),
    path("pairs/<uuid:public_id>/end", pairs.pair_end, name="pair-end"),
    path("visits/", visits.visit_list, name="visits"),
    path("visits/<uuid:public_id>/record", visits.visit_record, name="visit-record"),
    path("visits/<uuid:public_id>/activity", visits.activity_record, name="activity-record"),
    path("visits/<uuid:public_id>/mass/<slug:kind>", visits.mass_record, name="mass-record"),
    path("shells/", surveys.shell_list, name="shells"),
    path("surveys/start", surveys.survey_start, name="survey-start"),
    path("surveys/<uuid:public_id>/", surveys.survey_page, name="survey"),
    path("light-plans/", light_plans.light_plan_page, name="light-plans"),
    path("light-plans/list/", light_plans.light_plan_list, name="light-plan-list"),
]
