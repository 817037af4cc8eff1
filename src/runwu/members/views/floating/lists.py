"""The list of floating periods, and recording a new one (流动党员)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability
from runwu.members.choices import Belonging
from runwu.members.floating.forms import InForm, OutForm
from runwu.members.floating.selectors import stays
from runwu.members.floating.tables import StayFilter, StayTable
from runwu.members.models import FloatingStay, PartyMember
from runwu.members.services.floating import begin_stay, register_guest
from runwu.members.services.provisions import noting_export
from runwu.members.views.sending import mine
from runwu.rules.membership import floating_registration

FORM = ["GET", "POST"]


@require(Capability.SEE_MEMBERS)
@require_GET
def stay_list(request: ScopedRequest) -> HttpResponseBase:
    """List the floating periods in reach, in and out."""
    page = ListPage(
        name="floating",
        title=gettext_lazy("流动党员"),
        queryset=stays(scope=request.scope),
        table=StayTable,
        default_sort="-since",
        filterset=StayFilter,
        unit=gettext_lazy("段"),
        as_values=False,
        may_export=True,
        on_export=noting_export(FloatingStay, "member_id"),
        empty=Empty(
            why=gettext_lazy("没有符合条件的流动期。流出的，在“党员”里打开本人的页面登记；流入的用“登记流入”。")
        ),
    )
    acts = request.scope.may(Capability.TRANSFER_MEMBERS)
    return list_response(request, page, template="members/floating_list.html", context={"acts": acts})


@require(Capability.TRANSFER_MEMBERS)
@require_http_methods(FORM)
def stay_arrive(request: ScopedRequest) -> HttpResponseBase:
    """Register somebody who floats in from outside."""
    form = InForm(request.POST or None, scope=request.scope, initial={"since": request.on})
    if request.method == "POST" and form.is_valid():
        try:
            row = register_guest(guest=form.guest(), stay=form.stay(), by=request.user, on=request.on)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已登记流入。组织关系仍在流出地。"))
            return redirect("members:floating-stay", row.public_id)
    return _form_page(request, form, None)


@require(Capability.TRANSFER_MEMBERS)
@require_http_methods(FORM)
def stay_open(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Record a floating period of a member who is known here."""
    member = mine(request, public_id)
    guest = member.belonging == Belonging.FLOATING_IN
    form: InForm | OutForm
    if guest:
        form = InForm(request.POST or None, scope=request.scope, known=True, initial=_last(request, member))
    else:
        form = OutForm(request.POST or None, scope=request.scope, initial={"since": request.on})
    if request.method == "POST" and form.is_valid():
        stay = form.stay() if isinstance(form, InForm) else form.stay(member)
        try:
            row = begin_stay(member=member, stay=stay, by=request.user, on=request.on)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已登记流动期。正式组织关系不变。"))
            if stays(scope=request.scope).filter(pk=row.pk).exists():
                return redirect("members:floating-stay", row.public_id)
            return redirect("members:floating")
    return _form_page(request, form, member)


def _last(request: ScopedRequest, member: PartyMember) -> dict[str, object]:
    """Return what is known from the last period: whoever comes every season is not asked again."""
    row = member.floating_stays.select_related("host", "season").order_by("-valid_from").first()
    if row is None:
        return {"since": request.on}
    return {
        "since": request.on,
        "home_label": row.home_label,
        "host": row.host.public_id if row.host else None,
        "reason": row.reason,
        "activity_place": row.activity_place,
        "season": row.season.public_id if row.season else None,
    }


def _form_page(request: ScopedRequest, form: InForm | OutForm, member: PartyMember | None) -> HttpResponseBase:
    book = rulebook(on=request.on)
    context = {
        "form": form,
        "member": member,
        "arrives": isinstance(form, InForm),
        "moves": floating_registration([], could_move=True, book=book),
        "registers": floating_registration([], could_move=False, book=book),
    }
    return render(request, "members/floating_form.html", context, status=422 if form.errors else 200)
