"""What transfers ask of both sides and of the member today (待办); none of it changes a member by itself."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.registries import Duty, register_duties
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability, Scope
from runwu.members.choices import TransferState
from runwu.members.models import Transfer
from runwu.members.transfer_tables import receipt_open, receipt_owed
from runwu.members.transfers import coming_to, sent_from
from runwu.organizations.models import Organization
from runwu.rules.rulebook import Rulebook
from runwu.rules.sources import Source

_NAMED = 3  # organisations named in one duty
Make = Callable[[Organization, list[Transfer], date, Rulebook], Duty]


@register_duties
def duties(scope: Scope, on: date) -> Sequence[Duty]:
    """Return the duties of transfers, one for each organisation and kind. Two queries at most."""
    book = rulebook(on=on)
    found = list(_own(scope.person_id, book)) if scope.person_id else []
    if not scope.may(Capability.TRANSFER_MEMBERS):
        return found
    rows = list(_rows(scope))
    came = _marked(rows, "comes")
    found += _grouped((row for row in came if row.is_sent), "target", _incoming, on, book)
    found += _grouped((row for row in came if not row.is_sent), "target", _receipts_to_send, on, book)
    mine = _marked(rows, "goes")
    found += _grouped((row for row in mine if row.is_sent and _asks(row, on)), "source", _reminders, on, book)
    found += _grouped((row for row in mine if row.state == TransferState.REFUSED), "source", _refused, on, book)
    found += _grouped((row for row in mine if row.state == TransferState.DONE), "source", _receipts, on, book)
    return found


def _rows(scope: Scope) -> Iterable[Transfer]:
    """List what is open on either side, told apart by `comes` and `goes`."""
    coming = coming_to(scope) & (Q(state=TransferState.SENT) | receipt_owed())
    going = Q(sent_from(scope)) & (
        Q(state=TransferState.SENT) | Q(state=TransferState.REFUSED, closed_on__isnull=True) | receipt_open()
    )
    incoming = Transfer.objects.filter(coming).values("pk")
    outgoing = Transfer.objects.filter(going).values("pk")
    return (
        Transfer.objects.filter(Q(pk__in=incoming) | Q(pk__in=outgoing))
        .annotate(comes=Exists(incoming.filter(pk=OuterRef("pk"))), goes=Exists(outgoing.filter(pk=OuterRef("pk"))))
        .select_related("source", "target")
        .order_by("due_on", "pk")
    )


def _marked(rows: Iterable[Transfer], mark: str) -> list[Transfer]:
    return [row for row in rows if getattr(row, mark)]


def _asks(row: Transfer, on: date) -> bool:
    """Tell whether the old branch has to ask about a transfer by now."""
    return (row.remind_on is not None and row.remind_on <= on) or (row.due_on is not None and row.due_on < on)


def _grouped(rows: Iterable[Transfer], side: str, make: Make, on: date, book: Rulebook) -> Iterator[Duty]:
    by = attrgetter(f"{side}_id")
    for _key, group in groupby(sorted(rows, key=lambda row: (by(row), row.pk)), key=by):
        held = list(group)
        yield make(getattr(held[0], side), held, on, book)


def _incoming(place: Organization, rows: list[Transfer], on: date, book: Rulebook) -> Duty:
    due = min((row.due_on for row in rows if row.due_on), default=None)
    return Duty(
        key=f"members.transfers:{place.public_id}:incoming",
        title=_("%(place)s：%(n)d 名党员的组织关系待接收") % {"place": place.label, "n": len(rows)},
        why=_("没有接收以前由原支部负责；没有正当理由不得拒绝。"),
        url=reverse("members:transfers-receive"),
        action=_("办理接收"),
        source=_source(book, "membership.refusal_needs_reason"),
        due=due,
        minutes=len(rows),
    )


def _reminders(place: Organization, rows: list[Transfer], on: date, book: Rulebook) -> Duty:
    late = sum(1 for row in rows if row.due_on and row.due_on < on)
    why = _("其中 %d 件已过期限：党籍不受影响，仍由本支部负责，需要的重新开具介绍信。") % late
    return Duty(
        key=f"members.transfers:{place.public_id}:remind",
        title=_("%(place)s：转出 %(n)d 件还没有接收，打电话问一次") % {"place": place.label, "n": len(rows)},
        why=(why if late else _("转出后有些天了，先联系党员和接收方。")) + _("接收方：%s。") % _receivers(rows),
        url=_single(rows) or reverse("members:transfers", query={"state": TransferState.SENT, "side": "out"}),
        action=_("查看"),
        source=_source(book, "membership.old_responsible"),
        due=min(day for row in rows for day in (row.remind_on, row.due_on) if day),
        minutes=3 * len(rows),
    )


def _receivers(rows: list[Transfer]) -> str:
    """Name the organisations to be asked, each once, the first few."""
    names = list(dict.fromkeys(row.target.label if row.target else row.target_label for row in rows))
    others = _("等 %d 个党组织") % len(names) if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + others


def _refused(place: Organization, rows: list[Transfer], on: date, book: Rulebook) -> Duty:
    return Duty(
        key=f"members.transfers:{place.public_id}:refused",
        title=_("%(place)s：%(n)d 件转接被退回，核实理由") % {"place": place.label, "n": len(rows)},
        why=_("组织关系仍在本支部。理由不正当的报上级党组织，需要的重新转出。"),
        url=_single(rows) or reverse("members:transfers", query={"state": TransferState.REFUSED, "side": "out"}),
        action=_("查看理由"),
        source=_source(book, "membership.refusal_needs_reason"),
        minutes=5 * len(rows),
    )


def _receipts(place: Organization, rows: list[Transfer], on: date, book: Rulebook) -> Duty:
    due = min((row.receipt_due_on for row in rows if row.receipt_due_on), default=None)
    late = due is not None and due < on
    return Duty(
        key=f"members.transfers:{place.public_id}:receipts",
        title=_("%(place)s：%(n)d 封介绍信的回执还没有收到") % {"place": place.label, "n": len(rows)},
        why=_("党员已被接收。回执收到后贴在存根上，在这里登记。"),
        url=_single(rows) or reverse("members:transfers", query={"late": "receipt", "side": "out"}),
        action=_("查看"),
        source=_source(book, "membership.old_responsible"),
        due=due,
        waiting=not late,
    )


def _receipts_to_send(place: Organization, rows: list[Transfer], on: date, book: Rulebook) -> Duty:
    return Duty(
        key=f"members.transfers:{place.public_id}:receipts-to-send",
        title=_("%(place)s：%(n)d 封介绍信的回执还没有寄回") % {"place": place.label, "n": len(rows)},
        why=_("党员已接收。回执联盖章寄回原党组织以后，在这里登记。"),
        url=_single(rows) or reverse("members:letters", query={"side": "in", "receipt": "owed"}),
        action=_("查看"),
        source=_source(book, "membership.transfer_receipt_days"),
        due=min((row.receipt_due_on for row in rows if row.receipt_due_on), default=None),
        minutes=2 * len(rows),
    )


def _own(person_id: int, book: Rulebook) -> Iterator[Duty]:
    """Tell the member that the own affiliation is on its way; there is nothing to enter."""
    rows = Transfer.objects.filter(member__person_id=person_id, state=TransferState.SENT)
    for row in rows.select_related("source", "target"):
        yield Duty(
            key=f"members.transfers:{row.public_id}:own",
            title=_("你的组织关系正在转接"),
            why=_("没有接收以前，仍由“%s”负责。") % row.from_name,
            url=reverse("members:own-transfers"),
            action=_("查看"),
            source=_source(book, "membership.old_responsible"),
            due=row.due_on,
            waiting=True,
        )


def _single(rows: list[Transfer]) -> str:
    return reverse("members:transfer", args=[rows[0].public_id]) if len(rows) == 1 else ""


def _source(book: Rulebook, key: str) -> Source:
    return book.source(key)
