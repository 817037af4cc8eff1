"""Set up an organisation: choose the form, fill in, see who gains sight and which duties arise, confirm (设立)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from runwu.core.errors import RuleRefused
from runwu.core.guards import ScopedRequest, require
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability
from runwu.organizations import history, selectors, services
from runwu.organizations.choices import FORMS_BELOW, Form
from runwu.organizations.handover import followers, members_known
from runwu.organizations.models import Organization
from runwu.organizations.paths import below, in_subtree
from runwu.organizations.services.setting_up_rules import (
    ANSWER,
    CLAUSES,
    LEADS,
    TAKES_MEMBERS,
    Strength,
    answered_late,
    may_set_up,
    what_follows,
)
from runwu.organizations.set_up_forms import SetUpForm
from runwu.organizations.views.finding import found
from runwu.organizations.views.restructuring import SALT, confirmed, done, shown
from runwu.rules.counts import MemberCounts
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict


@require(Capability.EDIT_ORGANIZATIONS)
def set_up_organization(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask what is set up below an organisation and by which approval, show what follows, and set it up."""
    parent = found(request, public_id)
    code, book = request.GET.get("form", ""), _book(parent, request)
    possible = FORMS_BELOW.get(Form(parent.form), ())
    if code not in possible:
        return _choose(request, parent, possible, book)
    sources = _sources(request, parent)
    form = SetUpForm(
        request.POST or None, form=Form(code), parent=parent, sources=sources, scope=request.scope, book=book,
    )  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, clauses=_clauses(Form(code), book), status=422 if form.errors else 200)
    foundation, paper = form.foundation, form.paper
    members = _members_below(request, foundation)
    book = _book(parent, request, form)
    strength = _checked(request, foundation, members, paper, book)
    handovers = services.coming(foundation, paper, request.user)
    if confirmed(request, form, handovers):
        act = services.set_up(foundation=foundation, below=members, paper=paper, by=request.user, book=book)
        return done(request, act.organization, _("已登记设立。今天内可以撤回操作。"))
    parts = history.preview(handovers=handovers, scope=request.scope)
    verdict = may_set_up(foundation, strength, book=book)
    return _page(
        request, form, looked=True, parts=parts, foundation=foundation, paper=paper,
        seen=signing.dumps(shown(parts), salt=SALT),
        sight=[line for one in followers for line in one.sight(below(parent.path, 0))],
        advice=[*_there(verdict), *what_follows(foundation, strength, paper.issued_on, book=book)],
        duties=_duties(Form(code)), late=answered_late(foundation, paper.issued_on, book=book),
    )  # fmt: skip


def _checked(
    request: ScopedRequest,
    foundation: services.Foundation,
    members: MemberCounts,
    paper: services.Paper,
    book: Rulebook,
) -> Strength:
    """Check what is to be set up; where the rules refuse for want of members, say where those members are."""
    try:
        return services.check_set_up(foundation, below=members, paper=paper, by=request.user, book=book)
    except RuleRefused as error:
        if foundation.form not in TAKES_MEMBERS:
            raise
        verdict = error.verdict
        raise RuleRefused(replace(verdict, now=(_fetch_them(request, foundation), *verdict.now))) from error


def _fetch_them(request: ScopedRequest, foundation: services.Foundation) -> str:
    """Say from which organisations the members have to be fetched, as far as this person may know and choose them."""
    firms = [one.pk for one in foundation.covered]
    homes = [home for one in followers for home in one.where(request.scope, firms)] if firms else []
    possible = {one.pk for one in history.possible_givers(parent=foundation.parent, scope=request.scope)}
    chosen = {one.pk for one in foundation.sources}
    labels = [home.label for home in homes if home.pk in possible - chosen]
    if labels:
        return _("退回第一步，在“从哪些组织转入党员和企业”里勾选：%s。这些企业的党员，组织关系在那里") % "、".join(
            labels
        )
    if not foundation.sources:
        return _("退回第一步，在“从哪些组织转入党员和企业”里勾选这些党员组织关系所在的支部")
    return _("在转出组织的企业和党员里再勾选要转来的")


