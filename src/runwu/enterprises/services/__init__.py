"""What is done with enterprises: facts recorded with source and date."""

from runwu.enterprises.services.facts import FactInput, correct_fact, record_facts, set_latest

__all__ = ["FactInput", "correct_fact", "record_facts", "set_latest"]
