"""Who is a member here no more (不再管理的人), since when, and whether something still demands keeping (保存期限)."""

from datetime import date

from django.db.models import Case, DateField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, NullIf, TruncDate

from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.core.models.base import DatedModel
from runwu.enterprises.models import Workplace
from runwu.members import merging
from runwu.members.choices import (
    OPEN_TRANSFERS,
    Belonging,
    CorrectionState,
    DeletionState,
    Membership,
    TransferState,
    WishState,
)
from runwu.members.models import (
    Affiliation,
    CorrectionRequest,
    DeletionRequest,
    FloatingStay,
    PartyMember,
    RestrictionWish,
    StandingDecision,
    Transfer,
)
from runwu.people.models import Person

_NEVER = Value(date.min, output_field=DateField())
_SERVING = frozenset({"organizations", "coverage"})  # apps in which somebody may still do something


def left_before(day: date) -> QuerySet[PartyMember]:
    """List who ended, was transferred out or, as a guest, was let go before a day, with `left_on`; nothing is under way.

    Who left and came again is no former member. What is frozen has a time of its own (停止处理).
    """
    gone = Q(membership=Membership.ENDED) | Q(organization__isnull=True, path="")
    rows = PartyMember.objects.filter(gone, frozen="").annotate(left_on=_left_on())
    return rows.filter(left_on__lt=day).exclude(_under_way())


def guests_before(day: date) -> QuerySet[PartyMember]:
    """List the guests among them: whose affiliation always was elsewhere, so that nothing here is their file."""
    rows = left_before(day).filter(belonging=Belonging.FLOATING_IN, organization__isnull=True)
    return rows.exclude(Exists(Affiliation.objects.filter(member=OuterRef("pk"))))


def reachable(rows: QuerySet[PartyMember]) -> QuerySet[PartyMember]:
    """Keep those of whom a phone, an open workplace or a position is still on record."""
    held = Workplace.objects.filter(person=OuterRef("person")).filter(
        Q(valid_to__isnull=True) | ~Q(position="") | ~Q(level="")
    )
    return rows.filter(~Q(person__phone_index="") | Exists(held))


def _left_on() -> Case:
    """Return the day of leaving: that on which the end was recorded, else the last of an affiliation or a period here."""
    ended = StandingDecision.objects.filter(
        member=OuterRef("pk"), withdrawn_at__isnull=True, membership_after=Membership.ENDED
    ).order_by("-id")
    held = Affiliation.objects.filter(member=OuterRef("pk")).order_by("-valid_to")
    stayed = FloatingStay.objects.filter(member=OuterRef("pk")).order_by("-valid_to")
    last = Greatest(
        Coalesce(Subquery(held.values("valid_to")[:1]), _NEVER),
        Coalesce(Subquery(stayed.values("valid_to")[:1]), _NEVER),
    )
    told = TruncDate("updated_at")
    return Case(
        When(membership=Membership.ENDED, then=Coalesce(Subquery(ended.values("recorded_on")[:1]), told)),
        default=Coalesce(NullIf(last, _NEVER), told),
        output_field=DateField(),
    )


def _under_way() -> Q:
    """Return the condition under which something still asks for the contact: posts, roles, transfers, requests."""
    own = OuterRef("pk")
    transfers = Transfer.objects.filter(
        Q(state__in=OPEN_TRANSFERS) | Q(state=TransferState.DONE, closed_on__isnull=True), member=own
    )
    found = Q(Exists(transfers)) | Q(Exists(CorrectionRequest.objects.filter(member=own, state=CorrectionState.ASKED)))
    found |= Q(
        Exists(DeletionRequest.objects.filter(member=own, state__in=(DeletionState.ASKED, DeletionState.FROZEN)))
    )
    found |= Q(Exists(RestrictionWish.objects.filter(member=own, state=WishState.ASKED)))
    roles = RoleAssignment.objects.filter(user__person=OuterRef("person"), valid_to__isnull=True)
    found |= Q(Exists(roles.exclude(role=Role.MEMBER)))
    for field in merging.relations(Person):
        model = field.model
        if issubclass(model, DatedModel) and model._meta.app_label in _SERVING:
            open_rows = model._default_manager.filter(**{field.name: OuterRef("person"), "valid_to__isnull": True})
            found |= Q(Exists(open_rows))
    return found
