"""Registering what comes from outside this installation (登记转入): a letter handed in, a transfer of a member system."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.crypto import blind_index
from runwu.core.errors import UserError
from runwu.core.pinyin import initials_of
from runwu.members.choices import Belonging, Membership, Route, Standing, TransferAct, TransferState
from runwu.members.imports.wishes import IDENTITY
from runwu.members.models import PartyMember, Transfer
from runwu.members.services.transfers.opening import require_elsewhere, require_living, write_letter
from runwu.members.services.transfers.recording import record_step, require_day
from runwu.organizations.models import Organization
from runwu.people.models import Person
from runwu.rules.identifiers import IdentityNumber, read_identity_number
from runwu.rules.membership import MemberDates, dates_in_order, transfer_deadlines
from runwu.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What stands on the paper: who, from where, by which route, when it was issued."""

    target: Organization
    source_label: str
    route: Route
    issued_on: date
    number: str = ""
    name: str = ""
    gender: str = ""
    standing: Standing = Standing.FULL
    admitted_on: date | None = None
    converted_on: date | None = None
    identity: str = ""
    restricted: bool = False
    note: str = ""


@transaction.atomic
def register_arrival(*, arrival: Arrival, member: PartyMember | None, by: User, book: Rulebook) -> Transfer:
    """Register a transfer from outside; whose affiliation it is stays there until it is accepted (登记转入).

    `member` is one who is known here as floating or not transferred; without one the person is registered. Raises
    UserError for dates that cannot be, before anybody is looked for.
    """
    _require_dates(arrival, book)
    require_living(arrival.target, book.on)
    require_elsewhere(arrival.source_label, arrival.target)
    require_day(arrival.issued_on, on=book.on)
    member = _known(member) if member else _new(arrival, by)
    limits = transfer_deadlines(arrival.issued_on, by_letter=arrival.route == Route.LETTER, book=book)
    due = Transfer.objects.select_for_update(no_key=True).filter(
        member=member, state=TransferState.DUE, target=arrival.target
    )
    transfer = due.first() or Transfer(member=member, target=arrival.target)
    transfer.source, transfer.source_label = None, arrival.source_label
    transfer.route, transfer.state, transfer.note = arrival.route, TransferState.SENT, arrival.note
    transfer.reason = transfer.reason or _("外来转入")
    transfer.opened_on, transfer.remind_on, transfer.due_on = arrival.issued_on, None, limits.accept_by
    transfer.full_clean(exclude=["member", "origin"])
    transfer.save()
    write_letter(transfer, arrival.number, arrival.target.name, arrival.issued_on, limits.accept_by, by)
    record_step(transfer, TransferAct.REGISTERED, on=book.on, by=by, words=arrival.note, route=arrival.route)
    return transfer


def _require_dates(arrival: Arrival, book: Rulebook) -> None:
    """Refuse what the paper cannot say of a member's dates; the birth is told by the identity number typed beside them."""
    if arrival.standing == Standing.PROBATIONARY and arrival.converted_on:
        raise UserError(
            _("填的是预备党员，却有转正日期。"),
            rule=_("预备党员转正后是正式党员。"),
            now=_("请照介绍信核对党员类别和转正日期。"),
        )
    found = read_identity_number(arrival.identity, on=book.on) if arrival.identity else None
    birth = found.birth if isinstance(found, IdentityNumber) else None
    verdict = dates_in_order(
        MemberDates(birth=birth, admission=arrival.admitted_on, conversion=arrival.converted_on), book=book
    )
    if verdict.refused:
        sums = "".join(f"，{one}" for one in verdict.arithmetic[:1])
        raise UserError(
            f"{verdict.title}：{verdict.happened}{sums}。", rule="".join(verdict.chips[:1]), now=f"{verdict.now[0]}。"
        )


def _known(member: PartyMember) -> PartyMember:
    member = PartyMember.objects.select_for_update(of=("self",), no_key=True).select_related("person").get(pk=member.pk)
    moving = Transfer.objects.filter(member=member, state=TransferState.SENT).exists()
    if member.organization_id is not None or moving:
        raise UserError(
            _("这名党员的组织关系已经在这里，或者正在转接。"),
            rule=_("组织关系同一时间只有一个。"),
            now=_("请打开党员页面查看，由所在支部办理转出。"),
        )
    return member


def _new(arrival: Arrival, by: User) -> PartyMember:
    """Register the person and membership as the paper says; the formal affiliation comes with the acceptance."""
    index = blind_index(arrival.identity, IDENTITY) if arrival.identity else ""
    old = Person.objects.select_for_update(no_key=True).filter(identity_index=index).first() if index else None
    returned = _returned(old, arrival) if old else None
    if returned is not None:
        return returned
    person = Person(
        **_named(arrival), gender=arrival.gender, identity_tail=arrival.identity[-4:],
        identity_index=None if old else index or None,
    )  # fmt: skip
    person.full_clean()
    person.save()
    member = PartyMember(
        person=person, standing=arrival.standing, belonging=Belonging.NOT_TRANSFERRED, path=arrival.target.path,
        admitted_on=arrival.admitted_on, converted_on=arrival.converted_on, restricted=arrival.restricted,
    )  # fmt: skip
    member.full_clean()
    member.save()
    audit.log(
        by, "members.member.registered", member, path=member.path, place=arrival.target.public_id,
        restricted=member.restricted, known=old is not None,
    )  # fmt: skip
    return member


def _named(arrival: Arrival) -> dict[str, Any]:
    """Return the columns of a name: a restricted one is encrypted from the first moment, without pinyin."""
    if arrival.restricted:
        return {"sealed": True, "sealed_name": arrival.name, "name": "", "initials": ""}
    return {"name": arrival.name, "initials": initials_of(arrival.name, limit=50)}


def _returned(person: Person, arrival: Arrival) -> PartyMember | None:
    """Return a member who had left this installation and comes back; anybody else is not spoken of.

    Who was restricted comes back restricted; who comes back with the mark is restricted from the first moment.
    """
    member = PartyMember.objects.select_for_update(no_key=True).filter(person=person).first()
    gone = member is not None and member.organization_id is None and member.path == ""
    if member is None or not gone or member.membership != Membership.ACTIVE or person.full_name != arrival.name:
        return None
    if arrival.restricted and not member.restricted:
        for name, value in _named(arrival).items():
            setattr(person, name, value)
        person.save(update_fields=list(_named(arrival)))
        member.restricted = True
    member.belonging, member.path = Belonging.NOT_TRANSFERRED, arrival.target.path
    member.save(update_fields=["belonging", "path", "restricted", "updated_at"])
    return member
