"""The whole record of somebody who is a member no more: frozen, put back, or gone (停止处理、恢复、清除)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.core.attachments import let_go
from runwu.members import merging
from runwu.members.choices import DeletionPiece, DeletionState, Frozen
from runwu.members.models import PartyMember, Transfer
from runwu.members.services.locking import locked_person
from runwu.members.services.own_accounts import name_own_accounts
from runwu.people.models import Person

# What tells who it is. Gender, birth date and education stay for the counts of past days; nothing else reads them.
_NAMING = ("name", "initials", "sealed_name", "phone", "phone_index", "identity_tail")
_KEPT = (*_NAMING, "sealed", "identity_index")
# Rows without which counts of past days, the numbers of letters or the money of a branch would not be right; none of them
# tells who it was once the person's row is empty.
_STAY = frozenset(
    {
        "members.affiliation", "members.standingdecision", "members.transfer", "members.floatingstay",
        "members.deletionrequest", "organizations.post", "coverage.membermove", "coverage.coveragecontact",
        "coverage.dutyholder", "coverage.dutyentry",
    }
)  # fmt: skip


def freeze_record(member: PartyMember) -> dict[str, Any]:
    """Take who it is out of a former member's rows and return it, to be kept encrypted. Callers are in a transaction.

    The row counts as restricted from now on, and the person as sealed: whatever leaves those out leaves this one out.
    """
    person = locked_person(member)
    kept = {"record": {name: getattr(person, name) for name in _KEPT}}
    _empty(person)
    member.frozen = Frozen.RESTRICTED if member.restricted else Frozen.OPEN
    member.restricted = True
    member.save(update_fields=["frozen", "restricted", "updated_at"])
    member.merges.update(snapshot=None)
    name_own_accounts([person.pk])
    return kept


def thaw_record(member: PartyMember, kept: dict[str, Any]) -> None:
    """Put back who it is. An identity number that another row bears meanwhile stays there: the two may be merged."""
    person = locked_person(member)
    for name, value in kept["record"].items():
        setattr(person, name, value)
    index = person.identity_index
    if index and Person.objects.filter(identity_index=index).exclude(pk=person.pk).exists():
        person.identity_index = None
    person.save(update_fields=list(_KEPT))
    member.restricted, member.frozen = member.frozen == Frozen.RESTRICTED, ""
    member.save(update_fields=["frozen", "restricted", "updated_at"])
    name_own_accounts([person.pk])


def person_in(member: PartyMember, kept: dict[str, Any]) -> Person:
    """Return the person as kept, not saved: for the person's own copy, and for whoever opens it with a reason."""
    person = Person.objects.get(pk=member.person_id)
    for name, value in kept.get("record", {}).items():
        setattr(person, name, value)
    return person


def erase_record(member: PartyMember) -> None:
    """Clear a former member's record for good: what remains counts for past days and tells of nobody.

    Rows of dues keep to the times of accounts; the account of the person signs in no more.
    """
    person = locked_person(member)
    _close_account(person)
    _empty(person)
    person.gender, person.birth_date, person.education = "", "", ""
    person.save(update_fields=["gender", "birth_date", "education", "user"])
    member.restricted, member.frozen = True, member.frozen or Frozen.OPEN
    member.admitted_on = None
    member.save(update_fields=["frozen", "restricted", "admitted_on", "updated_at"])
    _clear_rows(member)
    for row in member.deletions.filter(state=DeletionState.FROZEN).exclude(piece=DeletionPiece.RECORD):
        row.kept, row.state = None, DeletionState.EXPIRED
        row.save(update_fields=["kept", "state"])
    member.deletions.filter(state=DeletionState.ASKED).exclude(piece=DeletionPiece.RECORD).update(
        state=DeletionState.DELETED
    )


def _empty(person: Person) -> None:
    for name in _NAMING:
        setattr(person, name, "")
    person.sealed, person.identity_index = True, None
    person.save(update_fields=list(_KEPT))


def _close_account(person: Person) -> None:
    """Switch the own account off; it stays with the row, and so out of the administrators' list. One with roles parts."""
    user = person.user
    if user is None:
        return
    if RoleAssignment.objects.filter(user=user).exclude(role=Role.MEMBER).exists():
        person.user = None
        return
    user.is_active, user.display_name = False, str(_("本人账号"))
    user.save(update_fields=["is_active", "display_name"])


def _clear_rows(member: PartyMember) -> None:
    """Delete what hangs on the member beyond the rows that stay, with the words and files of those."""
    owners = [str(member.public_id)]
    for _column, row in list(merging.hanging_on(member)):
        owners.append(str(getattr(row, "public_id", "")))
        if not _stays(row):
            row.delete()
    let_go([one for one in owners if one])
    for transfer in Transfer.objects.filter(member=member).prefetch_related("steps"):
        transfer.note = ""
        transfer.save(update_fields=["note"])
        transfer.steps.update(words="")
    member.floating_stays.update(activity_place="", contacted_on=None)


def _stays(row: models.Model) -> bool:
    return row._meta.label_lower in _STAY or row._meta.app_label == "dues"
