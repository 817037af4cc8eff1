"""Split and upgrade: fill in, see what follows and what the rules say, confirm (拆分、升格)."""

from uuid import UUID

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.guards import ScopedRequest, require
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability
from runwu.organizations import selectors, services
from runwu.organizations.choices import Form
from runwu.organizations.forms import PartForm, UpgradeForm
from runwu.organizations.handover import members_known
from runwu.organizations.models import Organization
from runwu.organizations.paths import in_subtree
from runwu.organizations.views.finding import found
from runwu.organizations.views.restructuring import confirmed, done, page, preview_page
from runwu.rules.counts import MemberCounts
from runwu.rules.rulebook import Rulebook


@require(Capability.EDIT_ORGANIZATIONS)
def split_organization(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask what goes to the new branch and by which approval, show what follows, and split once that is confirmed."""
    organization = found(request, public_id)
    form = PartForm(request.POST or None, organization=organization, scope=request.scope)
    if request.method != "POST" or not form.is_valid():
        return page(request, organization, form, gettext_lazy("拆分组织"))
    services.check_parts(organization, [form.part], form.paper, request.user)
    handovers = services.handovers_of(organization, [form.part], form.paper, request.user)
    if confirmed(request, form, handovers):
        services.split(organization=organization, part=form.part, paper=form.paper, by=request.user)
        return done(request, organization, _("已登记拆分，成立了“%s”。今天内可以撤回操作。") % form.part.name)
    return preview_page(request, organization, form, gettext_lazy("拆分组织"), handovers)


@require(Capability.EDIT_ORGANIZATIONS)
def upgrade_organization(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask what an organisation becomes and which branches it has then, show what follows, and upgrade it."""
    organization = found(request, public_id)
    form = UpgradeForm(request.POST or None, organization=organization, scope=request.scope)
    if request.method != "POST" or not form.is_valid():
        return page(request, organization, form, gettext_lazy("升格组织"))
    level, parts = Form(form.cleaned_data["form"]), form.parts
    services.check_upgrade(organization, level, parts, form.paper, request.user)
    handovers = services.handovers_of(organization, parts, form.paper, request.user, below=True)
    book, members = _book(organization, form.paper), _members(request, organization)
    if confirmed(request, form, handovers):
        services.upgrade(
            organization=organization, form=level, parts=parts, members=members, paper=form.paper, by=request.user,
            book=book,
        )  # fmt: skip
        return done(request, organization, _("已登记升格为%s。今天内可以撤回操作。") % level.label)
    verdict = services.may_become(organization, level, parts, members, book)
    return preview_page(request, organization, form, gettext_lazy("升格组织"), handovers, verdict)


def _book(organization: Organization, paper: services.Paper) -> Rulebook:
    park = organization.park
    return rulebook(on=paper.on, place=park.public_id, region=park.region) if park else rulebook(on=paper.on)


def _members(request: ScopedRequest, organization: Organization) -> MemberCounts:
    below = selectors.visible(scope=request.scope).filter(in_subtree(organization.path))
    return members_known(request.scope, list(below))
