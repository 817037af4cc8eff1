"""The figures of a park's board (园区看板): each with the address of the rows behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.scope import Capability, Scope
from runwu.coverage.selectors.statuses import EnterpriseCoverage, ParkCoverage
from runwu.enterprises.choices import FactKind, Stage
from runwu.enterprises.models import Park
from runwu.members import standings as members
from runwu.organizations import names
from runwu.organizations.choices import BRANCH_FORMS, Form, Sector, UnitRole
from runwu.organizations.instructor_profile import details, profile
from runwu.organizations.models import Organization, OrganizationUnit
from runwu.organizations.selectors import in_force_on
from runwu.rules.coverage import CoverageTable, Rate
from runwu.rules.rulebook import Rulebook

IN_PRODUCTION = frozenset({Stage.PRODUCTION, Stage.EXPANSION})


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the strip; `of` None has no denominator, `value` None prints “—”."""

    key: str
    label: str
    value: int | None
    href: str
    of: int | None = None
    note: str = ""
    wide: bool = False

    @property
    def has_denominator(self) -> bool:
        """Tell whether the figure is a part of something."""
        return self.of is not None


def listed(view: str, **filters: str) -> str:
    """Return the address of the rows behind a figure."""
    return f"{reverse(view)}?{urlencode(filters)}" if filters else reverse(view)


def address_of(park: Park, *, on: date, today: date) -> dict[str, str]:
    """Return what every address behind a figure carries: the park, and the day where it is past."""
    return {"park": str(park.public_id), **({} if on == today else {"on": on.isoformat()})}


def figures(*, scope: Scope, coverage: ParkCoverage) -> list[Figure]:
    """Return the figures of the strip. Three queries beside the coverage; members only for the entitled."""
    park, on = coverage.park, coverage.on
    asked = address_of(park, on=on, today=scope.on)
    shown = [*_enterprise_figures(coverage.rows, asked), branch_figure(scope, park, on)]
    if coverage.counts_shown:
        firms, note = enterprise_members(scope, park, on)
        staff = sum(row.staff or 0 for row in coverage.rows)
        address = members_address(asked)
        shown.insert(-1, Figure("members", _("企业党员"), firms, address, staff or None, note=note))
        shown.append(instructor_figure(scope, park, on, book=coverage.book))
    return shown if rows_shown(scope, coverage.park) else [replace(figure, href="") for figure in shown]


def rows_shown(scope: Scope, park: Park) -> bool:
    """Tell whether a viewer sees single enterprises; a service unit gets the figures alone (who.md)."""
    return scope.reaches_park(Capability.SEE_ENTERPRISES, park.pk)


def _enterprise_figures(rows: Sequence[EnterpriseCoverage], asked: dict[str, str]) -> list[Figure]:
    producing = [row for row in rows if row.stage in IN_PRODUCTION]
    above = _marks(producing, FactKind.ABOVE_DESIGNATED)
    high = _marks(rows, FactKind.HIGH_TECH)
    staffed = [row.staff for row in rows if row.staff is not None]
    unknown = len(rows) - len(staffed)
    return [
        Figure("enterprises", _("企业"), len(rows), listed("reports:covered", **asked), note=_high_note(high)),
        Figure("producing", _("投产"), len(producing), listed("reports:covered", **asked, show="producing"), len(rows)),
        Figure(
            "above",
            _("规上"),
            sum(above),
            listed("reports:covered", **asked, show="above"),
            len(above),
            note=_unknown(len(producing) - len(above)),
        ),
        Figure(
            "staff",
            _("职工"),
            sum(staffed) if staffed else None,
            listed("reports:covered", **asked, show="staffed"),
            note=_unknown(unknown),
        ),
    ]


def _marks(rows: Sequence[EnterpriseCoverage], kind: FactKind) -> list[bool]:
    """Return a mark of those enterprises of which it is known; unknown is never no."""
    return [bool(row.known[kind]) for row in rows if row.known.get(kind) is not None]


def _unknown(count: int) -> str:
    return _("另有 %s 家未知") % f"{count:,}" if count else ""


def _high_note(marks: list[bool]) -> str:
    return _("国家高新 %d 家") % sum(marks) if marks else _("国家高新未知")


def enterprise_members(scope: Scope, park: Park, on: date) -> tuple[int, str]:
    """Return how many members of a day the branches at enterprises have, and what is to be said about it. One query."""
    there = Q(park=park, sector=Sector.ENTERPRISE)
    return members.formal_in(scope=scope, on=on, organizations=there).count(), _as_now(scope, on)


