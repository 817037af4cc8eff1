"""What became of an organisation over time (沿革): founded, moved, restructured; and its form on a past day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from runwu.core.models.facts import FactChange
from runwu.core.registries import Consequence
from runwu.core.scope import Capability, Scope
from runwu.organizations import paths
from runwu.organizations.choices import (
    BRANCH_FORMS,
    HOLDING_BRANCHES,
    PARENT_FORMS,
    Form,
    OrganizationState,
    RestructuringKind,
    Sector,
    may_succeed,
)
from runwu.organizations.handover import Handover, followers
from runwu.organizations.models import Approval, Organization, OrganizationEdge, Restructuring, Succession
from runwu.organizations.relations import told_over_time
from runwu.rules.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of an organisation's history, with its paper."""

    on: date
    title: str
    details: str = ""
    withdrawn: bool = False
    approval: Approval | None = None


def history_of(*, organization: Organization, scope: Scope) -> list[Moment]:
    """Return what became of an organisation, the newest first; names of others as far as they are in reach.

    At most nine queries.
    """
    edges = list(OrganizationEdge.objects.filter(child=organization).select_related("parent").order_by("valid_from"))
    acts = list(_acts_on(organization).select_related("approval", "organization").prefetch_related(*_ENDS_OF_ACTS))
    reach = _in_reach(scope, edges, acts)
    moments = [
        *_founding(organization, acts),
        *_moves(edges, acts, reach),
        *_restructurings(organization, acts, edges, reach),
        *_relations(organization, scope),
        *_corrected(organization),
    ]
    return sorted(moments, key=lambda one: one.on, reverse=True)


_ENDS_OF_ACTS = ("successions__source", "successions__target", "former_name")


def _acts_on(organization: Organization) -> QuerySet[Restructuring]:
    """Return the acts by which something passed to or from an organisation."""
    touching = Succession.objects.filter(Q(source=organization) | Q(target=organization))
    return Restructuring.objects.filter(Q(organization=organization) | Q(pk__in=touching.values("restructuring")))


def _in_reach(scope: Scope, edges: Sequence[OrganizationEdge], acts: Sequence[Restructuring]) -> set[int]:
    """Return the ids of those organisations of a history that this viewer may name."""
    steps = [step for act in acts for step in act.successions.all()]
    ids = {one for step in steps for one in (step.source_id, step.target_id)}
    ids |= {edge.parent_id for edge in edges if edge.parent_id is not None}
    rows = Organization.objects.filter(scope.paths(Capability.SEE_ORGANIZATIONS), pk__in=ids)
    return set(rows.order_by().values_list("pk", flat=True))


def _founding(organization: Organization, acts: Sequence[Restructuring]) -> list[Moment]:
    """Return the founding, unless an act tells of it that was recorded here."""
    told = any(act.kind == RestructuringKind.SET_UP and act.organization_id == organization.pk for act in acts)
    if organization.established_on is None or told:
        return []
    paper = organization.approval
    return [Moment(organization.established_on, _("成立"), str(paper) if paper else "", approval=paper)]


def _moves(edges: Sequence[OrganizationEdge], acts: Sequence[Restructuring], reach: Collection[int]) -> list[Moment]:
    """Return the lines that began later, unless an act tells of them."""
    told = {act.approval_id for act in acts if act.kind == RestructuringKind.MOVE}
    return [
        Moment(edge.valid_from, _("改由%s领导") % _name(edge.parent, reach), edge.document)
        for edge in edges[1:]
        if edge.parent is not None and edge.approval_id not in told
    ]


def _relations(organization: Organization, scope: Scope) -> list[Moment]:
    """Return when relations beside the tree began and ended."""
    moments = []
    for relation, what, told in told_over_time(organization=organization, scope=scope):
        words = {"what": what, "other": told or _("本人权限以外的组织")}
        moments.append(Moment(relation.valid_from, _("与%(other)s建立关系：%(what)s") % words, relation.document))
        if relation.valid_to is not None:
            ended = _("与%(other)s终止关系：%(what)s") % words
            moments.append(Moment(relation.valid_to, ended, relation.end_document))
    return moments


def _name(one: Organization, reach: Collection[int]) -> str:
    return one.label if one.pk in reach else _("本人权限以外的组织")


