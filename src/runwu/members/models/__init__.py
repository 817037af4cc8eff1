"""Members (党员): register, dated affiliations, floating periods, transfers and restriction."""

from runwu.members.models.affiliations import Affiliation, FloatingStay, Transfer
from runwu.members.models.members import PartyMember
from runwu.members.models.restriction import RestrictionContact

__all__ = ["Affiliation", "FloatingStay", "PartyMember", "RestrictionContact", "Transfer"]
