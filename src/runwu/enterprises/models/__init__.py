"""Parks, places, enterprises, their dated facts, and who works where."""

from runwu.enterprises.models.enterprises import Enterprise
from runwu.enterprises.models.facts import EnterpriseFact
from runwu.enterprises.models.places import Building, Chain, GridCell, Park
from runwu.enterprises.models.stations import Station, StationContact, StationWork
from runwu.enterprises.models.visibility import VisibilitySetting
from runwu.enterprises.models.workplaces import Workplace

__all__ = [
    "Building",
    "Chain",
    "Enterprise",
    "EnterpriseFact",
    "GridCell",
    "Park",
    "Station",
    "StationContact",
    "StationWork",
    "VisibilitySetting",
    "Workplace",
]