def _there(verdict: Verdict | None) -> list[Verdict]:
    return [] if verdict is None else [verdict]


def _page(request: ScopedRequest, form: SetUpForm, status: int = 200, **more: Any) -> HttpResponseBase:
    context = {"organization": form.parent, "form": form, "what": form.form.label, **more}
    context["fetches"] = form.form in TAKES_MEMBERS and not form.sources
    return render(request, "organizations/set_up.html", context, status=status)


def _choose(request: ScopedRequest, parent: Organization, possible: Sequence[Form], book: Rulebook) -> HttpResponseBase:
    """Show what may be set up below an organisation, each form with its clauses."""
    takes = any(one in TAKES_MEMBERS for one in possible)
    context = {
        "organization": parent,
        "possible": [(one, _clauses(one, book)) for one in possible],
        "givers": history.possible_givers(parent=parent, scope=request.scope) if takes else (),
        "answer": book.reason(ANSWER),
        "answer_shown": book.parameter(ANSWER).shown,
    }
    return render(request, "organizations/set_up_choose.html", context)


def _clauses(form: Form, book: Rulebook) -> list[dict[str, Any]]:
    keys = CLAUSES.get(form, ())
    return [{"shown": _figure(key, book), **_reason(key, book)} for key in keys]


def _figure(key: str, book: Rulebook) -> str:
    """Return the figure behind the words of a clause; "" where the words are all there is."""
    found = book.parameter(key)
    return "" if found.value is True else found.shown


def _reason(key: str, book: Rulebook) -> dict[str, Any]:
    reason = book.reason(key)
    return {"text": reason.text, "source": reason.source, "key": key}


def _sources(request: ScopedRequest, parent: Organization) -> list[Organization]:
    wanted = set(request.GET.getlist("from"))
    if not wanted:
        return []
    givers = history.possible_givers(parent=parent, scope=request.scope)
    return [one for one in givers if str(one.public_id) in wanted]


def _members_below(request: ScopedRequest, foundation: services.Foundation) -> MemberCounts:
    if foundation.form not in LEADS:
        return MemberCounts(full=None)
    reach = selectors.visible(scope=request.scope)
    standing = [one for top in foundation.below for one in reach.filter(in_subtree(top.path))]
    return members_known(request.scope, standing) if standing else MemberCounts(full=0)


def _book(parent: Organization, request: ScopedRequest, form: SetUpForm | None = None) -> Rulebook:
    on = form.paper.on if form else request.on
    park = parent.park
    return rulebook(on=on, place=park.public_id, region=park.region) if park else rulebook(on=on)


def _duties(form: Form) -> list[str]:
    """Return what has to be done next here, in words (随之产生的事项)."""
    words = {
        Form.TEMPORARY_BRANCH: [
            _("由批准的党组织指定书记和委员，在组织页登记任职。"),
            _("预定撤销日期一到，待办里提示登记撤销；党员组织关系一直留在原支部。"),
        ],
        Form.GROUP: [_("在支部的党小组页编组，并登记组长。")],
        Form.FLOATING_BRANCH: [_("登记书记；党员的组织关系不变，从流动党员页加入活动。")],
        Form.FUNCTIONAL_BRANCH: [_("登记书记；党员的组织关系留在原支部。")],
        Form.CHAIN_ORGANIZATION: [_("在条线页登记它指导的组织；隶属关系不变。")],
    }
    usual = [
        _("登记书记等任职；选举产生的，登记届次，届满前提示换届。"),
        _("按本组织的形式计算应开的会议和应核定的党费。")
        if form in TAKES_MEMBERS
        else _("下级组织从生效日期起归它领导。"),
        _("由基层党委报上级组织部门备案，可在组织页附上批复原件。"),
    ]
    return words.get(form, usual)
