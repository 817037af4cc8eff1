"""URLs of the parks of this installation."""

from django.urls import path

from runwu.organizations.views import parks

app_name = "parks"
urlpatterns = [
    path("", parks.park_list, name="list"),
    path("add/", parks.park_add, name="add"),
    path("<uuid:public_id>/correct/", parks.park_correct, name="correct"),
]
