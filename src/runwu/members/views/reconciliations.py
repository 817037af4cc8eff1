"""Reconciliation: what differs side by side, one decision each, and the list of what has to be typed there (对账)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import django_filters
import django_tables2
from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import DateColumn, Empty, Filters, LinkColumn, ListPage, TextColumn, list_response
from runwu.core.registries import reconciliation_panels
from runwu.core.scope import Capability
from runwu.members import reconciliations as selectors
from runwu.members.choices import Gap, Ruling
from runwu.members.models import Discrepancy, Reconciliation
from runwu.members.services import reconciling
from runwu.members.services.provisions import noting_export
from runwu.members.transfer_forms import day_field
from runwu.organizations.models import Organization

_LATEST = 50


def _address(row: Discrepancy) -> str:
    return reverse("members:discrepancy", args=[row.public_id])


class DiscrepancyTable(django_tables2.Table):
    """Differences, one row each; both sides beside each other."""

    name = LinkColumn(gettext_lazy("姓名"), get=lambda row: row.name, url=_address, row_header=True, width=14)
    organization = TextColumn(
        gettext_lazy("党组织"), get=lambda row: row.organization and row.organization.name, width=30
    )
    kind = TextColumn(gettext_lazy("差异"), choices=Gap, sort="kind", width=16)
    ours = TextColumn(gettext_lazy("本系统"), get=lambda row: selectors.in_words(row.kind, row.ours) or None, width=30)
    theirs = TextColumn(
        gettext_lazy("法定名册"), get=lambda row: selectors.in_words(row.kind, row.theirs) or None, width=30
    )
    ruling = TextColumn(gettext_lazy("结论"), choices=Ruling, sort="ruling", width=24)
    typed_on = DateColumn(gettext_lazy("已录入"), sort="typed_on")


class DiscrepancyFilter(Filters):
    """By organisation, kind and what is decided."""

    kind = django_filters.ChoiceFilter(label=gettext_lazy("差异"), choices=Gap.choices)
    ruling = django_filters.ChoiceFilter(
        label=gettext_lazy("结论"), choices=[("open", gettext_lazy("没有核对")), *Ruling.choices], method="by_ruling"
    )

    organization = django_filters.ModelChoiceFilter(
        label=gettext_lazy("党组织"), queryset=Organization.objects.none(), to_field_name="public_id"
    )

    class Meta:
        model = Discrepancy
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        concerned = self.queryset.order_by().values("organization_id")
        self.filters["organization"].queryset = Organization.objects.filter(pk__in=concerned).order_by("name")

    def by_ruling(self, queryset: QuerySet[Discrepancy], _name: str, value: str) -> QuerySet[Discrepancy]:
        """Keep what was decided so, or what nobody has decided."""
        return queryset.filter(ruling="" if value == "open" else value)


class RulingForm(forms.Form):
    """Which register is right, and by what paper."""

    ruling = forms.ChoiceField(label=gettext_lazy("以哪边为准"), choices=Ruling.choices, widget=forms.RadioSelect)
    document = forms.CharField(
        label=gettext_lazy("依据"), max_length=100, required=False,
        help_text=gettext_lazy("更正本系统时必填：档案材料或决定文号。"),
    )  # fmt: skip
    decided_on = day_field(gettext_lazy("决定日期"), required=False, help_text=gettext_lazy("更正党员类别时填写。"))

    def __init__(self, *args: Any, kind: Gap, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind != Gap.STANDING:
            del self.fields["decided_on"]
        if kind not in reconciling.CORRECTED_HERE:
            del self.fields["document"]
            self.fields["ruling"].choices = [(Ruling.OURS.value, Ruling.OURS.label)]  # type: ignore[attr-defined]
            self.fields["ruling"].initial = Ruling.OURS.value


class TogetherForm(forms.Form):
    """Of which kinds all open differences are decided together."""

    kinds = forms.MultipleChoiceField(label=gettext_lazy("哪些差异"), widget=forms.CheckboxSelectMultiple)
    seen = forms.BooleanField(label=gettext_lazy("清单已经看过，这些差异都是本系统登记得对"))

    def __init__(self, *args: Any, counts: Mapping[Gap, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [  # type: ignore[attr-defined]
            (kind.value, _("%(kind)s：%(n)d 处") % {"kind": kind.label, "n": number}) for kind, number in counts.items()
        ]


@require(Capability.IMPORT)
@require_GET
def reconciliation_list(request: ScopedRequest) -> HttpResponseBase:
    """List one's own reconciliations, and those of others that one may go on with."""
    context = {
        "rows": list(selectors.own(scope=request.scope)[:_LATEST]),
        "others": list(selectors.to_take_over(scope=request.scope)[:_LATEST]),
    }
    return render(request, "members/reconciliations.html", context)


