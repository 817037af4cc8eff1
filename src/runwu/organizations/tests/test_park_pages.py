"""Parks by page: the system administrator adds and corrects them, each time after a look; nobody gains a right by it."""

import pytest
from django.test import Client
from django.urls import reverse

from conftest import ClientAs
from runwu.access.models import RoleAssignment
from runwu.core.models import AuditEntry
from runwu.enterprises.models import Park
from runwu.enterprises.services import correct_park
from runwu.organizations.models import Organization
from tests.world import World

pytestmark = pytest.mark.django_db
ADD = {"name": "示例丁园区", "kind": "county", "region": "460000", "superior": "", "committee": ""}


@pytest.fixture
def client(world: World, client_as: ClientAs) -> Client:
    return client_as(world.cast.system_administrator)


def _correction(park: Park, **changes: str) -> dict[str, str]:
    shown = {name: getattr(park, name) for name in ("kind", "region", "latitude", "longitude", "radius_m")}
    told = {name: "" if value is None else str(value) for name, value in shown.items()}
    return {**told, "coordinate_system": park.coordinate_system, **changes}


def test_a_park_is_added_after_a_look_below_a_committee_there_is(client: Client, world: World) -> None:
    roles, told = RoleAssignment.objects.count(), {**ADD, "superior": world.superior.name}

    looked = client.post(reverse("parks:add"), told)
    before = Park.objects.filter(name="示例丁园区").exists()
    client.post(reverse("parks:add"), {**told, "confirmed": "1"})

    park = Park.objects.get(name="示例丁园区")
    working = Organization.objects.get(park=park, form="working_committee")
    assert ("中共示例丁园区综合委员会" in looked.content.decode(), before) == (True, False)
    assert working.path.startswith(world.superior.path)
    assert RoleAssignment.objects.count() == roles
    entry = AuditEntry.objects.get(action="enterprises.park.added", subject_id=str(park.public_id))
    assert entry.actor == world.cast.system_administrator.public_id
    assert "示例丁园区" in client.get(reverse("parks:list")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"), [({"region": "461234"}, "不在国家标准的表里"), ({"kind": "club"}, ""), ({"name": ""}, "")]
)
def test_what_is_not_valid_adds_nothing(client: Client, wrong: dict[str, str], said: str) -> None:
    parks, rows = Park.objects.count(), Organization.objects.count()

    answer = client.post(reverse("parks:add"), {**ADD, **wrong, "confirmed": "1"})

    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert (Park.objects.count(), Organization.objects.count()) == (parks, rows)


def test_a_name_that_is_taken_is_refused(client: Client, world: World) -> None:
    answer = client.post(reverse("parks:add"), {**ADD, "name": world.near.park.name})

    assert (answer.status_code, "已经有叫" in answer.content.decode()) == (422, True)


def test_a_correction_is_shown_before_and_after_and_written_once_confirmed(client: Client, world: World) -> None:
    park = world.near.park
    address = reverse("parks:correct", args=[park.public_id])
    told = _correction(park, latitude="20.5", longitude="110.25")

    looked = client.post(address, told).content.decode()
    logged = AuditEntry.objects.filter(action="enterprises.park.corrected").count()
    client.post(address, {**told, "confirmed": "1"})

    park.refresh_from_db()
    assert ("20.5" in looked, logged) == (True, 0)
    assert (park.latitude, park.longitude) == (20.5, 110.25)


def test_one_coordinate_alone_is_refused(client: Client, world: World) -> None:
    told = _correction(world.near.park, latitude="20.5", longitude="")

    answer = client.post(reverse("parks:correct", args=[world.near.park.public_id]), {**told, "confirmed": "1"})

    assert (answer.status_code, "经度和纬度要一起填写" in answer.content.decode()) == (422, True)


def test_what_changed_meanwhile_is_shown_and_nothing_is_overwritten(client: Client, world: World) -> None:
    park = world.near.park
    address = reverse("parks:correct", args=[park.public_id])
    seen = client.get(address).context["form"]["seen"].value()
    correct_park(park=park, changes={"radius_m": 900}, by=None)

    answer = client.post(address, {**_correction(park, radius_m="1200"), "seen": seen, "confirmed": "1"})

    assert (answer.status_code, "已被他人修改" in answer.content.decode()) == (409, True)
    assert Park.objects.get(pk=park.pk).radius_m == 900


def test_without_a_change_nothing_is_written(client: Client, world: World) -> None:
    address = reverse("parks:correct", args=[world.near.park.public_id])

    answer = client.post(address, {**_correction(world.near.park), "confirmed": "1"})

    assert "没有变化" in answer.content.decode()
    assert not AuditEntry.objects.filter(action="enterprises.park.corrected").exists()
