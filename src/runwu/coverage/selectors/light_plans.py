"""The light plan of an enterprise without a Party organisation (工作覆盖清单): one contact, mass organisations, one activity a quarter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.scope import Capability, Scope
from runwu.coverage.choices import ContactKind, EntryKind, MassKind
from runwu.coverage.models import CoverageContact, MassOrganization, Visit
from runwu.coverage.selectors.marks import Rows, marked, registered
from runwu.coverage.selectors.visits import quarter_of
from runwu.enterprises import selectors as enterprises
from runwu.enterprises.models import Enterprise, Park
from runwu.organizations.choices import UnitRole
from runwu.organizations.models import OrganizationUnit

PARTS = ("contact", "union", "youth_league", "women", "activity")
MISSING = {
    "contact": Q(has_instructor=False, has_liaison=False),
    "union": Q(has_union=False),
    "youth_league": Q(has_youth_league=False),
    "women": Q(has_women=False),
    "activity": Q(has_activity=False),
}


@dataclass(frozen=True, slots=True)
class LightCounts:
    """How many enterprises have a light plan, and how many have each part of it."""

    total: int
    contact: int
    union: int
    youth_league: int
    women: int
    activity: int


def light_plans(*, scope: Scope, park: Park, on: date) -> Rows:
    """List the operating enterprises of a park without a branch, with one column per part of their light plan."""
    rows = enterprises.visible(scope=scope, capability=Capability.SEE_COVERAGE).filter(park=park)
    rows = marked(
        registered(rows, on=on, today=on),
        on=on,
        only=("own", "joint", *("instructor", "liaison", "union", "youth_league")),
    )
    rows = rows.filter(Q(is_operating=1, has_own=False, has_joint=False))
    entries = Visit.objects.filter(enterprise=OuterRef("pk"), kind=EntryKind.ACTIVITY)
    women = MassOrganization.objects.on(on).filter(enterprise=OuterRef("pk"), kind=MassKind.WOMEN)
    found: Rows = rows.annotate(
        has_women=Exists(women),
        has_activity=Exists(entries.filter(made_on__gte=quarter_of(on), made_on__lte=on)),
    ).annotate(has_contact=Case(When(MISSING["contact"], then=Value(False)), default=Value(True)))
    return found


def light_counts(*, scope: Scope, park: Park, on: date) -> LightCounts:
    """Count them. One query."""
    rows = light_plans(scope=scope, park=park, on=on).order_by()
    found = rows.aggregate(total=Count("pk"), **{part: Count("pk", filter=~MISSING[part]) for part in PARTS})
    return LightCounts(**found)


@dataclass(frozen=True, slots=True)
class Act:
    """What can be entered on a line: its words, its address, and the field it asks for (“name”, “day” or none)."""

    words: str
    url: str
    field: str = ""
    hidden: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class LightLine:
    """One part of an enterprise's light plan: what there is, how it is entered, and how an entry goes back."""

    label: str
    words: str
    enter: Act
    undo: Act | None = None

    @property
    def done(self) -> bool:
        """Tell whether it is there."""
        return bool(self.words)


def light_lines(*, enterprise: Enterprise, on: date, covered_too: bool = False) -> list[LightLine] | None:
    """Return the light plan of one enterprise; None where a branch covers it, unless `covered_too`. Four queries."""
    organized = OrganizationUnit.objects.on(on).filter(enterprise=enterprise).exclude(role=UnitRole.FALLBACK)
    if not covered_too and organized.exists():
        return None
    contacts = list(CoverageContact.objects.on(on).filter(enterprise=enterprise).order_by("pk"))
    mass = {row.kind: row for row in MassOrganization.objects.on(on).filter(enterprise=enterprise)}
    held = Visit.objects.filter(
        enterprise=enterprise, kind=EntryKind.ACTIVITY, made_on__range=(quarter_of(on), on)
    ).first()
    return [
        _contact_line(enterprise, contacts, on),
        *(_mass_line(enterprise, kind, mass.get(kind), on) for kind in MassKind),
        _activity_line(enterprise, held, on),
    ]


def _contact_line(enterprise: Enterprise, contacts: Sequence[CoverageContact], on: date) -> LightLine:
    words = "、".join(sorted({str(ContactKind(row.kind).label) for row in contacts}))
    enter = Act(_("登记联络员"), _address("liaison-record", enterprise), "name")
    today = any(row.kind == ContactKind.LIAISON and row.valid_from == on for row in contacts)
    return LightLine(
        _("联系人"), words, enter, Act(_("撤回"), _address("liaison-withdraw", enterprise)) if today else None
    )


def _mass_line(enterprise: Enterprise, kind: MassKind, row: MassOrganization | None, on: date) -> LightLine:
    enter = Act(_("登记已建立"), _address("mass-record", enterprise, kind.value))
    if row is None:
        return LightLine(str(kind.label), "", enter)
    words = _("撤回") if row.valid_from >= on else _("登记已撤销")
    return LightLine(str(kind.label), _("有"), enter, Act(words, _address("mass-end", enterprise, kind.value)))


def _activity_line(enterprise: Enterprise, held: Visit | None, on: date) -> LightLine:
    enter = Act(_("登记活动"), _address("activity-record", enterprise), "day")
    if held is None:
        return LightLine(_("本季度活动"), "", enter)
    day, undo = held.made_on.isoformat(), None
    if timezone.localdate(held.recorded_at) == on:
        undo = Act(_("撤回"), _address("activity-withdraw", enterprise), hidden=("day", day))
    return LightLine(_("本季度活动"), day, enter, undo)


def _address(name: str, enterprise: Enterprise, *more: str) -> str:
    return reverse(f"coverage:{name}", args=[enterprise.public_id, *more])
