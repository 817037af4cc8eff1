"""Persons (人员): who they are and how they can be reached, each field for a purpose."""

from runwu.people.models.consents import Audience, Consent
from runwu.people.models.persons import DEGREES, Education, Gender, Person
from runwu.people.models.skills import Skill, SkillKind, SkillLevel

__all__ = ["DEGREES", "Audience", "Consent", "Education", "Gender", "Person", "Skill", "SkillKind", "SkillLevel"]