def _restructurings(
    organization: Organization,
    acts: Sequence[Restructuring],
    edges: Sequence[OrganizationEdge],
    reach: Collection[int],
) -> list[Moment]:
    parents = {edge.approval_id: edge.parent for edge in edges if edge.parent is not None}
    return [
        Moment(
            row.on,
            _moved(parents.get(row.approval_id), reach)
            if row.kind == RestructuringKind.MOVE
            else _said(row, organization, reach),
            _details(row),
            not row.stands,
            row.approval if row.organization_id in reach or row.organization_id == organization.pk else None,
        )
        for row in acts
    ]


def _details(row: Restructuring) -> str:
    paper = f"{row.approval.number} · {row.approval.authority}"
    late = row.stated.get("late_reason", "") if row.kind == RestructuringKind.SET_UP else ""
    return paper + (_(" · 批复超过一般期限的原因：%s") % late if late else "")


def _moved(parent: Organization | None, reach: Collection[int]) -> str:
    if parent is None:  # taken back, or replaced by a later move of the same day: the line never was
        return _("调整隶属")
    return _("改由%s领导") % _name(parent, reach)


def _said(row: Restructuring, organization: Organization, reach: Collection[int]) -> str:
    steps = list(row.successions.all())
    if row.kind in (RestructuringKind.RENAME, RestructuringKind.SET_UP):
        return _renamed(row) if row.kind == RestructuringKind.RENAME else _set_up(row, organization, reach)
    if not steps:
        return _("升格为%s") % Form(row.form_after).label
    own = next((one for one in steps if one.source_id == organization.pk), None)
    if row.kind == RestructuringKind.CLOSE:
        return _("撤销，没有承接组织") if own is not None else _("下级组织%s撤销") % _name(steps[0].source, reach)
    if own is not None and own.ends:
        acts = {RestructuringKind.MERGE: _("并入%s"), RestructuringKind.FOUND: _("与别的组织合并成立%s")}
        return acts.get(RestructuringKind(row.kind), _("撤销，由%s承接")) % _name(own.target, reach)
    if own is not None:
        names = "、".join(_name(one.target, reach) for one in steps)
        act = _("升格，下设%s") if row.kind == RestructuringKind.UPGRADE else _("拆分出%s")
        return act % names
    names = "、".join(_name(one.source, reach) for one in steps if one.target_id == organization.pk)
    words = {
        RestructuringKind.MERGE: _("并入了%s"),
        RestructuringKind.DISSOLVE: _("承接了撤销的%s"),
        RestructuringKind.FOUND: _("由%s合并成立"),
    }
    return words.get(RestructuringKind(row.kind), _("由%s分设")) % names


def _set_up(row: Restructuring, organization: Organization, reach: Collection[int]) -> str:
    if row.organization_id != organization.pk:
        return _("转出到新设立的%s") % _name(row.organization, reach)
    end = row.organization.ends_on
    until = _("，预定 %s 撤销") % end.isoformat() if end else ""
    return _("成立（%(form)s%(until)s）") % {"form": Form(row.form_after).label, "until": until}


def _corrected(organization: Organization) -> list[Moment]:
    """Return the corrections of what is on record besides name, form and place, those by one paper together."""
    label, fields = Organization._meta.label_lower, {"code", "short_name", "sector", "established_on"}
    rows = FactChange.objects.filter(subject_type=label, subject_id=str(organization.public_id), field__in=fields)
    found: dict[tuple[date, str], list[str]] = {}
    for row in rows.exclude(source="").order_by("id"):
        name = str(Organization._meta.get_field(row.field).verbose_name)  # type: ignore[union-attr]
        words = _("%(name)s由“%(old)s”改为“%(new)s”") % {
            "name": name,
            "old": _value(row.field, row.old),
            "new": _value(row.field, row.new),
        }
        if row.source_date is not None:
            found.setdefault((row.source_date, row.source), []).append(words)
    return [Moment(on, _("更正基本信息：%s") % "；".join(words), paper) for (on, paper), words in found.items()]


def _value(field: str, value: str) -> str:
    return str(dict(Sector.choices).get(value, value) if field == "sector" else value) or str(_("没有登记"))


