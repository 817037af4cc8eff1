"""URLs of exports."""

from django.urls import path

from runwu.core.exports import views

app_name = "exports"
urlpatterns = [
    path("start", views.start, name="start"),
    path("<uuid:public_id>", views.detail, name="detail"),
    path("<uuid:public_id>/file", views.file, name="file"),
]
