"""The light plan of an enterprise without a Party organisation (工作覆盖清单): one contact, mass organisations, one activity a quarter."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When
from django.urls import reverse
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
class LightLine:
    """One part of an enterprise's light plan: what there is, and where its entry goes."""

    label: str
    words: str
    act: str = ""
    url: str = ""

    @property
    def done(self) -> bool:
        """Tell whether it is there."""
        return bool(self.words)


def light_lines(*, enterprise: Enterprise, on: date) -> list[LightLine] | None:
    """Return the light plan of one enterprise; None where a branch covers it. Four queries."""
    organized = OrganizationUnit.objects.on(on).filter(enterprise=enterprise).exclude(role=UnitRole.FALLBACK)
    if organized.exists():
        return None
    contacts = CoverageContact.objects.on(on).filter(enterprise=enterprise).values_list("kind", flat=True)
    mass = set(MassOrganization.objects.on(on).filter(enterprise=enterprise).values_list("kind", flat=True))
    held = Visit.objects.filter(
        enterprise=enterprise, kind=EntryKind.ACTIVITY, made_on__range=(quarter_of(on), on)
    ).first()
    words = "、".join(sorted({str(ContactKind(kind).label) for kind in contacts}))
    return [
        LightLine(_("联系人"), words),
        *(_mass_line(enterprise, kind, kind in mass) for kind in MassKind),
        LightLine(
            _("本季度活动"),
            held.made_on.isoformat() if held else "",
            _("登记今天的活动"),
            reverse("coverage:activity-record", args=[enterprise.public_id]),
        ),
    ]


def _mass_line(enterprise: Enterprise, kind: MassKind, there: bool) -> LightLine:
    url = reverse("coverage:mass-record", args=[enterprise.public_id, kind.value])
    return LightLine(str(kind.label), _("有") if there else "", _("登记已建立"), url)
