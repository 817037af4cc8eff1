"""Dues of a branch that ends (组织撤销时的党费): handed up and settled first; nobody reaches its account afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.errors import UserError
from runwu.core.registries import Consequence
from runwu.core.scope import Capability, Scope
from runwu.dues.duties import LOOK_BACK
from runwu.dues.models import DuesReceipt, DuesTable
from runwu.dues.selectors import arrears, keeps, totals
from runwu.members.selectors import reads_whole
from runwu.organizations.handover import Follower, Handover, Kept, followers
from runwu.organizations.models import Organization
from runwu.organizations.terms import book_of
from runwu.rules.amounts import yuan


@dataclass(frozen=True, slots=True)
class _Left:
    """What of a year has come in and not gone up, large payments included; in yuan."""

    year: int
    amount: Decimal


def left_to_hand_up(organization: Organization) -> list[_Left]:
    """Return what a branch has still to hand up, by year (待上缴). One query, and two for each year with receipts."""
    book = book_of(organization, timezone.localdate())
    rows = DuesReceipt.objects.filter(organization=organization)
    found = []
    for year in rows.order_by("year").values_list("year", flat=True).distinct():
        known = totals(organization=organization, year=year, book=book)
        large = sum((Decimal(one.amount) for one in known.large_open), Decimal(0))
        if amount := known.to_hand_up + large:
            found.append(_Left(year, amount))
    return found


def _preview(scope: Scope, handover: Handover) -> Sequence[Consequence]:
    """Say what has to be settled before; sums for who keeps the dues alone, arrears of members whom the viewer reads."""
    source = handover.source
    if not handover.ends or not scope.reaches_path(Capability.SEE_DUES, source.path):
        return ()
    keeper = keeps(scope=scope, organization=source)
    years = [
        _("%(year)d 年 %(sum)s") % {"year": one.year, "sum": yuan(one.amount)} if keeper else _("%d 年") % one.year
        for one in left_to_hand_up(source)
    ]
    waiting = _("%s；须先登记上缴") % "、".join(years) if years else _("没有")
    return [Consequence(_("待上缴的党费"), waiting), *_drafts(source), *_arrears(scope, source)]


def _drafts(source: Organization) -> Sequence[Consequence]:
    years = _open_tables(source)
    words = _("%s；须先登记批准或撤销草稿") % "、".join(_("%d 年") % year for year in years)
    return [Consequence(_("没有批准的党费核定表"), words)] if years else ()


def _open_tables(source: Organization) -> list[int]:
    rows = DuesTable.objects.filter(organization=source, approved_on__isnull=True)
    return list(rows.order_by("year").values_list("year", flat=True))


def _arrears(scope: Scope, source: Organization) -> Sequence[Consequence]:
    rows = arrears(organizations=[source], on=scope.on, months=LOOK_BACK)
    number = sum(1 for row in rows if reads_whole(scope=scope, member=row.member))
    words = _("%d 名；请在撤销前收齐，撤销后本支部不再开收据") % number
    listed = reverse("dues:arrears", args=[source.public_id])
    return [Consequence(_("欠交党费的党员"), words, more=listed)] if number else ()


def _check(handover: Handover) -> None:
    """Refuse to end a branch with dues that have not gone up, or with a table that waits for its approval."""
    if not handover.ends:
        return
    source = handover.source
    if left := left_to_hand_up(source):
        raise UserError(
            _("“%(name)s”还有%(years)s的党费没有上缴。")
            % {"name": source.label, "years": "、".join(_("%d 年") % one.year for one in left)},
            rule=_("%s；组织撤销后授权随之终止，没有人能再登记。")
            % book_of(source, timezone.localdate()).reason("dues.return_on_two_lines").chip,
            now=_("请该支部的党费管理员先在“上缴下拨”里登记上缴；没有党费管理员的，先授权一名。"),
        )
    if years := _open_tables(source):
        raise UserError(
            _("“%(name)s”的 %(year)d 年党费核定表还没有批准。") % {"name": source.label, "year": years[0]},
            rule=_("组织撤销后授权随之终止，没有人能再登记批准。"),
            now=_("请该支部的党费管理员先登记批准，或撤销草稿；由接收的支部另行核定。"),
        )


def _move(_handover: Handover) -> Kept:
    """Move nothing: receipts and tables stay with the branch that wrote them."""
    return []


def _take_back(_handover: Handover, _kept: Kept) -> None:
    """Leave everything as it is: nothing was moved."""


followers.register(Follower(key="dues", preview=_preview, check=_check, move=_move, take_back=_take_back))
