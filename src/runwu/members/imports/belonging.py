"""Where a member belongs (写入组织关系): registered, floating in and not transferred are kept apart."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from runwu.core.dialect import insert_rows, update_columns
from runwu.core.imports import ImportContext
from runwu.members.choices import OPEN_TRANSFERS, Belonging, TransferState
from runwu.members.imports import differences as diff
from runwu.members.imports.differences import Subject
from runwu.members.models import FloatingStay, PartyMember, Transfer
from runwu.members.services import AffiliationInput, affiliate


def write_belonging(context: ImportContext, subjects: Sequence[Subject]) -> None:
    """Give registered members their branch, open stays of floating ones and the due transfers of the others.

    A floating member, or one not transferred yet, has no formal affiliation here; the path of the branch that
    hosts them is kept, so that this branch and its line see them.
    """
    registered = [one for one in subjects if diff.belonging_of(one) == Belonging.REGISTERED]
    affiliate(_affiliations(context, registered))
    _end_stays(context, registered)
    away = [one for one in subjects if diff.belonging_of(one) != Belonging.REGISTERED]
    members = [member for one in subjects if (member := _placed(one)) is not None]
    update_columns(
        PartyMember, {name: [getattr(member, name) for member in members] for name in ("id", "belonging", "path")}
    )
    _open_stays(context, [one for one in away if diff.belonging_of(one) == Belonging.FLOATING_IN])
    _open_transfers(context, [one for one in away if diff.belonging_of(one) == Belonging.NOT_TRANSFERRED])


def _placed(subject: Subject) -> PartyMember | None:
    """Note on a member where they belong, and the path of who hosts them; None where nothing is to be written."""
    member, branch, belonging = subject.member, subject.branch, diff.belonging_of(subject)
    assert member is not None and branch is not None  # noqa: S101, PT018 -- written before
    path = member.path if belonging == Belonging.REGISTERED else branch.path
    if (member.belonging, member.path) == (belonging, path):
        return None
    member.belonging, member.path = belonging, path
    return member


def _affiliations(context: ImportContext, subjects: Sequence[Subject]) -> Iterator[AffiliationInput]:
    for one in subjects:
        if one.member is not None and one.branch is not None:
            since = one.wish.since if one.member.organization_id is None else context.as_of
            yield AffiliationInput(one.member, one.branch, since, context.source[:100])


def _end_stays(context: ImportContext, subjects: Sequence[Subject]) -> None:
    """End the stays and transfers of those who have become registered."""
    came = [one.member for one in subjects if one.member and one.member.belonging != Belonging.REGISTERED]
    open_stays = FloatingStay.objects.open().filter(member__in=came)
    open_stays.filter(valid_from__gte=context.as_of).delete()
    open_stays.update(valid_to=context.as_of)
    Transfer.objects.filter(member__in=came, state__in=OPEN_TRANSFERS).update(
        state=TransferState.DONE, accepted_on=context.as_of, closed_on=context.as_of
    )


def _open_stays(context: ImportContext, subjects: Sequence[Subject]) -> None:
    held = set(FloatingStay.objects.open().filter(member__in=_members(subjects)).values_list("member_id", flat=True))
    earlier = FloatingStay.objects.filter(member__in=_members(subjects), valid_to__isnull=False).order_by("valid_to")
    over = dict(earlier.values_list("member_id", "valid_to"))  # the last end: two periods never overlap
    stays = [
        FloatingStay(member=member, host=one.branch, home_label=one.wish.row.text("home"), valid_from=_begun(one, over))
        for one in subjects
        if (member := one.member) is not None and member.pk not in held
    ]
    insert_rows(stays)


def _begun(subject: Subject, over: Mapping[int, date | None]) -> Any:
    """Return from when somebody floats, never before an earlier period of the same member ended."""
    since, last = subject.wish.since, over.get(subject.member.pk) if subject.member else None
    return max(since, last) if since and last else since


def _open_transfers(context: ImportContext, subjects: Sequence[Subject]) -> None:
    waiting = Transfer.objects.filter(member__in=_members(subjects), state__in=OPEN_TRANSFERS)
    held = set(waiting.values_list("member_id", flat=True))
    transfers = [
        Transfer(
            member=one.member, target=one.branch, reason=_reason(one), opened_on=context.as_of, origin=context.batch
        )
        for one in subjects
        if one.member is not None and one.member.pk not in held
    ]
    insert_rows(transfers)


def _reason(subject: Subject) -> str:
    home = subject.wish.row.text("home")
    return _("名册登记为组织关系未转入，关系在%s") % home if home else _("名册登记为组织关系未转入")


def _members(subjects: Sequence[Subject]) -> list[PartyMember]:
    return [one.member for one in subjects if one.member is not None]
