"""What is done with members: affiliated, contacts opened on record, opened further or corrected as they ask."""

from runwu.members.services.affiliations import AffiliationInput, affiliate
from runwu.members.services.consents import close_to, confirm_restriction, open_to
from runwu.members.services.contacts import open_contacts
from runwu.members.services.corrections import answer_correction, ask_correction, withdraw_correction
from runwu.members.services.restriction_contacts import hand_over_contact, name_contact
from runwu.members.services.wishes import decide_wish, record_wish, withdraw_wish

__all__ = [
    "AffiliationInput",
    "affiliate",
    "answer_correction",
    "ask_correction",
    "close_to",
    "confirm_restriction",
    "decide_wish",
    "hand_over_contact",
    "name_contact",
    "open_contacts",
    "open_to",
    "record_wish",
    "withdraw_correction",
    "withdraw_wish",
]
