"""What is asked when an organisation is set up (设立), form by form."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from runwu.core.scope import Capability, Scope
from runwu.enterprises import selectors as enterprises
from runwu.enterprises.models import Enterprise, Park
from runwu.organizations import selectors
from runwu.organizations.choices import FORMS_BELOW, Form, OrganizationState, Sector
from runwu.organizations.forms import DayInput, PaperForm
from runwu.organizations.handover import followers
from runwu.organizations.models import Organization, OrganizationEdge, OrganizationUnit
from runwu.organizations.services.setting_up_rules import HOSTS, LEADS, TAKES_MEMBERS, Foundation
from runwu.rules.rulebook import Rulebook

_MOST_LINES = 50
_OFFERED = 300  # enterprises to tick; any other is named in full
_ALONG = _("转出组织的党员在这些企业工作的，随同转移，不用再勾选；预览逐人列出。")


class FirmChoices(forms.CheckboxSelectMultiple):
    """Enterprises to tick, narrowed by name or pinyin initials while typing."""

    template_name = "organizations/firm_choices.html"
    words: Mapping[str, str] = {}  # noqa: RUF012 -- replaced by each form

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Carry the pinyin initials beside the name."""
        return {**super().create_option(name, value, *args, **kwargs), "words": self.words.get(str(value), "")}


