"""Proposals who looks after which enterprise, on their pages."""

import pytest
from django.test import Client
from django.urls import reverse

from conftest import ClientAs
from runwu.coverage.choices import ContactKind
from runwu.coverage.models import ContactPlan, EnterpriseLanguage
from runwu.coverage.selectors.contact_plans import people_today
from runwu.coverage.tests.contacts_at import NEAR, asked, held
from runwu.coverage.tests.park import DAY, PlanPark
from runwu.enterprises.models import Enterprise
from runwu.people.models import Person

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def staff(office: PlanPark, client_as: ClientAs, _morning: None) -> Client:
    """Return the client of the park's staff."""
    return client_as(office.staff)


def test_a_proposal_is_asked_for_looked_through_and_accepted_on_pages(
    office: PlanPark, people: dict[str, Person], empty: dict[str, Enterprise], staff: Client
) -> None:
    told = {"park": str(office.park.public_id), "kind": "instructor"}
    page = staff.post(reverse("coverage:contact-request"), told, follow=True)
    plan = ContactPlan.objects.get()

    done = staff.post(
        reverse("coverage:contact-accept", args=[plan.public_id]), {"which": "all", "version": 0}, follow=True
    )

    assert "已确认没有评分更低的安排" in page.content.decode()
    assert "已采纳 4 家" in done.content.decode()
    assert [len(held(one)) for one in empty.values()] == [1, 1, 1, 1]


def test_another_choice_is_made_on_its_page(
    office: PlanPark, people: dict[str, Person], empty: dict[str, Enterprise], staff: Client
) -> None:
    plan = asked(office)
    firm = str(empty["子"].public_id)
    other = next(str(one.public_id) for one in people.values() if str(one.public_id) != plan.assignment[firm])
    url = reverse("coverage:contact-firm", args=[plan.public_id, firm])

    page = staff.get(url).content.decode()
    answer = staff.post(url, {"contact": other, "version": 0}, follow=True)

    assert f'value="{other}"' in page
    assert "综合评分" in answer.content.decode()
    plan.refresh_from_db()
    assert plan.assignment[firm] == other


@pytest.mark.parametrize(
    "told", [{"kind": "x"}, {"kind": "instructor", "limit": "0"}, {"kind": "instructor", "park": ""}]
)
def test_a_request_that_cannot_be_read_is_told(told: dict[str, str], office: PlanPark, staff: Client) -> None:
    told = {"park": str(office.park.public_id), **told}

    answer = staff.post(reverse("coverage:contact-request"), told)

    assert (answer.status_code, ContactPlan.objects.count()) == (422, 0)


def test_conditions_are_written_down_on_pages(
    office: PlanPark, people: dict[str, Person], empty: dict[str, Enterprise], staff: Client
) -> None:
    profile = reverse("coverage:contact-profile", args=[office.park.public_id, people[NEAR].public_id])
    staff.post(profile, {"most": "7", "languages": ["en"], "chains": ["示例电子"]})
    staff.post(reverse("coverage:contact-languages", args=[empty["子"].public_id]), {"languages": ["en", "ko"]})

    (row,) = [one for one in people_today(park=office.park, kind=ContactKind.INSTRUCTOR, on=DAY) if one.profile]
    assert (row.person.name, row.languages, row.chains) == (NEAR, "英语", "示例电子")
    assert set(EnterpriseLanguage.objects.values_list("language", flat=True)) == {"en", "ko"}


def test_a_language_that_nobody_knows_is_refused(office: PlanPark, empty: dict[str, Enterprise], staff: Client) -> None:
    answer = staff.post(reverse("coverage:contact-languages", args=[empty["子"].public_id]), {"languages": ["xx"]})

    assert answer.status_code == 422
