"""URLs of boards."""

from django.urls import path

from runwu.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.board, name="board"),
    path("enterprises/", views.covered, name="covered"),
]
