"""A workbook of the register, masked or in clear (名册导出), and the register of what was handed out (信息提供登记簿)."""

import tempfile
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from runwu.core.downloads import XLSX, handed_out
from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import Empty, ListPage, SheetColumn, list_response, write_sheet
from runwu.core.listing.counts import counted
from runwu.core.listing.filters import described, in_filter_words
from runwu.core.listing.rows import sheet_columns, sheet_rows
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability
from runwu.members import provisions as selectors
from runwu.members import standings
from runwu.members.choices import ProvisionBasis, ProvisionKind
from runwu.members.filters import MemberFilter
from runwu.members.models import PartyMember
from runwu.members.provision_forms import OtherHandingForm, RegisterExportForm
from runwu.members.services.provisions import Handing, note_provision
from runwu.members.telling import with_place
from runwu.people.ordering import by_name

_OPENS = (Capability.OPEN_MEMBER_CONTACTS, Capability.SEE_MEMBER_CONTACTS)
_KEEPS = (Capability.EDIT_MEMBERS, Capability.SEE_MEMBER_CONTACTS)
_CHOSEN = ("gender", "birth_date", "phone", "education", "identity_tail")


@require(*_OPENS)
@require_http_methods(["GET", "POST"])
def register_export(request: ScopedRequest) -> HttpResponseBase:
    """Ask what a workbook of the register is to hold, and hand it out; in clear with recipient, ground and reason."""
    own = request.scope.may(Capability.SEE_MEMBER_CONTACTS)
    form = RegisterExportForm(request.POST or None, book=rulebook(on=request.on), own_branch=own)
    rows, chosen = chosen_members(request)
    if request.method == "POST" and form.is_valid():
        return _workbook(request, rows, chosen, form)
    context = {
        "form": form, "people": counted(rows.filter(restricted=False), cap=settings.RUNWU_EXPORT_ROWS),
        "chosen": chosen, "query": request.GET.urlencode(), "limit": settings.RUNWU_EXPORT_ROWS,
    }  # fmt: skip
    return render(request, "members/register_export.html", context, status=422 if form.errors else 200)


def chosen_members(request: ScopedRequest) -> tuple[QuerySet[PartyMember], list[tuple[str, str]]]:
    """Return the members of today that the filters of the list leave, and the filters in words."""
    asked = QueryDict(request.GET.urlencode(), mutable=True)
    asked.pop("on", None)
    found = MemberFilter(data=asked, queryset=selectors.exportable(scope=request.scope), request=request)
    if not found.form.is_valid():
        raise UserError(
            _("名单的筛选条件读不出来。"), rule=_("按名单上的筛选导出。"), now=_("请回到党员名单重新筛选，再导出。")
        )
    return found.qs, described(found.form)


def _workbook(
    request: ScopedRequest, rows: QuerySet[PartyMember], chosen: list[tuple[str, str]], form: RegisterExportForm
) -> FileResponse:
    said = form.cleaned_data
    if not said.get("with_restricted"):
        rows = rows.filter(restricted=False)
    rows = with_place(rows, Q())
    members = list(rows.order_by("organization__name", *by_name("person__"), "pk")[: settings.RUNWU_EXPORT_ROWS + 1])
    if len(members) > settings.RUNWU_EXPORT_ROWS:
        raise UserError(
            _("名册超过 %(limit)s 行，没有导出。") % {"limit": f"{settings.RUNWU_EXPORT_ROWS:,}"},
            rule=_("一次只提供这次工作用得到的人。"),
            now=_("请先在党员名单上按组织筛选，再分次导出。"),
        )
    page = ListPage(
        name="members.register", title=_("党员名册"), queryset=rows, as_values=False, default_sort="name", note=in_filter_words(chosen),
        table=selectors.FullRegisterTable if said["clear"] else selectors.MaskedRegisterTable,
        exclude=[name for name in _CHOSEN if name not in said["columns"]],
    )  # fmt: skip
    handing = Handing(
        kind=ProvisionKind.FULL if said["clear"] else ProvisionKind.MASKED, fields=list(sheet_columns(page)),
        recipient=said["recipient"].strip(), basis=ProvisionBasis(said["basis"]), reason=said["reason"].strip(),
    )  # fmt: skip
    return _file(request, page, members, handing)