@require(Capability.IMPORT)
@require_POST
def reconciliation_take(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Go on with somebody else's reconciliation."""
    made = get_object_or_404(selectors.to_take_over(scope=request.scope), public_id=public_id)
    reconciling.take_over(reconciliation=made, by=request.user)
    messages.success(request, _("已接手，从现在起由你核对和录入。"))
    return redirect("members:reconciliation", public_id=made.public_id)


@require(Capability.IMPORT)
@require_GET
def discrepancy_list(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """List the differences of one reconciliation."""
    return _listed(request, public_id, typing=False)


@require(Capability.IMPORT)
@require_GET
def typing_list(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """List what has to be typed into the mandated system (待录入清单)."""
    return _listed(request, public_id, typing=True)


def _listed(request: ScopedRequest, public_id: UUID, *, typing: bool) -> HttpResponseBase:
    made = get_object_or_404(selectors.own(scope=request.scope), public_id=public_id)
    rows = selectors.discrepancies(scope=request.scope).filter(reconciliation=made)
    page = ListPage(
        name="typing" if typing else "discrepancies",
        title=_("待录入清单：%s") % made.system if typing else _("对账差异"),
        queryset=selectors.to_type(rows) if typing else rows,
        table=DiscrepancyTable,
        default_sort="kind",
        filterset=None if typing else DiscrepancyFilter,
        unit=_("处"),
        as_values=False,
        exclude=("ruling", "typed_on") if typing else (),
        may_export=True,
        on_export=noting_export(Discrepancy, "member_id"),
        empty=Empty(why=_("没有要录入的。") if typing else _("没有差异。")),
    )
    context = {
        "made": made, "typing": typing, "per_organization": [] if typing else selectors.per_organization(rows),
        "panels": [] if typing else _panels(request, made),
    }  # fmt: skip
    return list_response(request, page, template="members/discrepancy_list.html", context=context)


def _panels(request: ScopedRequest, made: Reconciliation) -> list[dict[str, object]]:
    """Return the panels that apps above bring to a reconciliation."""
    found = ((one, one.context(request.scope, made, request.on)) for one in reconciliation_panels)
    return [{"panel": one, **context} for one, context in found if context is not None]


def _found(request: ScopedRequest, public_id: UUID) -> Discrepancy:
    row: Discrepancy = get_object_or_404(selectors.discrepancies(scope=request.scope), public_id=public_id)
    return row


@require(Capability.IMPORT)
def rule_on_discrepancy(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show both sides of a difference and record which is right."""
    row = _found(request, public_id)
    kind = Gap(row.kind)
    form = RulingForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            reconciling.rule(
                discrepancy=row, ruling=Ruling(data["ruling"]), document=data.get("document", ""),
                decided_on=data.get("decided_on"), on=request.on, by=request.user,
            )  # fmt: skip
        except UserError as error:
            if error.status != 422:
                raise
            form.add_error(None, str(error))
        else:
            return _to_next(request, row)
    context = {
        "row": row,
        "instead": reconciling.where_instead(kind),
        "form": form,
        "ours": selectors.in_words(row.kind, row.ours),
        "theirs": selectors.in_words(row.kind, row.theirs),
    }
    return render(request, "members/discrepancy.html", context, status=422 if form.errors else 200)


@require(Capability.IMPORT)
def rule_together(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Decide together that this register is right in all open differences of some kinds."""
    made = get_object_or_404(selectors.own(scope=request.scope), public_id=public_id)
    rows = selectors.discrepancies(scope=request.scope).filter(reconciliation=made, changed_since=False)
    counts = selectors.open_by_kind(rows)
    form = TogetherForm(request.POST or None, counts=counts)
    if request.method == "POST" and form.is_valid():
        number = reconciling.rule_together(
            reconciliation=made, rows=rows, kinds=form.cleaned_data["kinds"], on=request.on, by=request.user
        )
        messages.success(request, _("已记下 %d 处，都列入待录入清单。记错的，打开那一处撤回。") % number)
        return redirect("members:reconciliation", public_id=made.public_id)
    context = {"made": made, "form": form, "counts": counts}
    return render(request, "members/discrepancies_together.html", context, status=422 if form.errors else 200)


def _to_next(request: ScopedRequest, row: Discrepancy) -> HttpResponseBase:
    """Lead to the next difference that waits, or to the list after the last."""
    rows = selectors.discrepancies(scope=request.scope).filter(reconciliation=row.reconciliation, ruling="")
    left = rows.count()
    if not left:
        messages.success(request, _("已记下结论，这次对账全部核对完。"))
        return redirect("members:reconciliation", public_id=row.reconciliation.public_id)
    messages.success(request, _("已记下结论。还有 %d 处没有核对，这是下一处。") % left)
    ordered = rows.order_by("kind", "pk")
    after = ordered.filter(Q(kind=row.kind, pk__gt=row.pk) | Q(kind__gt=row.kind)).first() or ordered[0]
    return redirect("members:discrepancy", public_id=after.public_id)


@require(Capability.IMPORT)
@require_POST
def ruling_withdraw(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take a conclusion back that nobody acted on yet."""
    row = _found(request, public_id)
    reconciling.withdraw_ruling(discrepancy=row, by=request.user)
    messages.success(request, _("已撤回结论，这处差异重新列为没有核对。"))
    return redirect("members:discrepancy", public_id=row.public_id)


@require(Capability.IMPORT)
@require_POST
def note_typing(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Note that one difference was typed there."""
    row = _found(request, public_id)
    reconciling.note_typed(discrepancy=row, on=request.on, by=request.user)
    messages.success(request, _("已登记录入。"))
    return redirect("members:typing", public_id=row.reconciliation.public_id)
