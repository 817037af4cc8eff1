"""URLs of members."""

from django.urls import path

from runwu.members import views

app_name = "members"
urlpatterns = [
    path("", views.member_list, name="list"),
    path("<uuid:public_id>/", views.member_page, name="page"),
    path("<uuid:public_id>/contacts/open/", views.open_contact, name="contacts-open"),
]
