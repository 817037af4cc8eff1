"""The circles beyond those who must know (公开范围): open or closed, since when, and what opening means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from runwu.members.models import PartyMember
from runwu.people.models import Audience, Consent

Words = str | Promise
_MEANS: dict[Audience, Words] = {
    Audience.PARK: _("园区党务能看到姓名、类别和所在支部，看不到别的登记内容和办理记录。"),
    Audience.ENTERPRISE: _("本系统没有给企业看的党员页面。打开表示可以由支部书记告诉单位，例如商量活动时间。"),
    Audience.PUBLIC: _("本系统不公开任何名单。打开表示同意用于党员先锋岗、表彰等公开场合，每次仍会先问你。"),
}
_ICONS = {Audience.PARK: "map-pin", Audience.ENTERPRISE: "building-factory", Audience.PUBLIC: "users"}


@dataclass(frozen=True, slots=True)
class Circle:
    """One audience as the member sees it; `by_rule` where it knows by the rules and nothing is to be opened."""

    audience: Audience
    means: Words
    icon: str
    since: date | None
    by_rule: bool


def circles(*, member: PartyMember, on: date) -> Sequence[Circle]:
    """Return the circles of a member, the nearest first. One query."""
    rows = Consent.objects.on(on).filter(person=member.person_id)
    since = dict(rows.values_list("audience", "valid_from"))
    return [
        Circle(
            audience=audience,
            means=_MEANS[audience],
            icon=_ICONS[audience],
            since=since.get(audience.value),
            by_rule=audience is Audience.PARK and not member.restricted,
        )
        for audience in Audience
    ]
