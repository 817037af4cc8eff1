"""The figures of a park's board (园区看板): each with the address of the rows behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import fmean
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.scope import Capability, Scope
from runwu.coverage.selectors.statuses import EnterpriseCoverage, ParkCoverage
from runwu.enterprises.choices import FactKind, Stage
from runwu.enterprises.models import Park
from runwu.members import selectors as members
from runwu.organizations import selectors as organizations
from runwu.organizations.choices import Form, Sector, UnitRole
from runwu.organizations.models import OrganizationUnit
from runwu.people.models import Education
from runwu.rules.coverage import CoverageTable, Rate

IN_PRODUCTION = frozenset({Stage.PRODUCTION, Stage.EXPANSION})
_DEGREES = frozenset({Education.BACHELOR, Education.POSTGRADUATE})


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


def figures(*, scope: Scope, coverage: ParkCoverage) -> list[Figure]:
    """Return the figures of the strip. Two queries beside the coverage; members only for the entitled."""
    rows = coverage.rows
    shown = [*_enterprise_figures(coverage.park, rows), branch_figure(coverage.park, coverage.on)]
    if coverage.counts_shown:
        shown.insert(-1, _member_figure(scope, coverage))
        shown.append(instructor_figure(coverage.park, coverage.on))
    return shown if rows_shown(scope, coverage.park) else [replace(figure, href="") for figure in shown]


def rows_shown(scope: Scope, park: Park) -> bool:
    """Tell whether a viewer sees single enterprises; a service unit gets the figures alone (who.md)."""
    return scope.reaches_park(Capability.SEE_ENTERPRISES, park.pk)


def _enterprise_figures(park: Park, rows: Sequence[EnterpriseCoverage]) -> list[Figure]:
    producing = [row for row in rows if row.stage in IN_PRODUCTION]
    above = _marks(producing, FactKind.ABOVE_DESIGNATED)
    high = _marks(rows, FactKind.HIGH_TECH)
    staffed = [row.staff for row in rows if row.staff is not None]
    unknown = len(rows) - len(staffed)
    name = str(park.public_id)
    return [
        Figure("enterprises", _("企业"), len(rows), listed("reports:covered", park=name), note=_high_note(high)),
        Figure(
            "producing", _("投产"), len(producing), listed("reports:covered", park=name, show="producing"), len(rows)
        ),
        Figure(
            "above",
            _("规上"),
            sum(above),
            listed("reports:covered", park=name, show="above"),
            len(above),
            note=_unknown(len(producing) - len(above)),
        ),
        Figure(
            "staff",
            _("职工"),
            sum(staffed) if staffed else None,
            listed("reports:covered", park=name, show="staffed"),
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


def _member_figure(scope: Scope, coverage: ParkCoverage) -> Figure:
    found = members.of_park(scope=scope, park=coverage.park, on=coverage.on)
    staff = sum(row.staff or 0 for row in coverage.rows)
    firms = found.filter(organization__sector=Sector.ENTERPRISE).count()
    address = listed("members:list", sector=Sector.ENTERPRISE, belonging="registered")
    return Figure("members", _("企业党员"), firms, address, staff or None)


def branch_figure(park: Park, on: date) -> Figure:
    """Return how many branches a park has, by how they were formed. One query."""
    of_one = OrganizationUnit.objects.on(on).filter(organization=OuterRef("pk"), role=UnitRole.OWN)
    found = organizations.branches(park=park, on=on).annotate(of_one=Exists(of_one))
    alone = Q(sector=Sector.ENTERPRISE) & ~Q(form=Form.JOINT_BRANCH)
    parts = found.aggregate(
        own=Count("pk", filter=alone & Q(of_one=True)),
        other=Count("pk", filter=alone & Q(of_one=False)),
        joint=Count("pk", filter=Q(form=Form.JOINT_BRANCH)),
        social=Count("pk", filter=Q(sector=Sector.SOCIAL)),
        community=Count("pk", filter=Q(sector=Sector.COMMUNITY)),
        total=Count("pk"),
    )
    note = _("单建 %(own)d · 联建 %(joint)d · 社会组织 %(social)d · 社区 %(community)d") % parts
    if parts["other"]:  # a comprehensive branch serves no single enterprise, so it is nobody's own
        note += _(" · 未对应企业 %(other)d") % parts
    address = listed("organizations:list", kind="branch", state="active")
    return Figure("branches", _("党支部"), parts["total"], address, note=note, wide=True)


def instructor_figure(park: Park, on: date) -> Figure:
    """Return how many instructors a park has, their age and degrees. One query."""
    posts = list(organizations.instructors(park=park, on=on))
    ages = [_age(post.person.born_on, on) for post in posts if post.person.born_on]
    degrees = sum(post.person.education in _DEGREES for post in posts)
    parts = [_("平均 %d 岁") % round(fmean(ages))] if ages else []
    parts += [_("本科以上 %(part)d/%(all)d") % {"part": degrees, "all": len(posts)}] if posts else []
    return Figure("instructors", _("指导员"), len(posts), listed("organizations:instructors"), note=" · ".join(parts))


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


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


def rate_rows(park: Park, table: CoverageTable) -> list[RateRow]:
    """Return the table: own branches, organisation coverage, work coverage, over three denominators."""
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
            tuple(_cell(park, words, getattr(rates, name), key, base) for words, rates, base in columns),
        )
        for key, name, label, remark in kinds
    ]


def _cell(park: Park, words: str, rate: Rate, key: str, base: str) -> RateCell:
    href = listed("reports:covered", park=str(park.public_id), covered=key, **({"base": base} if base else {}))
    return RateCell(words, rate.numerator, rate.denominator, rate.unknown, href)
