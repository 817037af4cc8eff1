"""URLs of the member's own pages; addresses and titles reveal nothing."""

from django.urls import path

from runwu.members.views import check_ins, corrections, deletions, lists, own, restriction, seedlings
from runwu.members.views.floating import own as floating
from runwu.organizations.views import own_skills as skills

app_name = "me"
urlpatterns = [
    path("", own.own_page, name="page"),
    path("record/", own.own_record, name="record"),
    path("record.json", own.own_record_json, name="record-json"),
    path("consents/<slug:audience>/open/", own.consent_open, name="consent-open"),
    path("consents/<slug:audience>/close/", own.consent_close, name="consent-close"),
    path("restriction/confirm/", own.restriction_confirm, name="restriction-confirm"),
    path("wishes/<slug:kind>/ask/", restriction.wish_ask, name="wish-ask"),
    path("wishes/<uuid:public_id>/withdraw/", restriction.wish_withdraw, name="wish-withdraw"),
    path("corrections/ask/", corrections.correction_ask, name="correction-ask"),
    path("corrections/<uuid:public_id>/withdraw/", corrections.correction_withdraw, name="correction-withdraw"),
    path("deletions/ask/", deletions.deletion_ask, name="deletion-ask"),
    path("deletions/<uuid:public_id>/withdraw/", deletions.deletion_withdraw, name="deletion-withdraw"),
    path("check-ins/", check_ins.own_reports, name="check-ins"),
    path("check-ins/<uuid:public_id>/end/", check_ins.own_report_end, name="check-in-end"),
    path("lists/", lists.own_lists, name="lists"),
    path("lists/<uuid:public_id>/<slug:act>/", lists.own_list_answer, name="list-answer"),
    path("skills/", skills.own_skills, name="skills"),
    path("skills/<uuid:public_id>/remove/", skills.remove_own_skill, name="skill-remove"),
    path("reserve/<uuid:public_id>/object/", skills.object_to_reserve, name="reserve-object"),
    path("seedlings/", seedlings.own_seedlings, name="seedlings"),
    path("seedlings/<uuid:public_id>/object/", seedlings.own_seedling_object, name="seedling-object"),
    path("seedlings/<uuid:public_id>/withdraw/", seedlings.own_seedling_withdraw, name="seedling-withdraw"),
    path("floating/", floating.own_floating, name="floating"),
    path("floating/<uuid:public_id>/steps/<slug:kind>/<slug:act>/", floating.own_step, name="floating-step"),
    path("floating/<uuid:public_id>/link/<slug:act>/", floating.own_link, name="floating-link"),
    path("floating/<uuid:public_id>/counting/<slug:side>/", floating.own_counting, name="floating-counting"),
]
