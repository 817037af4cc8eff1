"""URLs of what everybody may know about the data."""

from django.urls import path

from runwu.reports import views

app_name = "privacy"
urlpatterns = [path("", views.data_statement, name="statement")]
