"""Members (党员): register, dated affiliations, floating periods, transfers and restriction."""

from runwu.members.models.affiliations import Affiliation, FloatingStay, Transfer
from runwu.members.models.disclosures import Disclosure
from runwu.members.models.members import PartyMember
from runwu.members.models.restriction import RestrictionContact

__all__ = ["Affiliation", "Disclosure", "FloatingStay", "PartyMember", "RestrictionContact", "Transfer"]
