"""Accept proposals who looks after which enterprise (采纳派员), all or some, and take them back on the same day."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, UserError
from runwu.coverage.choices import PlanState
from runwu.coverage.models import ContactPlan, CoverageContact
from runwu.coverage.services.contact_plans import locked_contact_plan
from runwu.enterprises.models import Enterprise
from runwu.people.models import Person
from runwu.planning.assignment import problem_from_document


@transaction.atomic
def accept_contacts(
    *, plan: ContactPlan, firms: Collection[str] | None, on: date, expected_version: int, by: User
) -> tuple[int, int]:
    """Make proposals facts from today on and return (accepted, skipped); `firms` None accepts all.

    Enterprises whose contact somebody changed since the facts were read are skipped, and so are persons who may no longer
    be named. Raises UserError where nothing remains.
    """
    row = locked_contact_plan(plan, expected_version)
    before = {firm.id: firm.today for firm in problem_from_document(row.instance).firms}
    wanted = [firm for firm in before if _moves(row, before, firm) and (firms is None or firm in firms)]
    done = _write(row, wanted, before, on)
    if not done:
        raise UserError(
            _("没有可采纳的安排。"),
            rule=_("已采纳、不变，或测算后有人另行登记过的，不再写入。"),
            now=_("请勾选要采纳的企业，或重新测算。"),
        )
    row.accepted = {**row.accepted, **done}
    row.state, row.accepted_on, row.version = PlanState.ADOPTED, on, row.version + 1
    row.save(update_fields=["accepted", "state", "accepted_on", "version"])
    audit.log(by, "coverage.contact_plan.accepted", row, place=row.park.public_id, firms=len(done))
    return len(done), len(wanted) - len(done)


def _moves(row: ContactPlan, before: Mapping[str, str | None], firm: str) -> bool:
    held = row.assignment.get(firm)
    return held is not None and held != before[firm] and firm not in row.accepted


def _write(
    row: ContactPlan, wanted: list[str], before: Mapping[str, str | None], on: date
) -> dict[str, dict[str, Any]]:
    firms = Enterprise.objects.select_for_update(no_key=True).filter(public_id__in=wanted).order_by("pk")
    keys = {str(firm.public_id): firm for firm in firms}
    people = {
        str(one.public_id): one
        for one in Person.objects.filter(public_id__in={row.assignment[firm] for firm in wanted}, sealed=False)
    }
    open_: dict[int, list[CoverageContact]] = {}
    rows = CoverageContact.objects.on(on).filter(kind=row.kind, enterprise__in=firms, person__sealed=False)
    for contact in rows.select_related("person").order_by("valid_from", "pk"):
        open_.setdefault(contact.enterprise_id, []).append(contact)
    done: dict[str, dict[str, Any]] = {}
    for firm in wanted:
        enterprise, person = keys.get(firm), people.get(str(row.assignment[firm]))
        if enterprise is None or person is None:
            continue
        held = open_.get(enterprise.pk, [])
        if (str(held[0].person.public_id) if held else None) == before[firm] and person not in [c.person for c in held]:
            done[firm] = _replace(enterprise, person, held[:1], row.kind, on)
    return done


def _replace(
    enterprise: Enterprise, person: Person, held: Iterable[CoverageContact], kind: str, on: date
) -> dict[str, Any]:
    """Open the new contact and end the old one; return what is needed to take both back."""
    ended = [_end(one, on) for one in held]
    new = CoverageContact.objects.create(enterprise=enterprise, person=person, kind=kind, valid_from=on)
    return {"opened": str(new.public_id), "ended": ended}


def _end(row: CoverageContact, on: date) -> dict[str, str]:
    """End a contact; one that began today never held and is removed."""
    told = {
        "id": str(row.public_id), "person": str(row.person.public_id), "since": row.valid_from.isoformat(),
    }  # fmt: skip
    if row.valid_from >= on:
        row.delete()
    else:
        row.valid_to = on
        row.save(update_fields=["valid_to"])
    return told


@transaction.atomic
def undo_acceptance(*, plan: ContactPlan, on: date, expected_version: int, by: User) -> int:
    """Take today's acceptance back: who was there before is there again (撤回采纳).

    Raises Conflict on a later day, and where somebody changed one of these contacts since.
    """
    row = locked_contact_plan(plan, expected_version)
    if row.accepted_on != on or not row.accepted:
        raise Conflict(_("这次采纳不能撤回。"), rule=_("只在采纳当天可以撤回。"), now=_("请重新测算，或逐家另行安排。"))
    opened = CoverageContact.objects.filter(public_id__in=[one["opened"] for one in row.accepted.values()])
    if opened.filter(valid_to__isnull=True).count() != len(row.accepted):
        raise Conflict(_("采纳之后有人改动过其中的企业。"), now=_("请在企业档案中核对后，逐家另行安排。"))
    opened.delete()
    keys = {str(firm.public_id): firm for firm in Enterprise.objects.filter(public_id__in=list(row.accepted))}
    for firm, one in row.accepted.items():
        for told in one["ended"]:
            _reopen(keys[firm], told, row.kind)
    number = len(row.accepted)
    row.accepted, row.accepted_on, row.state, row.version = {}, None, PlanState.READY, row.version + 1
    row.save(update_fields=["accepted", "accepted_on", "state", "version"])
    audit.log(by, "coverage.contact_plan.taken_back", row, place=row.park.public_id, firms=number)
    return number


def _reopen(enterprise: Enterprise, told: Mapping[str, str], kind: str) -> None:
    if not CoverageContact.objects.filter(public_id=told["id"]).update(valid_to=None):
        CoverageContact.objects.create(
            public_id=told["id"],
            enterprise=enterprise,
            person=Person.objects.get(public_id=told["person"]),
            kind=kind,
            valid_from=date.fromisoformat(told["since"]),
        )