def _chosen(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


class SetUpForm(PaperForm):
    """Set up an organisation of one form below a superior: only what this form needs is asked."""

    name = forms.CharField(
        label=_("名称"), max_length=100, help_text=_("照批复填写全称，一般以“中共”开头，写明单位和组织形式。")
    )
    short_name = forms.CharField(label=_("简称"), max_length=50, required=False)
    sector = forms.ChoiceField(label=_("领域"), choices=[("", _("不填")), *Sector.choices], required=False)
    park = forms.ModelChoiceField(
        queryset=Park.objects.none(), to_field_name="public_id", label=_("所在园区"), required=False,
        empty_label=_("不属于某个园区"),
    )  # fmt: skip
    asked_on = forms.DateField(
        label=_("申请日期"), required=False, widget=DayInput(), help_text=_("收到成立申请的日期；用来核对批复期限。")
    )
    late_reason = forms.CharField(
        label=_("批复超过一般期限的原因"), required=False, max_length=200,
        help_text=_("没有超过的不填；填写的写入沿革。"),
    )  # fmt: skip
    ends_on = forms.DateField(label=_("预定撤销日期"), widget=DayInput(), help_text=_("临时机构的任务结束的日期。"))
    host = forms.ChoiceField(label=_("依托单位"))
    by_origin = forms.TypedChoiceField(
        label=_("由哪里的党组织成立"),
        choices=[("yes", _("流出地党组织")), ("no", _("其他党组织"))],
        coerce=lambda value: value == "yes",
    )
    enterprises = _chosen(_("转到新组织的企业"), _ALONG)
    uncovered = forms.MultipleChoiceField(
        label=_("另行覆盖的企业"), required=False, widget=FirmChoices(),
        help_text=_("还没有党组织覆盖的企业。转出组织的党员在这些企业工作的，也随同转移，不用再勾选；预览逐人列出。"),
    )  # fmt: skip
    firms = forms.CharField(
        label=_("名单里没有列出的企业"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("一行一家，写全称或统一社会信用代码。"),
    )  # fmt: skip
    members = _chosen(
        _("另行转到新组织的党员"),
        _("不在上列企业工作、也要转来的，在这里勾选。限组织内知悉的党员不在此列，由所在支部书记另行办理。"),
    )
    below = _chosen(_("划入新组织的下级组织"), _("只列出同一个上级直接领导的组织。"))
    field_order = (
        "name", "short_name", "sector", "park", "host", "by_origin", "enterprises", "uncovered", "firms", "members",
        "below", "asked_on", "late_reason", "number", "issued_on", "authority", "on", "ends_on",
    )  # fmt: skip

    def __init__(
        self, *args: Any, form: Form, parent: Organization, sources: Sequence[Organization], scope: Scope,
        book: Rulebook, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.form, self.parent, self.sources, self.scope = form, parent, tuple(sources), scope
        self.known: dict[str, Any] = {}
        self.offered: dict[str, Enterprise] = {}
        self._keep_what_is_asked()
        if "host" in self.fields:
            hosts: Any = self.fields["host"]
            hosts.choices = list(dict(book.parameter(HOSTS).labels).items())
        if "park" in self.fields:
            parks: Any = self.fields["park"]
            parks.queryset = enterprises.parks(scope=scope, capability=Capability.EDIT_ORGANIZATIONS).order_by("name")
        if form in TAKES_MEMBERS:
            self._list_what_may_come()
            self._list_uncovered()
        if form in LEADS:
            self._list_what_may_stand_below()

    def _keep_what_is_asked(self) -> None:
        asked = {
            "park": self.parent.park_id is None,
            "ends_on": self.form == Form.TEMPORARY_BRANCH,
            "host": self.form == Form.FLOATING_BRANCH,
            "by_origin": self.form == Form.FLOATING_BRANCH,
            "uncovered": self.form in TAKES_MEMBERS,
            "firms": self.form in TAKES_MEMBERS,
            "enterprises": self.form in TAKES_MEMBERS and bool(self.sources),
            "members": self.form in TAKES_MEMBERS and bool(self.sources),
            "below": self.form in LEADS,
        }
        for name, there in asked.items():
            if not there:
                del self.fields[name]

    def _list_what_may_come(self) -> None:
        if not self.sources:
            return
        units = [unit for one in self.sources for unit in selectors.units_of(organization=one, on=self.scope.on)]
        self.known = {str(unit.enterprise.public_id): unit.enterprise for unit in units}
        firms: Any = self.fields["enterprises"]
        firms.choices = [(public_id, firm.name) for public_id, firm in self.known.items()]
        members: Any = self.fields["members"]
        several = len(self.sources) > 1
        members.choices = [
            (key, f"{words} · {one.label}" if several else words)
            for follower in followers
            for one in self.sources
            for key, words in follower.choices(self.scope, one, self.scope.on)
        ]

    def _list_uncovered(self) -> None:
        """Offer the enterprises of the park that nobody covers, as many as a page bears; without any, ask for none."""
        reach = enterprises.visible(scope=self.scope, capability=Capability.EDIT_ENTERPRISES)
        covered = OrganizationUnit.objects.open().values("enterprise_id")
        rows = reach.filter(park=self.parent.park).exclude(pk__in=covered).order_by("initials", "name", "pk")
        self.offered = {str(one.public_id): one for one in rows[:_OFFERED]}
        field: Any = self.fields["uncovered"]
        field.widget.words = {key: one.initials for key, one in self.offered.items()}
        field.choices = [(key, one.name) for key, one in self.offered.items()]
        if not self.offered:
            del self.fields["uncovered"]

    def _list_what_may_stand_below(self) -> None:
        edges = OrganizationEdge.objects.open().filter(parent=self.parent).values("child_id")
        rows = selectors.visible(scope=self.scope, capability=Capability.EDIT_ORGANIZATIONS).filter(
            pk__in=edges, state=OrganizationState.ACTIVE, form__in=FORMS_BELOW.get(self.form, ())
        )
        self.known = {str(one.public_id): one for one in rows.order_by("path")}
        below: Any = self.fields["below"]
        below.choices = [(key, f"{one.name}（{one.get_form_display()}）") for key, one in self.known.items()]

    def clean_firms(self) -> tuple[Enterprise, ...]:
        """Return the enterprises named, each found once among those in reach."""
        lines = list(dict.fromkeys(line.strip() for line in self.cleaned_data["firms"].splitlines() if line.strip()))
        if len(lines) > _MOST_LINES:
            raise ValidationError(_now("一次最多填 %d 家企业。请分批办理。") % _MOST_LINES)
        reach = enterprises.visible(scope=self.scope, capability=Capability.EDIT_ENTERPRISES)
        rows = reach.filter(Q(name__in=lines) | Q(credit_code__in=lines), park=self.parent.park)
        found = {word: one for one in rows.order_by("pk") for word in (one.name, one.credit_code) if word}
        unknown = [line for line in lines if line not in found]
        if unknown:
            raise ValidationError(
                _now("没有找到这些企业：%s。请写台账里的全称或统一社会信用代码。") % "、".join(unknown)
            )
        return tuple({found[line].pk: found[line] for line in lines}.values())

    def _firms(self) -> tuple[Enterprise, ...]:
        """Return the enterprises ticked and typed, each once."""
        ticked = [self.offered[one] for one in self.cleaned_data.get("uncovered", ())]
        return tuple({one.pk: one for one in (*ticked, *self.cleaned_data.get("firms", ()))}.values())

    @property
    def foundation(self) -> Foundation:
        """Return the organisation that is to be set up."""
        data = self.cleaned_data
        taken = [self.known[one] for one in (*data.get("enterprises", ()), *data.get("below", ()))]
        leads = self.form in LEADS
        return Foundation(
            form=self.form, parent=self.parent, name=data["name"].strip(), short_name=data["short_name"].strip(),
            sector=data["sector"], park=data.get("park"), asked_on=data["asked_on"], ends_on=data.get("ends_on"),
            late_reason=data.get("late_reason", "").strip(), host=data.get("host", ""), by_origin=data.get("by_origin"),
            sources=self.sources if self.form in TAKES_MEMBERS else (),
            enterprises=() if leads else tuple(taken), firms=self._firms(),
            members=frozenset(UUID(one) for one in data.get("members", ())), below=tuple(taken) if leads else (),
        )  # fmt: skip
