"""URLs of members."""

from django.urls import path

from runwu.members import views
<<<<<<< HEAD
from runwu.members.views import check_ins, corrections, groups, merging, own_accounts, restriction, standing
=======
from runwu.members.views import check_ins, corrections, groups, merging, restriction, standing, stations
>>>>>>> enterprises: Register stations of new employment groups as places of work, and contacts by consent.
from runwu.members.views.floating import lists, seasons, stays

app_name = "members"
urlpatterns = [
    path("", views.member_list, name="list"),
    path("groups/<uuid:public_id>/", groups.arrange, name="groups"),
    path("<uuid:public_id>/station/", stations.member_station, name="station"),
    path("transfers/", views.transfer_list, name="transfers"),
    path("transfers/receive/", views.receive_transfers, name="transfers-receive"),
    path("transfers/arrive/", views.register_transfer, name="transfer-arrive"),
    path("transfers/letters/", views.letter_register, name="letters"),
    path("transfers/own/", views.own_transfers, name="own-transfers"),
    path("transfers/<uuid:public_id>/", views.transfer_page, name="transfer"),
    path("transfers/<uuid:public_id>/letter/", views.transfer_letter, name="transfer-letter"),
    path("transfers/<uuid:public_id>/<slug:act>/", views.act_on_transfer, name="transfer-act"),
    path("reconciliations/", views.reconciliation_list, name="reconciliations"),
    path("reconciliations/<uuid:public_id>/", views.discrepancy_list, name="reconciliation"),
    path("reconciliations/<uuid:public_id>/typing/", views.typing_list, name="typing"),
    path("discrepancies/<uuid:public_id>/", views.rule_on_discrepancy, name="discrepancy"),
    path("discrepancies/<uuid:public_id>/typed/", views.note_typing, name="discrepancy-typed"),
    path("standing/", standing.standing_list, name="standing"),
    path("standing/<uuid:public_id>/withdraw/", standing.withdraw_standing, name="standing-withdraw"),
    path("standing/<uuid:public_id>/paper/", standing.standing_paper, name="standing-paper"),
    path("standing/<uuid:public_id>/file/", standing.standing_file, name="standing-file"),
    path("duplicates/", merging.duplicate_list, name="duplicates"),
    path("merges/<uuid:public_id>/undo/", merging.undo_merge, name="merge-undo"),
    path("<uuid:public_id>/merge/<uuid:other>/", merging.merge_members, name="merge"),
    path("<uuid:public_id>/standing/record/", standing.record_standing, name="standing-record"),
    path("floating/", lists.stay_list, name="floating"),
    path("floating/arrive/", lists.stay_arrive, name="floating-arrive"),
    path("floating/<uuid:public_id>/", stays.stay_page, name="floating-stay"),
    path("floating/<uuid:public_id>/end/", stays.stay_end, name="floating-end"),
    path("floating/<uuid:public_id>/contacted/", stays.stay_contacted, name="floating-contacted"),
    path("floating/<uuid:public_id>/steps/<slug:kind>/<slug:act>/", stays.stay_step, name="floating-step"),
    path("floating/<uuid:public_id>/link/<slug:act>/", stays.stay_link, name="floating-link"),
    path("floating/<uuid:public_id>/greetings/<slug:kind>/", stays.stay_greeting, name="floating-greeting"),
    path("check-ins/", check_ins.check_in_list, name="check-ins"),
    path("check-ins/branch/", check_ins.check_in_branch, name="check-in-branch"),
    path("check-ins/<uuid:public_id>/", check_ins.check_in_page, name="check-in"),
    path("<uuid:public_id>/check-ins/record/", check_ins.check_in_open, name="check-in-open"),
    path("seasons/", seasons.season_list, name="seasons"),
    path("seasons/add/", seasons.season_add, name="season-add"),
    path("seasons/<uuid:public_id>/end/", seasons.season_end, name="season-end"),
    path("<uuid:public_id>/floating/open/", lists.stay_open, name="floating-open"),
    path("<uuid:public_id>/", views.member_page, name="page"),
    path("<uuid:public_id>/transfer/open/", views.send_member, name="transfer-open"),
    path("<uuid:public_id>/contacts/open/", views.open_contact, name="contacts-open"),
    path("corrections/<uuid:public_id>/answer/", corrections.correction_answer, name="correction-answer"),
    path("<uuid:public_id>/wishes/record/", restriction.wish_record, name="wish-record"),
    path("wishes/<uuid:public_id>/decide/", restriction.wish_decide, name="wish-decide"),
    path("wishes/<uuid:public_id>/file/", restriction.wish_file, name="wish-file"),
    path("<uuid:public_id>/account/", own_accounts.own_account, name="own-account"),
    path("<uuid:public_id>/account/<slug:act>/", own_accounts.own_account_act, name="own-account-act"),
    path("<uuid:public_id>/contacts/name/", restriction.contact_name, name="contact-name"),
    path("<uuid:public_id>/contacts/hand-over/", restriction.contact_hand_over, name="contact-hand-over"),
]
