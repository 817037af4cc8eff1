"""Opening further and closing again (公开范围): the person alone decides, and it holds at once."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from conftest import ClientAs
from runwu.access.selectors import scope_of
from runwu.access.services import link_person
from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.core.models import AuditEntry
from runwu.members import selectors
from runwu.members.models import PartyMember
from runwu.members.services import close_to, confirm_restriction, open_to
from runwu.people.models import Audience, Consent
from tests.world import DAY, RESTRICTED_NAME, World

_CHANGING = re.compile(r'(csrfmiddlewaretoken" value=|CSRFToken": |nonce=)"[^"]+"')


@pytest.fixture
def hidden(world: World) -> PartyMember:
    """Return the restricted member, who has an account of their own."""
    member = world.members.restricted
    assert member
    user = User.objects.create(username="own", display_name="示例本人")
    link_person(user=user, person=member.person, by=None)
    member.person.refresh_from_db()
    return member


def _user(member: PartyMember) -> User:
    return User.objects.get(person=member.person_id)


def _names(world: World, client_as: ClientAs, who: str) -> bool:
    return RESTRICTED_NAME in client_as(getattr(world.cast, who)).get(reverse("members:list")).content.decode()


def test_opening_to_the_park_shows_the_name_to_its_staff_and_closing_hides_it(
    world: World, client_as: ClientAs, hidden: PartyMember
) -> None:
    open_to(member=hidden, audience=Audience.PARK, by=_user(hidden), on=DAY)
    opened = _names(world, client_as, "staff")
    close_to(member=hidden, audience=Audience.PARK, by=_user(hidden), on=DAY)

    assert (opened, _names(world, client_as, "staff")) == (True, False)


@pytest.mark.parametrize(
    "who", ["provincial_officer", "leader", "liaison", "owner", "next_secretary", "service_unit", "member", "far_staff"]
)
def test_opening_to_the_park_tells_nobody_else(
    world: World, client_as: ClientAs, hidden: PartyMember, who: str
) -> None:
    before = _everything(world, client_as, who)

    open_to(member=hidden, audience=Audience.PARK, by=_user(hidden), on=DAY)

    assert _everything(world, client_as, who) == before


def _everything(world: World, client_as: ClientAs, who: str) -> list[str]:
    client = client_as(getattr(world.cast, who))
    addresses = (
        reverse("members:list"),
        reverse("reports:area"),
        reverse("reports:board", query={"park": str(world.near.park.public_id)}),
        reverse("organizations:page", args=[world.near.branch.public_id]),
        reverse("enterprises:file", args=[world.near.uncovered.public_id]),
        reverse("core:search", query={"q": RESTRICTED_NAME}),
    )
    return [_CHANGING.sub("", client.get(address).content.decode()) for address in addresses]


def test_a_department_that_states_a_reason_does_not_see_who_opened_to_the_park(
    world: World, hidden: PartyMember
) -> None:
    open_to(member=hidden, audience=Audience.PARK, by=_user(hidden), on=DAY)

    scope = scope_of(world.cast.provincial_officer, DAY, reasons=frozenset({"statistics"}))

    assert not selectors.visible(scope=scope).filter(pk=hidden.pk).exists()


def test_staff_see_no_contacts_and_no_employer_of_who_opened_to_them(
    world: World, client_as: ClientAs, hidden: PartyMember
) -> None:
    open_to(member=hidden, audience=Audience.PARK, by=_user(hidden), on=DAY)

    page = client_as(world.cast.staff).get(reverse("members:page", args=[hidden.public_id])).content.decode()

    assert RESTRICTED_NAME in page
    assert "1994-05-06" not in page
    assert world.near.uncovered.name not in page
    assert "打开联系方式" not in page


def test_a_consent_closed_on_a_later_day_stays_as_a_dated_row(world: World, hidden: PartyMember) -> None:
    open_to(member=hidden, audience=Audience.ENTERPRISE, by=_user(hidden), on=DAY)
    close_to(member=hidden, audience=Audience.ENTERPRISE, by=_user(hidden), on=DAY + timedelta(days=3))

    assert list(Consent.objects.values_list("valid_from", "valid_to")) == [(DAY, DAY + timedelta(days=3))]


def test_a_consent_taken_back_the_same_day_leaves_only_the_log(world: World, hidden: PartyMember) -> None:
    open_to(member=hidden, audience=Audience.PUBLIC, by=_user(hidden), on=DAY)
    close_to(member=hidden, audience=Audience.PUBLIC, by=_user(hidden), on=DAY)

    log = AuditEntry.objects.filter(action__startswith="members.consent.").order_by("id")
    assert not Consent.objects.exists()
    assert [(entry.action, entry.restricted) for entry in log] == [
        ("members.consent.opened", True),
        ("members.consent.closed", True),
    ]


def test_opening_twice_is_once(world: World, hidden: PartyMember) -> None:
    open_to(member=hidden, audience=Audience.PARK, by=_user(hidden), on=DAY)
    open_to(member=hidden, audience=Audience.PARK, by=_user(hidden), on=DAY)

    assert Consent.objects.count() == 1


@pytest.mark.parametrize("who", ["officer", "secretary", "staff"])
def test_nobody_opens_for_somebody_else(world: World, hidden: PartyMember, who: str) -> None:
    with pytest.raises(UserError, match="只由本人决定"):
        open_to(member=hidden, audience=Audience.PARK, by=getattr(world.cast, who), on=DAY)


def test_an_open_member_has_nothing_to_open_to_the_park(world: World) -> None:
    with pytest.raises(UserError, match="按规定已能看到"):
        open_to(member=world.members.full, audience=Audience.PARK, by=world.cast.member, on=DAY)


def test_the_mark_of_a_sheet_is_confirmed_by_the_person_alone(world: World, hidden: PartyMember) -> None:
    PartyMember.objects.filter(pk=hidden.pk).update(restriction_confirmed=False)
    with pytest.raises(UserError):
        confirm_restriction(member=hidden, by=world.cast.officer)

    confirm_restriction(member=hidden, by=_user(hidden))

    assert PartyMember.objects.get(pk=hidden.pk).restriction_confirmed


def test_an_audience_that_does_not_exist_is_not_found(world: World, client_as: ClientAs) -> None:
    answer = client_as(world.cast.member).post(reverse("me:consent-open", args=["press"]))

    assert answer.status_code == 404
