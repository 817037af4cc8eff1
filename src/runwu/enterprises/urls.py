"""URLs of enterprises."""

from django.urls import path, register_converter

from runwu.enterprises import views
from runwu.enterprises.choices import FactKind

app_name = "enterprises"


class FactKindConverter:
    """The kinds of dated facts, as they stand in addresses."""

    regex = "|".join(FactKind.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FactKindConverter, "fact_kind")

urlpatterns = [
    path("", views.enterprise_list, name="list"),
    path("stations/", views.station_list, name="stations"),
    path("stations/record/", views.record_station, name="station-record"),
    path("stations/<uuid:public_id>/", views.station_page, name="station"),
    path("stations/<uuid:public_id>/correct/", views.correct_station, name="station-correct"),
    path("stations/<uuid:public_id>/close/", views.close_station, name="station-close"),
    path("station-contacts/<uuid:public_id>/withdraw/", views.withdraw_contact, name="station-contact-withdraw"),
    path("<uuid:public_id>/", views.enterprise_file, name="file"),
    path("<uuid:public_id>/history/", views.enterprise_file, {"tab": "history"}, name="file-history"),
    path("<uuid:public_id>/visibility/", views.visibility, name="visibility"),
    path("<uuid:public_id>/facts/<fact_kind:kind>/", views.edit_facts, name="fact-correct"),
]
