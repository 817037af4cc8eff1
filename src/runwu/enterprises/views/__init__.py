"""Pages of enterprises."""

from runwu.enterprises.views.files import edit_facts, enterprise_file
from runwu.enterprises.views.lists import enterprise_list
from runwu.enterprises.views.stations import (
    close_station,
    correct_station,
    record_station,
    station_list,
    station_page,
    withdraw_contact,
)
from runwu.enterprises.views.visibility import visibility

__all__ = [
    "close_station",
    "correct_station",
    "edit_facts",
    "enterprise_file",
    "enterprise_list",
    "record_station",
    "station_list",
    "station_page",
    "visibility",
    "withdraw_contact",
]
