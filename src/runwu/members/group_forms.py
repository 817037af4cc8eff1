"""One page for the Party groups of a branch: who goes where, who leads, and a new group (党小组编组)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from runwu.core.meanwhile import CarefulForm
from runwu.members.models import PartyMember
from runwu.members.services.groups import Arrangement
from runwu.organizations.forms import DayInput
from runwu.organizations.models import Organization
from runwu.rules.rulebook import Rulebook

GROUNDS, WAYS = "orglife.group_grounds", "orglife.group_leader_ways"
_NONE = ""


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "f"})  # in a table, without a label of its own


class GroupsForm(CarefulForm):
    """A select for every member and every group; only what differs from what stands is written."""

    on = forms.DateField(label=_("生效日期"), widget=DayInput())
    document = forms.CharField(
        label=_("依据"), max_length=100, help_text=_("支部党员大会或支部委员会的决定，写明日期。")
    )
    ground = forms.ChoiceField(label=_("划分的情形"), required=False)
    way = forms.ChoiceField(label=_("组长怎样产生"), required=False)
    new_group = forms.CharField(
        label=_("新设党小组"), max_length=100, required=False, help_text=_("写名称；保存以后再编入党员。")
    )

    def __init__(
        self, *args: Any, members: Sequence[PartyMember], groups: Sequence[Organization],
        held: Mapping[int, Organization], leaders: Mapping[int, PartyMember], proposed: Mapping[int, Organization],
        book: Rulebook, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        grounds, ways = (self._choices(name, key, book) for name, key in (("ground", GROUNDS), ("way", WAYS)))
        grounds.choices = [*grounds.choices, (_NONE, _("都不是"))]
        self.ways = dict(ways.choices)
        self.members, self.groups, self.held, self.leaders = members, groups, held, leaders
        shown: dict[str, str] = {}
        if groups:
            places = [(_NONE, _("未编组")), *((str(one.public_id), one.name) for one in groups)]
            for member in members:
                name, now = f"m-{member.public_id}", held.get(member.pk)
                shown[name] = str(now.public_id) if now else _NONE
                first = proposed.get(member.pk, now)
                self.fields[name] = forms.ChoiceField(
                    label=member.person.full_name, choices=places, required=False, widget=_select(),
                    initial=str(first.public_id) if first else _NONE,
                )  # fmt: skip
        for group in groups:
            name, leader = f"l-{group.public_id}", leaders.get(group.pk)
            shown[name] = str(leader.public_id) if leader else _NONE
            open_ones = [(str(one.public_id), one.person.full_name) for one in members if not one.restricted]
            self.fields[name] = forms.ChoiceField(
                label=group.name, choices=[(_NONE, _("没有组长")), *open_ones], required=False, widget=_select(),
                initial=shown[name],
            )  # fmt: skip
        self.shows(shown)
        self.shown = shown

    def _choices(self, name: str, key: str, book: Rulebook) -> Any:
        field: Any = self.fields[name]
        field.choices = list(dict(book.parameter(key).labels).items())
        return field

    @property
    def grounds(self) -> list[str]:
        """Return the ground that was chosen for a new group; none where there is none."""
        return [one for one in (self.cleaned_data["ground"],) if one]

    @property
    def places(self) -> list[tuple[PartyMember, forms.BoundField]]:
        """Return the select of every member."""
        return [(one, self[f"m-{one.public_id}"]) for one in self.members if f"m-{one.public_id}" in self.fields]

    @property
    def leads(self) -> list[tuple[Organization, forms.BoundField]]:
        """Return the select of every group's leader."""
        return [(one, self[f"l-{one.public_id}"]) for one in self.groups]

    @property
    def arrangement(self) -> Arrangement:
        """Return what differs from what stands."""
        data, by_id = self.cleaned_data, {str(one.public_id): one for one in self.groups}
        people = {str(one.public_id): one for one in self.members}
        on: date = data["on"]
        places = {one: by_id.get(data[bound.name]) for one, bound in self.places if self._differs(bound.name)}
        leaders = {one: people.get(data[bound.name]) for one, bound in self.leads if self._differs(bound.name)}
        return Arrangement(
            on=on, document=data["document"], new_group=data["new_group"], places=places, leaders=leaders,
            named=str(self.ways.get(data["way"], "")),
        )  # fmt: skip

    def _differs(self, name: str) -> bool:
        return name in self.data and self.cleaned_data[name] != self.shown[name]