def members_address(asked: dict[str, str]) -> str:
    """Return the address of the members whom `enterprise_members` counts."""
    return listed("members:list", **asked, sector=Sector.ENTERPRISE)


def _as_now(scope: Scope, on: date) -> str:
    """Say that the sector of a branch is the one of today: no earlier one is on record."""
    return "" if on == scope.on else _("支部领域按现登记")


def branch_figure(scope: Scope, park: Park, on: date) -> Figure:
    """Return how many branches a park has on a day, by the form of that day and how they were formed. One query, two of a past day."""
    of_one = OrganizationUnit.objects.on(on).filter(organization=OuterRef("pk"), role=UnitRole.OWN)
    rows = Organization.objects.filter(in_force_on(on), park=park)
    stood = rows.annotate(form_then=F("form")) if on == scope.on else names.as_of(rows, on)
    found = stood.filter(form_then__in=BRANCH_FORMS).annotate(of_one=Exists(of_one))
    alone = Q(sector=Sector.ENTERPRISE) & ~Q(form_then=Form.JOINT_BRANCH)
    parts = found.aggregate(
        own=Count("pk", filter=alone & Q(of_one=True)),
        other=Count("pk", filter=alone & Q(of_one=False)),
        joint=Count("pk", filter=Q(form_then=Form.JOINT_BRANCH)),
        social=Count("pk", filter=Q(sector=Sector.SOCIAL)),
        community=Count("pk", filter=Q(sector=Sector.COMMUNITY)),
        total=Count("pk"),
    )
    note = _("单建 %(own)d · 联建 %(joint)d · 社会组织 %(social)d · 社区 %(community)d") % parts
    if parts["other"]:  # a comprehensive branch serves no single enterprise, so it is nobody's own
        note += _(" · 未对应企业 %(other)d") % parts
    if on != scope.on:
        note += f" · {_as_now(scope, on)}"
    stand = {} if on != scope.on else {"state": "active"}  # the list of a past day holds what stood then, and no state
    address = listed("organizations:list", **address_of(park, on=on, today=scope.on), kind="branch", **stand)
    return Figure("branches", _("党支部"), parts["total"], address, note=note, wide=True)


def instructor_figure(scope: Scope, park: Park, on: date, *, book: Rulebook) -> Figure:
    """Return how many posts of instructors a park has, as its list counts them, with what is known of them. One query."""
    found = profile(scope=scope, on=on, park=park)
    parts = [_("%d 名") % found.number] if found.number != found.posts else []
    address = listed("organizations:instructors", **address_of(park, on=on, today=scope.on))
    note = " · ".join([*parts, *details(found, book=book)])
    return Figure("instructors", _("指导员"), found.posts, address, note=note)


@dataclass(frozen=True, slots=True)
class RateCell:
    """One share of the table: by which denominator, part, whole, how many are unknown, and the rows behind the part."""

    label: str
    value: int
    of: int
    unknown: int
    href: str


@dataclass(frozen=True, slots=True)
class RateRow:
    """One line of the table of two coverages and three denominators."""

    label: str
    remark: str
    cells: tuple[RateCell, ...]


def rate_rows(asked: dict[str, str], table: CoverageTable) -> list[RateRow]:
    """Return the table: own branches, organisation coverage, work coverage, over three denominators; `asked` is what links carry."""
    kinds = (
        ("own", "own_branch", _("单独组建"), _("只计单独支部")),
        ("organization", "organization", _("组织覆盖"), _("有单独或联合支部")),
        ("work", "work", _("工作覆盖"), _("另含兜底、指导员、联络员、群团")),
    )
    columns = (
        (_("按登记企业"), table.registered, ""),
        (_("按实际经营"), table.operating, "operating"),
        (_("按有职工"), table.with_staff, "staffed"),
    )
    return [
        RateRow(
            label,
            remark,
            tuple(_cell(asked, words, getattr(rates, name), key, base) for words, rates, base in columns),
        )
        for key, name, label, remark in kinds
    ]


def _cell(asked: dict[str, str], words: str, rate: Rate, key: str, base: str) -> RateCell:
    href = listed("reports:covered", **asked, covered=key, **({"base": base} if base else {}))
    return RateCell(words, rate.numerator, rate.denominator, rate.unknown, href)
