"""A visit is one tap; it becomes a fact, answers a sample, and can be corrected the same day."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from runwu.access.choices import Role
from runwu.access.selectors import scope_of
from runwu.access.services import RoleRequest, grant_role
from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.core.models import AuditEntry
from runwu.coverage.choices import Finding, MassKind
from runwu.coverage.models import MassOrganization, Survey, SurveyItem, Visit
from runwu.coverage.panels import light_panel
from runwu.coverage.selectors.light_plans import light_counts, light_lines
from runwu.coverage.selectors.shells import book_of, class_sizes, shells
from runwu.coverage.selectors.surveys import survey_view
from runwu.coverage.selectors.visits import stops
from runwu.coverage.services.light_plans import record_activity, record_mass
from runwu.coverage.services.surveys import start_survey
from runwu.coverage.services.visits import record_visit
from runwu.coverage.tests.park import DAY, SINCE, PlanPark, firm
from runwu.enterprises.choices import FactKind, Operating
from runwu.enterprises.models import Enterprise, EnterpriseFact
from runwu.enterprises.services import FactInput, record_facts
from runwu.enterprises.services.overrides import OverrideInput, record_override
from runwu.rules.surveys import ShellClass, shell_scale

pytestmark = pytest.mark.django_db


@pytest.fixture
def unknown(office: PlanPark) -> Enterprise:
    """An enterprise of which nobody knows whether it operates."""
    return firm(office.park, "癸", grid=office.firms["甲"].grid, address="示例大道 8 号")


def test_a_tap_becomes_a_fact_with_its_source(office: PlanPark, unknown: Enterprise) -> None:
    record_visit(enterprise=unknown, finding=Finding.OPERATING, staff=7, on=DAY, by=office.staff)

    unknown.refresh_from_db()
    fact = EnterpriseFact.objects.get(enterprise=unknown, kind=FactKind.OPERATING)
    assert (unknown.operating, unknown.staff) == (Operating.YES, 7)
    assert (fact.source, fact.valid_from) == ("走访：在经营", DAY)


def test_who_meets_nobody_has_learned_nothing(office: PlanPark, unknown: Enterprise) -> None:
    record_visit(enterprise=unknown, finding=Finding.NOBODY, on=DAY, by=office.staff)

    unknown.refresh_from_db()
    assert (unknown.operating, unknown.facts.count()) == (Operating.UNKNOWN, 0)


@pytest.mark.parametrize(("second", "known"), [(Finding.NOT_FOUND, Operating.NO), (Finding.NOBODY, Operating.UNKNOWN)])
def test_a_second_tap_of_the_day_corrects_the_first(
    second: Finding, known: Operating, office: PlanPark, unknown: Enterprise
) -> None:
    for finding in (Finding.OPERATING, second):
        record_visit(enterprise=unknown, finding=finding, on=DAY, by=office.staff)

    unknown.refresh_from_db()
    assert (Visit.objects.count(), unknown.operating) == (1, known)


def test_a_wrong_number_is_mended_by_the_next_tap_and_gone_with_a_slip(office: PlanPark, unknown: Enterprise) -> None:
    since = FactInput(unknown.pk, FactKind.STAFF, 12, SINCE, "示例台账")
    record_facts([since], by=None)
    known = []
    for staff in (700, 7):
        record_visit(enterprise=unknown, finding=Finding.OPERATING, staff=staff, on=DAY, by=office.staff)
        unknown.refresh_from_db()
        known.append(unknown.staff)

    record_visit(enterprise=unknown, finding=Finding.NOBODY, on=DAY, by=office.staff)

    unknown.refresh_from_db()
    assert (known, unknown.staff, unknown.operating) == ([700, 7], 12, Operating.UNKNOWN)


def test_a_slip_does_not_take_away_what_was_known_before(office: PlanPark) -> None:
    one = office.firms["甲"]
    for finding in (Finding.NOT_FOUND, Finding.NOBODY):
        record_visit(enterprise=one, finding=finding, on=DAY, by=office.staff)

    one.refresh_from_db()
    assert one.operating == Operating.YES


def test_a_slip_gives_back_what_was_told_on_the_same_day_with_its_source(office: PlanPark) -> None:
    one = office.firms["甲"]
    told = [
        FactInput(one.pk, FactKind.OPERATING, "no", DAY, "社保缴纳记录"),
        FactInput(one.pk, FactKind.STAFF, 31, DAY, "社保缴纳记录"),
    ]
    record_facts(told, by=office.staff.public_id)

    for finding, staff in ((Finding.OPERATING, 12), (Finding.OPERATING, 13), (Finding.NOBODY, None)):
        record_visit(enterprise=one, finding=finding, on=DAY, by=office.staff, staff=staff)

    one.refresh_from_db()
    rows = EnterpriseFact.objects.open().filter(enterprise=one, kind__in=[each.kind for each in told])
    assert (one.operating, one.staff) == (Operating.NO, 31)
    assert set(rows.values_list("source", flat=True)) == {"社保缴纳记录"}


def test_a_number_of_staff_that_cannot_be_is_refused(office: PlanPark, unknown: Enterprise) -> None:
    with pytest.raises(UserError):
        record_visit(enterprise=unknown, finding=Finding.OPERATING, staff=-1, on=DAY, by=office.staff)

    assert not Visit.objects.exists()


def test_a_visit_is_logged_without_anything_personal(office: PlanPark, unknown: Enterprise) -> None:
    record_visit(enterprise=unknown, finding=Finding.OPERATING, note="示例备注", on=DAY, by=office.staff)

    entry = AuditEntry.objects.get(action="coverage.visit.recorded")
    assert (entry.subject_id, entry.extra) == (str(unknown.public_id), {"finding": "operating"})


def test_a_grid_worker_sees_the_own_grid_and_nothing_else(office: PlanPark, unknown: Enterprise) -> None:
    worker = User.objects.create_user("grid", display_name="示例网格")
    request = RoleRequest(role=Role.GRID_WORKER, grid=office.firms["甲"].grid, valid_from=SINCE)
    grant_role(user=worker, request=request, by=None, scope=None)
    elsewhere = firm(office.park, "外", address="示例路 9 号")

    found = {stop.enterprise for stop in stops(scope=scope_of(worker, DAY), on=DAY)}

    assert unknown in found
    assert elsewhere not in found


def test_an_enterprise_visited_today_is_not_asked_for_again(office: PlanPark, unknown: Enterprise) -> None:
    record_visit(enterprise=unknown, finding=Finding.NOBODY, on=DAY, by=office.staff)

    found = stops(scope=scope_of(office.staff, DAY), on=DAY)

    assert unknown not in [stop.enterprise for stop in found]
    assert found


def test_signs_make_the_class_and_say_why(office: PlanPark, unknown: Enterprise) -> None:
    signs = ((FactKind.TAX_FILED, False), (FactKind.INSURED, False))
    record_facts([FactInput(unknown.pk, kind, value, SINCE, "示例台账") for kind, value in signs], by=None)

    scale = shell_scale(book=book_of(office.park, on=DAY))
    first = shells(park=office.park, today=DAY, scale=scale)[0]

    assert (first.enterprise, first.kind, first.score) == (unknown, ShellClass.SHELL, 6)
    assert first.reasons == ["近一年没有纳税申报", "近一年没有缴纳社保"]
    assert class_sizes(park=office.park, today=DAY, scale=scale)[ShellClass.SHELL] == 1


def test_a_parks_own_limit_makes_the_class_and_is_shown(client: Client, office: PlanPark, unknown: Enterprise) -> None:
    record_facts([FactInput(unknown.pk, FactKind.TAX_FILED, False, SINCE, "示例台账")], by=None)
    packaged = shell_scale(book=book_of(office.park, on=DAY))
    before = shells(park=office.park, today=DAY, scale=packaged)[0].kind
    asked = OverrideInput(key="surveys.shell_from", value=3, since=DAY, document="《示例园区走访办法》")

    record_override(park=office.park, asked=asked, by=office.staff)

    scale = shell_scale(book=book_of(office.park, on=DAY))
    assert (before, shells(park=office.park, today=DAY, scale=scale)[0].kind) == (ShellClass.OPEN, ShellClass.SHELL)
    assert class_sizes(park=office.park, today=DAY, scale=scale)[ShellClass.SHELL] == 1
    client.force_login(office.staff)
    assert "园区 · 《示例园区走访办法》" in client.get(reverse("coverage:shells")).content.decode()


def test_every_figure_of_the_shell_page_opens_its_rows(client: Client, unknown: Enterprise, office: PlanPark) -> None:
    record_facts([FactInput(unknown.pk, FactKind.TAX_FILED, False, SINCE, "示例台账")], by=None)
    record_facts([FactInput(unknown.pk, FactKind.INSURED, False, SINCE, "示例台账")], by=None)
    firm(office.park, "静")

    page = client.get(reverse("coverage:shells")).content.decode()
    lists = {kind: client.get(reverse("coverage:shell-rows"), {"class": kind}).content.decode() for kind in ShellClass}

    assert [f"class={kind}" in page for kind in ShellClass] == [True] * 3
    counts = [text.split('id="list-count">')[1].split("<")[0] for text in lists.values()]
    assert counts == ["共 1 家", "共 1 家", "共 0 家"]
    assert "近一年没有纳税申报；近一年没有缴纳社保" in lists[ShellClass.SHELL]
    assert client.get(reverse("coverage:shell-rows"), {"class": "rich"}).status_code == 404


def _survey(office: PlanPark) -> Survey:
    for number in range(40):
        firm(office.park, f"查{number}", address="示例大道 8 号" if number % 2 else f"示例路 {number} 号")
    return start_survey(park=office.park, margin=10, on=DAY, by=office.staff)


def test_a_sample_is_drawn_the_same_for_the_same_facts(office: PlanPark) -> None:
    first = set(_survey(office).items.values_list("enterprise", flat=True))

    again = start_survey(park=office.park, margin=10, on=DAY, by=office.staff)

    assert set(again.items.values_list("enterprise", flat=True)) == first
    assert 5 <= len(first) <= 40


def test_taps_answer_the_sample_and_it_speaks_for_the_whole(office: PlanPark) -> None:
    survey = _survey(office)
    for item in survey.items.select_related("enterprise"):
        record_visit(enterprise=item.enterprise, finding=Finding.OPERATING, on=DAY, by=office.staff)

    view = survey_view(survey=survey)

    assert view.answered == view.wanted == SurveyItem.objects.exclude(visit=None).count()
    assert view.result is not None
    assert (view.result.operating, view.result.margin) == (40, 0)


def test_no_estimate_while_a_stratum_is_silent(office: PlanPark) -> None:
    assert survey_view(survey=_survey(office)).result is None


def test_nothing_unknown_needs_no_sample(office: PlanPark) -> None:
    with pytest.raises(UserError):
        start_survey(park=office.park, margin=10, on=DAY, by=office.staff)


def test_a_light_plan_counts_contact_union_and_activity(office: PlanPark) -> None:
    one, scope = office.firms["甲"], scope_of(office.staff, DAY)
    record_mass(enterprise=one, kind=MassKind.UNION, on=DAY, by=office.staff)
    record_activity(enterprise=one, on=date(2026, 10, 8), by=office.staff)

    counts = light_counts(scope=scope, park=office.park, on=DAY)
    lines = light_lines(enterprise=one, on=DAY)

    assert (counts.union, counts.activity, counts.contact) == (1, 1, 0)
    assert lines is not None
    assert [line.done for line in lines] == [False, True, False, False, True]


def test_an_activity_of_the_last_quarter_does_not_count(office: PlanPark) -> None:
    record_activity(enterprise=office.firms["甲"], on=date(2026, 9, 30), by=office.staff)

    assert light_counts(scope=scope_of(office.staff, DAY), park=office.park, on=DAY).activity == 0


def test_a_mass_organization_is_recorded_once(office: PlanPark) -> None:
    known = [record_mass(enterprise=office.firms["甲"], kind=MassKind.UNION, on=DAY, by=office.staff) for _ in "12"]

    assert (known, MassOrganization.objects.count()) == ([True, False], 1)


def test_a_branch_has_no_light_plan(office: PlanPark) -> None:
    assert light_lines(enterprise=office.firms["丁"], on=DAY) is None


def _grid_worker(office: PlanPark, firm: Enterprise) -> User:
    user = User.objects.create(username="grid", display_name="示例网格员")
    grid = firm.grid or office.firms["甲"].grid
    Enterprise.objects.filter(pk=firm.pk).update(grid=grid)
    grant_role(user=user, request=RoleRequest(role=Role.GRID_WORKER, grid=grid, valid_from=SINCE), by=None, scope=None)
    return user


@pytest.mark.parametrize(("name", "shown"), [("甲", [True, True]), ("丁", [False, True])])
def test_a_visitor_cannot_tell_from_the_light_plan_where_a_branch_is(
    office: PlanPark, name: str, shown: list[bool]
) -> None:
    firm = office.firms[name]
    Enterprise.objects.filter(pk=firm.pk).update(operating=Operating.YES)
    firm.refresh_from_db()

    def sees(user: User) -> bool:
        return light_panel(scope_of(user, DAY), firm, DAY) is not None

    visitor = _grid_worker(office, firm)
    assert [sees(office.staff), sees(visitor)] == shown


def test_an_entry_returns_to_its_page_and_never_to_another_site(client: Client, unknown: Enterprise) -> None:
    address = reverse("coverage:visit-record", args=[unknown.public_id])

    back = client.post(address, {"finding": "nobody", "back": "/coverage/visits/?grid=1"})
    away = client.post(address, {"finding": "nobody", "back": "https://elsewhere.example/"})

    assert (back.headers["Location"], away.headers["Location"]) == ("/coverage/visits/?grid=1", "/")


def test_what_is_no_finding_is_refused(client: Client, unknown: Enterprise) -> None:
    answer = client.post(reverse("coverage:visit-record", args=[unknown.public_id]), {"finding": "perhaps"})

    assert (answer.status_code, Visit.objects.count()) == (422, 0)


def test_an_enterprise_out_of_reach_is_not_found(client: Client) -> None:
    assert client.post(reverse("coverage:visit-record", args=[uuid4()]), {"finding": "nobody"}).status_code == 404
