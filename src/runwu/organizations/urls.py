"""URLs of organisations."""

from django.urls import path

from runwu.organizations import views

app_name = "organizations"
urlpatterns = [
    path("", views.organization_tree, name="tree"),
    path("list/", views.organization_list, name="list"),
    path("instructors/", views.instructor_list, name="instructors"),
    path("posts/", views.post_overview, name="posts"),
    path("posts/list/", views.post_list, name="post-list"),
    path("posts/<uuid:public_id>/correct/", views.correct_post, name="post-correct"),
    path("posts/<uuid:public_id>/end/", views.end_post, name="post-end"),
    path("posts/<uuid:public_id>/withdraw/", views.withdraw_post, name="post-withdraw"),
    path("approvals/<uuid:public_id>/paper/", views.approval_paper, name="approval-paper"),
    path("approvals/<uuid:public_id>/file/", views.approval_file, name="approval-file"),
    path("lines/", views.line_overview, name="lines"),
    path("lines/enterprises/", views.line_units, name="line-units"),
    path("lines/<slug:line>/", views.line_tree, name="line"),
    path("promises/", views.promise_list, name="promises"),
    path("promises/<uuid:public_id>/settle/", views.settle_promise, name="promise-settle"),
    path("promises/<uuid:public_id>/withdraw/", views.withdraw_promise, name="promise-withdraw"),
    path("relations/<uuid:public_id>/end/", views.end_relation, name="relation-end"),
    path("relations/<uuid:public_id>/withdraw/", views.withdraw_relation, name="relation-withdraw"),
    path("relations/<uuid:public_id>/promises/", views.promises_of_relation, name="relation-promises"),
    path("<uuid:public_id>/relations/record/", views.record_relation, name="relation-record"),
    path("terms/", views.term_list, name="terms"),
    path("terms/<uuid:public_id>/correct/", views.correct_term, name="term-correct"),
    path("terms/<uuid:public_id>/extend/", views.extend_term, name="term-extend"),
    path("terms/<uuid:public_id>/withdraw/", views.withdraw_term, name="term-withdraw"),
    path("<uuid:public_id>/terms/record/", views.record_term, name="term-record"),
    path("<uuid:public_id>/posts/record/", views.record_post, name="post-record"),
    path("<uuid:public_id>/", views.organization_page, name="page"),
    path("<uuid:public_id>/move/", views.move_organization, name="move"),
    path("<uuid:public_id>/dissolve/", views.dissolve_organization, name="dissolve"),
    path("<uuid:public_id>/merge/", views.merge_organizations, name="merge"),
    path("<uuid:public_id>/split/", views.split_organization, name="split"),
    path("<uuid:public_id>/upgrade/", views.upgrade_organization, name="upgrade"),
    path("<uuid:public_id>/restructuring/take-back/", views.take_back_restructuring, name="restructuring-take-back"),
    path("<uuid:public_id>/move/take-back/", views.take_back_move, name="move-take-back"),
]
