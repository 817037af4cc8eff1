"""URLs of coverage."""

from django.urls import path

from runwu.coverage.views import adopting, adoptions, changes, pairs, papers, plans

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
]
