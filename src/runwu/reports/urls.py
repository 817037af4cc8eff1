"""URLs of boards."""

from django.urls import path

from runwu.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.board, name="board"),
    path("enterprises/", views.covered, name="covered"),
    path("area/", views.area, name="area"),
    path("area/renew", views.renew, name="renew"),
    path("groups/", views.groups, name="groups"),
    path("area/releases/", views.releases, name="releases"),
    path("area/releases/<uuid:public_id>/end", views.end, name="release-end"),
]
