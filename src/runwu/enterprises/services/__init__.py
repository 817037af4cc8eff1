"""What is done with parks and enterprises: facts recorded with source and date, parks corrected."""

from runwu.enterprises.services.facts import FactInput, correct_fact, record_facts, set_latest
from runwu.enterprises.services.parks import correct_park

__all__ = ["FactInput", "correct_fact", "correct_park", "record_facts", "set_latest"]
