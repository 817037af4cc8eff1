"""URLs of the member's own dues."""

from django.urls import path

from runwu.dues.views import own

app_name = "own-dues"
urlpatterns = [
    path("", own.own_dues, name="page"),
    path("receipts/<uuid:public_id>/", own.own_receipt, name="receipt"),
]
