"""Rows held while a service writes them."""

from runwu.members.models import PartyMember
from runwu.people.models import Person


def locked_person(member: PartyMember) -> Person:
    """Return the person of a member, locked. Callers are in a transaction."""
    return Person.objects.select_for_update(of=("self",), no_key=True).get(pk=member.person_id)
