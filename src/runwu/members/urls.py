"""URLs of members."""

from django.urls import path

from runwu.members import views

app_name = "members"
urlpatterns = [
    path("", views.member_list, name="list"),
    path("transfers/", views.transfer_list, name="transfers"),
    path("transfers/receive/", views.receive_transfers, name="transfers-receive"),
    path("transfers/arrive/", views.register_transfer, name="transfer-arrive"),
    path("transfers/letters/", views.letter_register, name="letters"),
    path("transfers/own/", views.own_transfers, name="own-transfers"),
    path("transfers/<uuid:public_id>/", views.transfer_page, name="transfer"),
    path("transfers/<uuid:public_id>/letter/", views.transfer_letter, name="transfer-letter"),
    path("transfers/<uuid:public_id>/<slug:act>/", views.act_on_transfer, name="transfer-act"),
    path("<uuid:public_id>/", views.member_page, name="page"),
    path("<uuid:public_id>/transfer/open/", views.send_member, name="transfer-open"),
    path("<uuid:public_id>/contacts/open/", views.open_contact, name="contacts-open"),
]
