"""Which transfers a scope sees, and what each side has to do about them (组织关系转接)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When

from runwu.accounts.models import User
from runwu.core.scope import Capability, Scope
from runwu.members.choices import Route, TransferAct, TransferState
from runwu.members.models import PartyMember, Transfer, TransferLetter, TransferStep
from runwu.members.selectors import restricted_rows
from runwu.organizations.choices import Form, OrganizationState
from runwu.organizations.models import Organization

HOLDING_FORMS = (Form.BRANCH, Form.JOINT_BRANCH)
"""Organisations that hold a formal affiliation; temporary, functional and floating branches do not."""
SOURCE, TARGET = "source", "target"


def visible(*, scope: Scope, capability: Capability = Capability.SEE_MEMBERS) -> QuerySet[Transfer]:
    """List the transfers in reach on either side; those of restricted members for the two branches alone."""
    reach = sent_from(scope, capability) | coming_to(scope, capability)
    return Transfer.objects.filter(reach).select_related("member__person", "source", "target")


def sent_from(scope: Scope, capability: Capability = Capability.TRANSFER_MEMBERS) -> Q:
    """Return the condition under which a transfer is one's own to follow up: the old organisation's side.

    A restricted member is forgotten there once everything is settled, also one who asked for it later.
    """
    return _side(scope, capability, SOURCE) & (_kept(scope) | Q(state=TransferState.DONE, closed_on__isnull=True))


def coming_to(scope: Scope, capability: Capability = Capability.TRANSFER_MEMBERS) -> Q:
    """Return the condition of the new organisation's side; a restricted member is forgotten there when it fails."""
    lost = (TransferState.REFUSED, TransferState.WITHDRAWN)
    return _side(scope, capability, TARGET) & (_kept(scope) & ~Q(member__restricted=True, state__in=lost))


def _kept(scope: Scope) -> Q:
    """Return the condition under which a transfer may still be spoken of: the member is open, or it is not over, or here."""
    here = scope.paths(Capability.SEE_MEMBER_CONTACTS, "member__path")
    return Q(member__restricted=False) | ~Q(state=TransferState.DONE) | here


def _side(scope: Scope, capability: Capability, side: str) -> Q:
    open_ones = scope.paths(capability, f"{side}__path") & Q(member__restricted=False)
    sealed = scope.paths(Capability.SEE_MEMBER_CONTACTS, f"{side}__path") & restricted_rows("member__")
    return open_ones | (sealed & scope.paths(capability, f"{side}__path"))


def acts_for(scope: Scope, transfer: Transfer, side: str) -> bool:
    """Tell whether somebody acts for one side of a transfer."""
    organization = transfer.source if side == SOURCE else transfer.target
    if organization is None or not scope.reaches_path(Capability.TRANSFER_MEMBERS, organization.path):
        return False
    return not transfer.member.restricted or scope.reaches_path(Capability.SEE_MEMBER_CONTACTS, organization.path)


def awaiting(*, scope: Scope) -> QuerySet[Transfer]:
    """List what waits for being accepted by organisations one acts for, the earliest limit first."""
    rows = Transfer.objects.filter(coming_to(scope), state=TransferState.SENT)
    return rows.select_related("member__person", "source", "target").order_by("due_on", "pk")


def register(*, scope: Scope) -> QuerySet[TransferLetter]:
    """List the letters that one issued, and those that came with a member (介绍信登记簿): with when the receipt was sent."""
    issued = Transfer.objects.filter(sent_from(scope, Capability.SEE_MEMBERS), source__isnull=False)
    came = Transfer.objects.filter(coming_to(scope, Capability.SEE_MEMBERS), target__isnull=False)
    sent = TransferStep.objects.filter(transfer=OuterRef("transfer"), act=TransferAct.RECEIPT_SENT)
    known = TransferLetter.objects.filter(
        Q(transfer__in=issued.values("pk")) | Q(transfer__in=came.values("pk"), voided_on__isnull=True)
    ).annotate(receipt_sent_on=Subquery(sent.values("on")[:1]))
    return known.select_related("transfer__member__person", "transfer__source", "transfer__target")


def target_called(words: str) -> Organization | None:
    """Find the organisation of this installation with exactly this code, name or short name, whatever its state."""
    words = words.strip()
    if not words:
        return None
    rows = Organization.objects.filter(Q(code=words) | Q(name=words) | Q(short_name=words))
    living = Case(When(state=OrganizationState.ACTIVE, then=Value("0")), default=Value("1"), output_field=CharField())
    found = list(rows.order_by(living, "pk")[:2])
    return found[0] if len(found) == 1 or (found and found[0].name == words) else None


