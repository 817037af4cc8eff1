from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from conftest import ClientAs
from runwu.core.errors import Conflict, UserError
from runwu.core.models import AuditEntry
from runwu.enterprises.choices import AgreedBy, StationKind
from runwu.enterprises.models import Station, StationContact, StationWork
from runwu.enterprises.services.stations import (
    add_contact,
    close_station,
    correct_station,
    record_station,
    withdraw_contact,
    work_at,
)
from tests.world import SINCE, World

PHONE = "00000000001"


def _station(world: World, name: str = "示例配送站", **more: object) -> Station:
    given = {"park": world.near.park, "kind": StationKind.DELIVERY, "source": "走访", "valid_from": SINCE, **more}
    return record_station(station=Station(name=name, **given), by=world.cast.staff, on=world.day)


def _contact(world: World, station: Station) -> StationContact:
    contact = StationContact(
        station=station, name="示例站长", phone=PHONE, purpose="走访", agreed_by=AgreedBy.IN_PERSON,
        valid_from=world.day,
    )  # fmt: skip
    return add_contact(contact=contact, by=world.cast.staff, on=world.day)


def _typed(world: World, **more: str) -> dict[str, str]:
    return {
        "name": "示例站长", "phone": PHONE, "purpose": "走访", "agreed_by": "in_person",
        "valid_from": world.day.isoformat(), **more,
    }  # fmt: skip


def _work(world: World, station: Station | None, since: date | None = None) -> StationWork | None:
    return work_at(
        person=world.members.full.person, station=station, since=since or world.day, by=world.cast.staff, on=world.day
    )


def test_a_station_is_recorded_on_its_page_and_found_in_the_list(world: World, client_as: ClientAs) -> None:
    client = client_as(world.cast.staff)
    typed = {
        "park": str(world.near.park.public_id), "name": "示例快递点", "kind": "courier", "valid_from": "2026-01-01",
        "source": "走访", "workers": "12", "grid": world.near.grid.name,
    }  # fmt: skip

    client.post("/enterprises/stations/record/", typed)

    station = Station.objects.get(name="示例快递点")
    assert (station.workers, station.grid) == (12, world.near.grid)
    assert "示例快递点" in client.get("/enterprises/stations/").content.decode()


def test_a_grid_cell_of_another_park_is_refused(world: World, client_as: ClientAs) -> None:
    typed = {
        "park": str(world.near.park.public_id), "name": "示例", "kind": "courier", "valid_from": "2026-01-01",
        "source": "走访", "grid": world.far.grid.name,
    }  # fmt: skip

    assert client_as(world.cast.staff).post("/enterprises/stations/record/", typed).status_code == 422


def test_nobody_is_a_contact_without_agreeing(world: World, client_as: ClientAs) -> None:
    address = f"/enterprises/stations/{_station(world).public_id}/"
    client: Client = client_as(world.cast.staff)

    assert client.post(address, _typed(world)).status_code == 422
    assert client.post(address, _typed(world, agreed="on")).status_code == 302
    assert StationContact.objects.get().name == "示例站长"


def test_a_consent_withdrawn_takes_name_and_phone_with_it(world: World) -> None:
    contact = _contact(world, _station(world))

    withdraw_contact(contact=contact, by=world.cast.staff, on=world.day)

    contact.refresh_from_db()
    assert (contact.name, contact.phone, contact.valid_to) == ("", "", world.day)
    with pytest.raises(Conflict):
        withdraw_contact(contact=contact, by=world.cast.staff, on=world.day)


def test_the_log_holds_no_name_of_a_contact(world: World) -> None:
    _contact(world, _station(world))

    logged = AuditEntry.objects.get(action="enterprises.station.contact_added")
    assert "示例站长" not in str(logged.extra)
    assert PHONE not in str(logged.extra)


def test_a_closed_station_has_no_contacts_and_nobody_works_there(world: World) -> None:
    station = _station(world)
    contact = _contact(world, station)
    _work(world, station, since=SINCE)

    close_station(station=station, last=world.day, by=world.cast.staff, on=world.day)

    contact.refresh_from_db()
    assert (contact.name, contact.phone) == ("", "")
    assert StationWork.objects.get().valid_to == world.day
    with pytest.raises(Conflict, match="已经停用"):
        _contact(world, station)


def test_two_stations_in_use_have_two_names(world: World) -> None:
    _station(world)

    with pytest.raises(ValidationError, match="已有叫这个名字"):
        _station(world)


@pytest.mark.parametrize("days", [1, 400])
def test_a_day_to_come_is_refused(world: World, days: int) -> None:
    with pytest.raises(UserError, match="晚于今天"):
        _station(world, valid_from=world.day + timedelta(days=days))


def test_a_correction_keeps_what_was(world: World) -> None:
    station = _station(world)

    corrected = correct_station(station=station, values={"workers": 30}, by=world.cast.staff, on=world.day)

    assert corrected.workers == 30


def test_somebody_works_at_one_station_at_a_time(world: World) -> None:
    first, second = _station(world), _station(world, "示例第二站")
    _work(world, first, since=SINCE)

    _work(world, second)

    assert StationWork.objects.open().get().station == second
    assert StationWork.objects.get(station=first).valid_to == world.day


def test_before_the_station_opened_nobody_works_there(world: World) -> None:
    station = _station(world, valid_from=world.day)

    with pytest.raises(UserError, match="早于站点启用"):
        _work(world, station, since=SINCE)


def test_the_member_page_names_the_station_and_no_enterprise_counts_it(world: World, client_as: ClientAs) -> None:
    client, member = client_as(world.cast.staff), world.members.full
    station = _station(world)

    client.post(
        f"/members/{member.public_id}/station/", {"station": str(station.public_id), "since": world.day.isoformat()}
    )

    assert "示例配送站（外卖配送站）" in client.get(f"/members/{member.public_id}/").content.decode()
    assert member.person.workplaces.open().count() == 1


def test_the_log_says_who_recorded_where_a_member_works(world: World, client_as: ClientAs) -> None:
    station, member = _station(world), world.members.full

    for chosen in (str(station.public_id), ""):
        client_as(world.cast.secretary).post(
            f"/members/{member.public_id}/station/", {"station": chosen, "since": world.day.isoformat()}
        )

    entries = AuditEntry.objects.filter(action__startswith="members.station").order_by("pk")
    assert [(one.action, one.subject_id, one.path) for one in entries] == [
        ("members.station.recorded", str(member.public_id), member.path),
        ("members.station.ended", str(member.public_id), member.path),
    ]


def test_of_a_restricted_member_nothing_is_asked(world: World, client_as: ClientAs) -> None:
    restricted = world.members.restricted
    assert restricted is not None

    answer = client_as(world.cast.secretary).get(f"/members/{restricted.public_id}/station/")

    assert answer.status_code == 404


def test_a_station_of_another_park_is_no_choice(world: World, client_as: ClientAs) -> None:
    far = _station(world, park=world.far.park)
    address = f"/members/{world.members.full.public_id}/station/"

    answer = client_as(world.cast.staff).post(address, {"station": str(far.public_id), "since": world.day.isoformat()})

    assert answer.status_code == 422
