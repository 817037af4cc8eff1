"""What is done with members: affiliated, their contacts opened on record."""

from runwu.members.services.affiliations import AffiliationInput, affiliate
from runwu.members.services.contacts import open_contacts

__all__ = ["AffiliationInput", "affiliate", "open_contacts"]
