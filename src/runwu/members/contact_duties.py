"""What contacts and members are told of each other (联系人): named or handed over, for as long as a lead lives."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.registries import Duty, register_duties
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Scope
from runwu.members.choices import Membership
from runwu.members.models import RestrictionContact
from runwu.rules.privacy import lead_purged_on
from runwu.rules.rulebook import Rulebook


@register_duties
def contacts_told(scope: Scope, on: date) -> Sequence[Duty]:
    """Return what a contact, a deputy and the member are told at home; a decision about it puts it away. One query."""
    if scope.person_id is None:
        return []
    mine = Q(person=scope.person_id) | Q(member__person=scope.person_id)
    rows = RestrictionContact.objects.on(on).filter(mine, member__membership=Membership.ACTIVE)
    book = rulebook(on=on)
    found = rows.select_related("person", "member__person").order_by("valid_from", "deputy", "pk")
    return [duty for row in found for duty in _told(row, scope.person_id, book)]


def _told(row: RestrictionContact, person_id: int, book: Rulebook) -> Iterator[Duty]:
    if book.on >= lead_purged_on(row.valid_from, book=book):
        return
    part = _("副联系人") if row.deputy else _("联系人")
    told = {"part": part, "day": row.valid_from.isoformat()}
    if row.person_id == person_id:
        yield Duty(
            key=f"contact.own:{row.public_id}",
            title=_("你是 %(name)s 的%(part)s") % {**told, "name": row.member.person.full_name},
            why=_("支部确定，自 %(day)s 起。由你与本人保持联系，不转述、不写进群和表格；不便担任的，请告诉支部书记。")
            % told,
            url=reverse("me:page"),
            action=_("知道了"),
        )
    else:
        yield Duty(
            key=f"contact.told:{row.public_id}",
            title=_("%(name)s 是你的%(part)s") % {**told, "name": row.person.full_name},
            why=_("支部确定，自 %(day)s 起与你联系。不合适的，请告诉支部书记另定。") % told,
            url=reverse("me:page"),
            action=_("查看"),
        )
