"""What is done with enterprises: facts recorded with source and date."""

from runwu.enterprises.services.facts import FactInput, record_facts

__all__ = ["FactInput", "record_facts"]