def _file(request: ScopedRequest, page: ListPage, members: list[PartyMember], handing: Handing) -> FileResponse:
    columns = [SheetColumn(str(one.verbose_name), one.sheet_kind, one.width) for one in sheet_columns(page).values()]
    told = _("提供给：%(who)s · 事由：%(why)s") % {"who": handing.recipient, "why": handing.reason}
    masked = told if handing.kind is ProvisionKind.FULL else _("手机、出生日期和身份证后四位已遮盖")
    note = f"{page.note} · {masked}"
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- FileResponse closes it
    with transaction.atomic():
        write_sheet(file, columns, sheet_rows(page, members), title=str(page.title), mark=str(page.mark), note=note)
        note_provision(members=[one.pk for one in members], handing=handing, by=request.user)
    name = f"{page.title}-{timezone.localdate():%Y%m%d}.xlsx"
    return handed_out(file, name, XLSX)


@require(*_KEEPS)
def provision_list(request: ScopedRequest) -> HttpResponseBase:
    """Show what was handed out about people in reach."""
    page = ListPage(
        name="provisions",
        title=gettext_lazy("信息提供登记簿"),
        queryset=selectors.provisions(scope=request.scope),
        table=selectors.ProvisionTable,
        default_sort="-given_at",
        filterset=selectors.ProvisionFilter,
        unit=gettext_lazy("次"),
        as_values=False,
        may_export=True,
        empty=Empty(why=_("还没有提供过。导出名单和名册、打印采集表、开具介绍信时自动登记。")),
        note=_("导出、采集表和介绍信自动登记；其他提供在党员页面登记。保存期满自动删除，在此之前党员本人都能看到。"),
    )
    return list_response(request, page)


@require(*_KEEPS)
def provision_page(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show of whom something was handed out, as far as this person knows them."""
    row = get_object_or_404(selectors.provisions(scope=request.scope), public_id=public_id)
    page = ListPage(
        name="provision",
        title=gettext_lazy("提供了哪些人的信息"),
        queryset=selectors.concerned(scope=request.scope, provision=row),
        table=selectors.ConcernedTable,
        default_sort="name",
        unit=gettext_lazy("名"),
        as_values=False,
        empty=Empty(why=_("其中没有你现在看得到的党员。")),
    )
    context = {
        "provision": row, "told": selectors.in_words(row.fields), "recipient": selectors.recipient_of(row),
    }  # fmt: skip
    return list_response(request, page, template="members/provision.html", context=context)


@require(*_OPENS)
@require_http_methods(["GET", "POST"])
def provision_record(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Record that something about one member was handed out otherwise: on paper, or by word."""
    member = found_complete(request, public_id)
    form = OtherHandingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        handing = Handing(
            kind=ProvisionKind.OTHER, fields=said["fields_told"], recipient=said["recipient"].strip(),
            basis=ProvisionBasis(said["basis"]), reason=said["reason"].strip(),
        )  # fmt: skip
        note_provision(members=[member.pk], handing=handing, by=request.user)
        messages.success(request, _("已登记。党员本人在“谁看过”里能看到。"))
        return redirect("members:page", public_id=member.public_id)
    context = {"form": form, "member": member}
    return render(request, "members/provision_record.html", context, status=422 if form.errors else 200)


def found_complete(request: ScopedRequest, public_id: UUID) -> PartyMember:
    """Return a member of whom this person knows what is registered, and may open it; 404 otherwise."""
    rows = standings.on_record(scope=request.scope).filter(
        pk__in=selectors.exportable(scope=request.scope).values("pk")
    )
    return get_object_or_404(rows, public_id=public_id)
