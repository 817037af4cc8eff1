"""What happens around members in the worlds of the leak test: with the restricted member, her rows stand beside the others'."""

from datetime import date

from runwu.dues.choices import Payer
from runwu.dues.models import DuesLine, DuesMonth, DuesReceipt, DuesTable
from runwu.members.choices import (
    CorrectionField,
    FloatReason,
    InvitationState,
    ListKind,
    WishKind,
)
from runwu.members.models import (
    CorrectionRequest,
    DualCheckIn,
    FloatingStay,
    GroupMembership,
    ListInvitation,
    PartyMember,
    RestrictionWish,
    VoluntaryList,
)
from runwu.members.services.own_accounts import open_own_account
from runwu.organizations.choices import Form
from runwu.organizations.models import Organization
from runwu.organizations.services import establish
from tests.world import SINCE, World

AUTUMN = date(2026, 9, 1)


def live(world: World) -> None:
    """Let members float, report, be grouped, listed, asked and pay; whoever is restricted like everybody else."""
    others = [world.members.second, world.members.third]
    hers = [world.members.restricted] if world.members.restricted else []
    _grouped(world, [*others, *hers])
    _listed(world, [*others, *hers])
    _paying(world, [*others, *hers])
    for member in (world.members.third, *hers):
        _about(world, member)
    for member in (world.members.third, *hers):
        open_own_account(member=member, username=f"own-{member.pk}", by=world.cast.secretary)


def _grouped(world: World, members: list[PartyMember]) -> None:
    made = Organization(name="示例第一党小组", form=Form.GROUP, park=world.near.park, established_on=SINCE)
    group = establish(organization=made, parent=world.near.branch, on=SINCE, by=None)
    for member in members:
        GroupMembership.objects.create(
            member=member, group=group, document="示例支委会", valid_from=SINCE, recorded_on=SINCE,
            recorded_by=world.cast.secretary.public_id,
        )  # fmt: skip


def _listed(world: World, members: list[PartyMember]) -> None:
    by = world.cast.secretary.public_id
    one = VoluntaryList.objects.create(
        organization=world.near.branch, kind=ListKind.SERVICE, name="示例志愿队", purpose="示例", seen_by="支部书记",
        path=world.near.branch.path, opened_on=SINCE, opened_by=by,
    )  # fmt: skip
    for member in members:
        ListInvitation.objects.create(
            voluntary_list=one, member=member, state=InvitationState.AGREED, by_word=True, asked_on=SINCE, asked_by=by,
            agreed_on=SINCE,
        )  # fmt: skip


def _paying(world: World, members: list[PartyMember]) -> None:
    by, branch = world.cast.dues_officer.public_id, world.near.branch
    table = DuesTable.objects.create(
        organization=branch, year=2026, number=1, made_on=SINCE, made_by=by, approved_on=SINCE, approver="示例书记",
        document="示例会议记录", recorded_by=by,
    )  # fmt: skip
    for number, member in enumerate(members, 1):
        DuesLine.objects.create(table=table, member=member, starts=SINCE, payer=Payer.MONTHLY_WAGE, amount="30.00")
        # of the year before: the running number of a later receipt of this year would tell how many came before it
        receipt = DuesReceipt.objects.create(
            organization=branch, member=member, year=2025, number=number, received_on=AUTUMN, method="cash",
            amount="30.00", recorded_by=by,
        )  # fmt: skip
        DuesMonth.objects.create(receipt=receipt, member=member, month=AUTUMN, amount="30.00")


def _about(world: World, member: PartyMember) -> None:
    """Let somebody float to the next branch, report to a community, and ask for something."""
    FloatingStay.objects.create(
        member=member, home=world.near.branch, host=world.near.next_branch, reason=FloatReason.WORK, valid_from=AUTUMN,
        activity_place="示例党群服务中心",
    )  # fmt: skip
    DualCheckIn.objects.create(
        member=member, organization=world.near.branch, community=world.near.next_branch, valid_from=AUTUMN
    )
    CorrectionRequest.objects.create(member=member, field=CorrectionField.EDUCATION, wanted="本科")
    RestrictionWish.objects.create(
        member=member, kind=WishKind.APART, wished_on=AUTUMN, recorded_by=world.cast.secretary.public_id
    )