def is_ambiguous(words: str) -> bool:
    """Tell whether several active organisations answer to a short name."""
    rows = Organization.objects.filter(short_name=words.strip(), state=OrganizationState.ACTIVE)
    return rows.count() > 1


def under_way(*, member: PartyMember) -> Transfer | None:
    """Return the transfer of a member that waits for an answer. One query."""
    rows = Transfer.objects.filter(member=member, state=TransferState.SENT)
    return rows.select_related("source", "target").first()


def own(*, person_id: int) -> QuerySet[Transfer]:
    """List the transfers of the person who asks (本人的转接)."""
    rows = Transfer.objects.filter(member__person_id=person_id).exclude(state=TransferState.WITHDRAWN)
    return rows.select_related("source", "target").order_by("-opened_on", "-pk")


@dataclass(frozen=True, slots=True)
class TransferFile:
    """A transfer as both sides read it: its valid letter, what was done, and what the viewer may do."""

    transfer: Transfer
    letter: TransferLetter | None
    voided: Sequence[TransferLetter]
    steps: Sequence[tuple[TransferStep, str]]
    sends: bool
    receives: bool
    on: date

    @property
    def waits(self) -> bool:
        """Tell whether it waits for an answer."""
        return self.transfer.is_sent

    @property
    def overdue(self) -> bool:
        """Tell whether its limit has passed; that changes nothing about the member."""
        return self.waits and self.transfer.due_on is not None and self.transfer.due_on < self.on

    @property
    def answers(self) -> bool:
        """Tell whether the viewer records the answer: the new organisation, or the old one for one elsewhere."""
        return self.waits and (self.receives or (self.sends and self.transfer.target is None))

    @property
    def answered_elsewhere(self) -> bool:
        """Tell whether the answer falls outside this installation and is written down here by the old organisation."""
        return self.transfer.target_id is None

    @property
    def shared(self) -> bool:
        """Tell whether both organisations are here and so read the same page."""
        return self.transfer.source_id is not None and self.transfer.target_id is not None

    @property
    def may_remind(self) -> bool:
        """Tell whether a reminder may be noted."""
        return self.waits and self.sends

    @property
    def may_reissue(self) -> bool:
        """Tell whether a new letter may be issued."""
        return self.waits and self.sends and self.transfer.route == Route.LETTER

    @property
    def may_withdraw(self) -> bool:
        """Tell whether the transfer may be taken back: by who sent it, or who registered one from elsewhere."""
        return self.waits and (self.sends or (self.receives and self.transfer.source is None))

    @property
    def may_note(self) -> bool:
        """Tell whether a refusal waits for being looked into."""
        return self.transfer.state == TransferState.REFUSED and self.sends and self.transfer.closed_on is None

    @property
    def receipt_open(self) -> bool:
        """Tell whether the receipt of an accepted letter is not back yet."""
        row = self.transfer
        return row.state == TransferState.DONE and row.route == Route.LETTER and row.closed_on is None

    @property
    def may_send_receipt(self) -> bool:
        """Tell whether the new organisation may note that the receipt is on its way."""
        return self.receipt_open and self.receives and not any(step.act == "receipt_sent" for step, _by in self.steps)

    @property
    def may_print_receipt(self) -> bool:
        """Tell whether the new organisation may print the receipt of a letter that it has accepted."""
        row = self.transfer
        return self.letter is not None and self.receives and row.state == TransferState.DONE

    @property
    def may_close(self) -> bool:
        """Tell whether the old organisation may note that the receipt is back."""
        return self.receipt_open and self.sends


def file_of(*, transfer: Transfer, scope: Scope, on: date) -> TransferFile:
    """Return a transfer as somebody reads it. Three queries."""
    letters = list(transfer.letters.all())
    steps = list(transfer.steps.all())
    names = dict(
        User.objects.filter(public_id__in={step.by for step in steps}).values_list("public_id", "display_name")
    )
    return TransferFile(
        transfer=transfer,
        letter=next((one for one in letters if one.voided_on is None), None),
        voided=[one for one in letters if one.voided_on is not None],
        steps=[(step, names.get(step.by, "")) for step in steps],
        sends=acts_for(scope, transfer, SOURCE),
        receives=acts_for(scope, transfer, TARGET),
        on=on,
    )


def with_letters(rows: QuerySet[Transfer]) -> QuerySet[Transfer]:
    """Fetch the valid letters of transfers along with them."""
    valid = TransferLetter.objects.filter(voided_on__isnull=True)
    return rows.prefetch_related(Prefetch("letters", queryset=valid, to_attr="valid_letters"))
