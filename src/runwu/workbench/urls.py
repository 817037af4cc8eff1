"""URLs of the home page."""

from django.urls import path

from runwu.workbench import views

app_name = "workbench"
urlpatterns = [
    path("", views.home, name="home"),
    path("duties/<str:key>/aside/", views.set_aside, name="set-aside"),
    path("duties/decisions/<uuid:public_id>/withdraw/", views.take_back, name="take-back"),
]
