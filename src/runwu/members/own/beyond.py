"""What is held about somebody beyond the own row: differences of reconciliations, and being somebody's contact."""

from django.utils.translation import gettext as _

from runwu.core.owndata import OwnItem, Record, period
from runwu.members.models import Discrepancy, PartyMember, RestrictionContact
from runwu.members.own.movements import day_in_words
from runwu.members.reconciliations import in_words
from runwu.people.models import Person


def differences(member: PartyMember) -> tuple[Record, ...]:
    """Return in what a mandated register and this one differed about a member, and what was found right. One query."""
    rows = Discrepancy.objects.filter(member=member).select_related("reconciliation")
    return tuple(
        (
            OwnItem("system", _("来源"), row.reconciliation.system),
            OwnItem("as_of", _("截至"), day_in_words(row.reconciliation.as_of)),
            OwnItem("kind", _("差异"), row.get_kind_display()),
            OwnItem("ours", _("本系统"), in_words(row.kind, row.ours)),
            OwnItem("theirs", _("法定名册"), in_words(row.kind, row.theirs)),
            OwnItem("ruling", _("核对结论"), row.get_ruling_display()),
            OwnItem("document", _("依据"), row.document),
            OwnItem("ruled_on", _("核对日期"), day_in_words(row.ruled_on)),
        )
        for row in rows.order_by("-reconciliation__made_on", "pk")
    )


def contact_for_others(person: Person) -> tuple[Record, ...]:
    """Return when somebody was a contact or deputy: the fact and the time, never of whom. One query."""
    rows = RestrictionContact.objects.filter(person=person).order_by("-valid_from", "deputy", "pk")
    return tuple(
        (
            OwnItem("part", _("担任"), _("副联系人") if row.deputy else _("联系人")),
            OwnItem("period", _("起止"), period(row.valid_from, row.valid_to)),
        )
        for row in rows
    )
