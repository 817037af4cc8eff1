"""Fill the light plan of an enterprise (工作覆盖清单登记): a liaison, mass organisations, the quarter's activity.

What was entered by a slip goes back on the day it was entered.
"""

import re
from datetime import date

from django.db import transaction
from django.db.models import ForeignObjectRel
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, UserError
from runwu.core.models import AuditEntry
from runwu.core.pinyin import initials_of
from runwu.coverage.choices import ContactKind, EntryKind, MassKind
from runwu.coverage.models import CoverageContact, MassOrganization, Visit
from runwu.enterprises.models import Enterprise
from runwu.people.models import Person

_NO_NAME = re.compile(r"[\d@/\\<>]")
_LIAISON = "coverage.visit.liaison_recorded"


@transaction.atomic
def record_liaison(*, enterprise: Enterprise, name: str, on: date, by: User) -> CoverageContact:
    """Write down who is an enterprise's liaison from a day on (登记企业联络员); the same name twice is one entry.

    A name stands for one liaison within the park, as it does in ledgers. Raises UserError for what is no name.
    """
    name = "".join(name.split()) if not name.isascii() else " ".join(name.split())
    if not 2 <= len(name) <= 50 or _NO_NAME.search(name):
        raise UserError(
            _("联络员没有登记。"),
            rule=_("这里只登记联络员的姓名，不登记电话、证件号码。"),
            now=_("请填联络员的姓名。"),
        )
    Enterprise.objects.select_for_update(no_key=True).get(pk=enterprise.pk)
    held = CoverageContact.objects.open().filter(kind=ContactKind.LIAISON, person__sealed=False, person__name=name)
    there = held.filter(enterprise=enterprise).first()
    if there is not None:
        return there
    known = held.filter(enterprise__park=enterprise.park_id).order_by("pk").first()
    person = known.person if known else Person.objects.create(name=name, initials=initials_of(name, limit=50))
    row = CoverageContact.objects.create(enterprise=enterprise, person=person, kind=ContactKind.LIAISON, valid_from=on)
    audit.log(by, _LIAISON, enterprise, place=enterprise.park.public_id, contact=str(row.public_id))
    return row


@transaction.atomic
def withdraw_liaison(*, enterprise: Enterprise, on: date, by: User) -> None:
    """Take back the liaison that was written down here today (撤回联络员登记).

    Raises Conflict where there is none: one from a ledger or from an arrangement is taken back where it came from.
    """
    Enterprise.objects.select_for_update(no_key=True).get(pk=enterprise.pk)
    entries = AuditEntry.objects.filter(action=_LIAISON, subject_id=str(enterprise.public_id))
    entered = [entry.extra.get("contact") for entry in entries]
    rows = CoverageContact.objects.open().filter(enterprise=enterprise, valid_from=on, public_id__in=entered)
    row = rows.select_related("person").order_by("-pk").first()
    if row is None:
        raise _too_late(_("联络员"))
    person = row.person
    row.delete()
    if not _is_referred_to(person):
        person.delete()
    audit.log(by, "coverage.visit.liaison_withdrawn", enterprise, place=enterprise.park.public_id)


def _is_referred_to(person: Person) -> bool:
    """Tell whether anything else names a person."""
    links = [one for one in person._meta.get_fields(include_hidden=True) if isinstance(one, ForeignObjectRel)]
    return any(one.related_model._base_manager.filter(**{one.field.name: person}).exists() for one in links)


@transaction.atomic
def record_activity(*, enterprise: Enterprise, on: date, by: User, note: str = "") -> Visit:
    """Write down that this quarter's activity took place on a day (季度活动); one entry a day."""
    entry, new = Visit.objects.get_or_create(
        enterprise=enterprise,
        kind=EntryKind.ACTIVITY,
        made_on=on,
        defaults={"finding": "", "note": note[:200], "recorded_by": by.public_id},
    )
    if new:
        audit.log(by, "coverage.visit.activity_recorded", enterprise, place=enterprise.park.public_id)
    return entry


@transaction.atomic
def withdraw_activity(*, enterprise: Enterprise, made_on: date, by: User) -> None:
    """Take back an activity that was written down today (撤回季度活动). Raises Conflict on a later day."""
    entries = Visit.objects.select_for_update().filter(enterprise=enterprise, kind=EntryKind.ACTIVITY, made_on=made_on)
    entry = entries.first()
    if entry is None or timezone.localdate(entry.recorded_at) != timezone.localdate():
        raise _too_late(_("活动"))
    entry.delete()
    audit.log(by, "coverage.visit.activity_withdrawn", enterprise, place=enterprise.park.public_id)


@transaction.atomic
def record_mass(*, enterprise: Enterprise, kind: MassKind, on: date, by: User) -> bool:
    """Write down that a mass organisation exists at an enterprise, and tell whether that was new (群团组织登记).

    One that was ended on the same day goes on as if it had not been.
    """
    Enterprise.objects.select_for_update(no_key=True).get(pk=enterprise.pk)
    rows = MassOrganization.objects.filter(enterprise=enterprise, kind=kind)
    if rows.open().exists():
        return False
    if not rows.filter(pk__in=rows.filter(valid_to=on).order_by("-pk").values("pk")[:1]).update(valid_to=None):
        MassOrganization.objects.create(enterprise=enterprise, kind=kind, valid_from=on, source=_("走访登记"))
    audit.log(by, "coverage.mass.recorded", enterprise, place=enterprise.park.public_id, kind=str(kind))
    return True


@transaction.atomic
def end_mass(*, enterprise: Enterprise, kind: MassKind, on: date, by: User) -> bool:
    """Write down that a mass organisation exists no longer (群团组织已撤销), and tell whether there was one.

    One that was written down on the same day never was: the entry is taken back.
    """
    Enterprise.objects.select_for_update(no_key=True).get(pk=enterprise.pk)
    row = MassOrganization.objects.open().filter(enterprise=enterprise, kind=kind).first()
    if row is None:
        return False
    if row.valid_from >= on:
        row.delete()
    else:
        row.valid_to = on
        row.save(update_fields=["valid_to"])
    audit.log(by, "coverage.mass.ended", enterprise, place=enterprise.park.public_id, kind=str(kind))
    return True


def _too_late(what: str) -> Conflict:
    return Conflict(
        _("%s的登记不能在这里撤回。") % what,
        rule=_("只能撤回当天在这里登记的。"),
        now=_("由台账导入的请改好台账再导入；由安排建议采纳的请撤回那次采纳；其他的请联系园区党务更正。"),
    )
