"""Lines as trees and figures (条线): who leads whom on a line on a day, and what it covers, each counted once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from runwu.core.scope import Capability, Scope
from runwu.organizations import relations, selectors
from runwu.organizations.choices import BRANCH_FORMS, LED_LINES, RelationLine
from runwu.organizations.models import Organization, OrganizationRelation, OrganizationUnit, Promise
from runwu.organizations.relation_rights import Right, Told, rights_of, told_of
from runwu.organizations.relations import NO_PROMISES, PromiseFigures, promise_figures

TERRITORIAL = "territorial"
OTHERS = "others"


def line_choices() -> list[tuple[str, str]]:
    """Return the lines that figures and lists are told by, with their names."""
    named = [(line.value, str(line.label)) for line in LED_LINES]
    return [(TERRITORIAL, _("属地（隶属）")), *named, (OTHERS, _("属地以外各条线（去重）"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFigures:
    """What one line covers within reach: organisations, branches among them, enterprises; what became of its promises."""

    line: str
    name: str
    organizations: int
    branches: int
    enterprises: int
    promises: PromiseFigures = NO_PROMISES


@dataclass(frozen=True, slots=True, kw_only=True)
class LineNode:
    """One place in the tree of a line; `again` where the organisation stands elsewhere in it too and unfolds there."""

    organization: Organization | None
    depth: int
    in_reach: bool
    since: date | None
    document: str
    again: bool
    told: Told | None = None


def on_line(*, line: str, scope: Scope, on: date) -> QuerySet[Organization]:
    """List the organisations in reach that stand on a line on a day, each once."""
    rows = selectors.visible(scope=scope).filter(selectors.in_force_on(on))
    if line == TERRITORIAL:
        return rows
    lines = LED_LINES if line == OTHERS else (line,)
    found = OrganizationRelation.objects.on(on).filter(line__in=lines)
    return rows.filter(Q(pk__in=found.values("source")) | Q(pk__in=found.values("target")))


def units_on_line(*, line: str, scope: Scope, on: date) -> QuerySet[OrganizationUnit]:
    """List the enterprises that organisations of a line cover on a day; each stands under one organisation only."""
    places = on_line(line=line, scope=scope, on=on).order_by().values("pk")
    return OrganizationUnit.objects.on(on).filter(organization__in=places).select_related("organization", "enterprise")


def figures(*, scope: Scope, on: date) -> list[LineFigures]:
    """Return what each line covers within reach, and all beside the tree together, each counted once.

    Four queries a line, of which there are six.
    """
    promises = relations.promises_in_reach(scope=scope)
    return [_figures_of(line, name, scope, on, promises) for line, name in line_choices()]


def _figures_of(line: str, name: str, scope: Scope, on: date, promises: QuerySet[Promise]) -> LineFigures:
    found = on_line(line=line, scope=scope, on=on).order_by()
    told = promises.none() if line == TERRITORIAL else promises
    told = told.filter(relation__line__in=LED_LINES if line == OTHERS else (line,))
    return LineFigures(
        line=line,
        name=name,
        organizations=found.count(),
        branches=found.filter(form__in=BRANCH_FORMS).count(),
        enterprises=units_on_line(line=line, scope=scope, on=on).values("enterprise").distinct().count(),
        promises=promise_figures(told, on=on),
    )


def line_tree(*, line: RelationLine, scope: Scope, on: date) -> list[LineNode]:
    """Return the tree of a line on a day, as far as one end of each step is in reach. At most seven queries.

    Ends out of reach are named while the step holds today; what guiding shows is told below who guides and is in reach.
    """
    rows = OrganizationRelation.objects.on(on).filter(relations.relations_in_reach(scope=scope), line=line)
    steps = list(rows.select_related("source", "target").order_by("target__name", "pk"))
    reach = _reach(scope, steps)
    named = reach | {pk for one in steps if one.holds_on(scope.on) for pk in (one.source_id, one.target_id)}
    shown = [one for one in steps if _shows(one, reach, scope)]
    told = told_of(organizations=[one.target for one in shown], on=on, in_reach=reach)
    below: dict[int, list[OrganizationRelation]] = defaultdict(list)
    for step in steps:
        below[step.source_id].append(step)
    led = {step.target_id for step in steps}
    tops = {step.source_id: step.source for step in steps if step.source_id not in led}
    nodes: list[LineNode] = []
    seen: set[int] = set()

    def put(one: Organization, depth: int, step: OrganizationRelation | None) -> None:
        nodes.append(
            LineNode(
                organization=one if one.pk in named else None,
                depth=depth,
                in_reach=one.pk in reach,
                since=step.valid_from if step else None,
                document=step.document if step else "",
                again=one.pk in seen,
                told=told.get(one.pk) if step and one.pk not in seen and _shows(step, reach, scope) else None,
            )
        )
        if one.pk in seen:
            return
        seen.add(one.pk)
        for further in below[one.pk]:
            put(further.target, depth + 1, further)

    for top in sorted(tops.values(), key=lambda one: (one.name, one.pk)):
        put(top, 0, None)
    return nodes


def _shows(step: OrganizationRelation, reach: set[int], scope: Scope) -> bool:
    """Tell whether a step shows how far its lower end has come: guiding, from an end in reach, while it holds today."""
    return step.source_id in reach and step.holds_on(scope.on) and Right.COVERAGE in rights_of(step, step.source)


def _reach(scope: Scope, steps: Sequence[OrganizationRelation]) -> set[int]:
    ids = {pk for one in steps for pk in (one.source_id, one.target_id)}
    rows = Organization.objects.filter(scope.paths(Capability.SEE_ORGANIZATIONS), pk__in=ids)
    return set(rows.order_by().values_list("pk", flat=True))