def _renamed(row: Restructuring) -> str:
    former = getattr(row, "former_name", None)
    if former is None:  # taken back: the name never was
        return _("更名")
    return _("更名为%(new)s，原名%(old)s") % {"new": former.new_name, "old": former.name}


def forms_on(*, organizations: Collection[Organization], on: date) -> Mapping[str, str]:
    """Return the form that organisations had on a past day, where it was another: {public id: form}. One query."""
    later = FactChange.objects.filter(
        subject_type=Organization._meta.label_lower,
        subject_id__in=[str(one.public_id) for one in organizations],
        field="form",
        source_date__gt=on,
    )
    found: dict[str, str] = {}
    for change in later.order_by("source_date", "id"):
        found.setdefault(change.subject_id, change.old)
    return found


def show_forms_of(*, organizations: Collection[Organization], on: date) -> None:
    """Give organisations, for showing only, the form that they had on a past day. One query."""
    then = forms_on(organizations=organizations, on=on)
    for one in organizations:
        one.form = then.get(str(one.public_id), one.form)


def form_on(*, organization: Organization, on: date) -> str:
    """Return the form of an organisation on a day, in words. One query."""
    code = forms_on(organizations=[organization], on=on).get(str(organization.public_id), organization.form)
    return str(Form(code).label) if code in Form.values else code


def restructured_today(*, organization: Organization, on: date) -> Restructuring | None:
    """Return the latest restructuring of an organisation that may be taken back today. One query."""
    return _acts_on(organization).filter(recorded_on=on, undone_at__isnull=True).order_by("-id").first()


def possible_successors(*, organization: Organization, scope: Scope) -> QuerySet[Organization]:
    """List the organisations that may take over from one: in reach, standing, of its park, not below it."""
    reach = Organization.objects.filter(
        scope.paths(Capability.EDIT_ORGANIZATIONS), park=organization.park, state=OrganizationState.ACTIVE
    )
    if organization.form == Form.GROUP:  # it goes back to its branch
        reach = reach.filter(path__in=paths.ancestors(organization.path))
    forms = [form for form in Form if may_succeed(organization.form, form)]
    return reach.filter(form__in=forms).exclude(paths.in_subtree(organization.path)).order_by("path")


def possible_sources(*, into: Organization, scope: Scope) -> QuerySet[Organization]:
    """List those that may be merged into one: of a form that it takes over, in reach, standing, of its park, apart."""
    reach = Organization.objects.filter(
        scope.paths(Capability.EDIT_ORGANIZATIONS), park=into.park, state=OrganizationState.ACTIVE
    )
    apart = reach.exclude(paths.in_subtree(into.path)).exclude(path__in=paths.ancestors(into.path))
    forms = [form for form in Form if may_succeed(form, into.form) and form != Form.GROUP]
    if into.form in BRANCH_FORMS:
        forms = [form for form in forms if form in BRANCH_FORMS]
    return apart.filter(form__in=forms).order_by("path")


def possible_givers(*, parent: Organization, scope: Scope) -> QuerySet[Organization]:
    """List who may give members and enterprises to one that is set up: in reach, standing, of its park, holding any."""
    reach = Organization.objects.filter(scope.paths(Capability.EDIT_ORGANIZATIONS), state=OrganizationState.ACTIVE)
    here = reach.filter(park=parent.park) if parent.park_id else reach.none()
    forms = (*HOLDING_BRANCHES, *PARENT_FORMS)
    return here.filter(form__in=forms).select_related("park").order_by("path")


def preview(*, handovers: Sequence[Handover], scope: Scope) -> list[tuple[Handover, list[Consequence]]]:
    """Return what would pass on and who would see it, organisation by organisation, as far as this viewer may know."""
    return [(one, [line for follower in followers for line in follower.preview(scope, one)]) for one in handovers]


def advice(*, handovers: Sequence[Handover], scope: Scope) -> list[Verdict]:
    """Return what the rules say about what would come of it."""
    return [verdict for follower in followers for verdict in follower.advise(scope, handovers)]


def review(*, organization: Organization, scope: Scope, on: date) -> list[Verdict]:
    """Return what the rules say about an organisation as it is."""
    return [verdict for follower in followers for verdict in follower.review(scope, organization, on)]
