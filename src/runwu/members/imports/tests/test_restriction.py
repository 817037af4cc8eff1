"""Restricted members in registers (限组织内知悉): sealed when marked, and never given away to an uploader."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from runwu.access.selectors import scope_of
from runwu.accounts.models import User
from runwu.core.imports.staged import staged_rows
from runwu.core.models import AuditEntry, ImportBatch
from runwu.members import selectors
from runwu.members.imports.tests.office import DAY, commit, golden, sheet, upload
from runwu.members.models import PartyMember
from runwu.members.services.own_accounts import open_own_account
from runwu.organizations.choices import PostKind
from runwu.organizations.models import Post
from runwu.people.models import Person
from tests.world import RESTRICTED_NAME, World, build_world

pytestmark = pytest.mark.django_db(databases=["default", "progress"])
HEAD = (
    "姓名",
    "出生日期",
    "党员类别",
    "所在党支部",
    "工作单位",
    "限组织内知悉",
    "不与单位关联",
    "党内职务",
    "入党日期",
)
FIRST, NEXT = "示例春分支部", "示例谷雨支部"
MARKED = ("示例静甲", "1990-01-01", "正式党员", NEXT, "示例白露包装", "是", None, None)


def roster(world: World, folder: Path, *rows: Sequence[Any], by: User | None = None) -> ImportBatch:
    """Upload a register, as park staff unless told otherwise."""
    path = sheet(folder / "名册.xlsx", *rows, head=HEAD)
    return upload(path, by=by or world.cast.staff, park=world.near.park)


def known_to(user: User) -> set[str]:
    """Return the names of members that somebody sees."""
    return {member.person.full_name for member in selectors.visible(scope=scope_of(user, DAY))}


def test_a_marked_member_is_sealed_and_unconfirmed(world: World, tmp_path: Path) -> None:
    commit(roster(world, tmp_path, MARKED))

    found = PartyMember.objects.select_related("person").get(organization=world.near.next_branch, restricted=True)
    assert (found.person.name, found.person.initials, found.person.sealed) == ("", "", True)
    assert (found.person.full_name, found.restriction_confirmed) == ("示例静甲", False)


def test_a_marked_name_stands_nowhere_in_clear(world: World, tmp_path: Path) -> None:
    commit(roster(world, tmp_path, MARKED))

    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sealed_name FROM people_person")
        rows = cursor.fetchall()
    assert not any("静甲" in name or "静甲".encode() in bytes(sealed) for name, sealed in rows)


def test_only_branch_and_organisation_officer_see_a_marked_member(world: World, tmp_path: Path) -> None:
    commit(roster(world, tmp_path, MARKED))

    cast = world.cast
    seers = {user.username for user in (cast.staff, cast.officer, cast.next_secretary) if "示例静甲" in known_to(user)}
    assert seers == {"officer", "next_secretary"}


def test_placed_without_employer_there_is_no_link(world: World, tmp_path: Path) -> None:
    commit(roster(world, tmp_path, (*MARKED[:6], "是", None)))

    found = PartyMember.objects.get(organization=world.near.next_branch, restricted=True)
    assert (found.without_employer, found.person.workplaces.count()) == (True, 0)


def test_a_mark_seals_an_open_member(world: World, tmp_path: Path) -> None:
    row = ("示例党员乙", "1994-05-06", "正式党员", FIRST, None, "是", None, None)
    user, _key = open_own_account(member=world.members.second, username="rw-example", by=world.cast.secretary)

    commit(roster(world, tmp_path, row))

    person = Person.objects.get(pk=world.members.second.person_id)
    assert (person.sealed, person.name, person.full_name) == (True, "", "示例党员乙")
    assert User.objects.get(pk=user.pk).display_name == "本人账号"


def test_a_sheet_never_opens_a_restricted_member(world: World, tmp_path: Path) -> None:
    row = (RESTRICTED_NAME, "1994-05-06", "正式党员", FIRST, None, "否", None, None)

    batch = roster(world, tmp_path, row, by=world.cast.officer)
    said = golden(batch)
    commit(batch)

    assert said == [(2, "new", ())]  # the officer is told name and branch, not what is registered
    assert not Person.objects.filter(name=RESTRICTED_NAME).exists()


def test_the_log_of_the_import_does_not_count_marked_members(world: World, tmp_path: Path) -> None:
    plain = ("示例新人", "1990-01-01", "正式党员", NEXT, None, None, None, None)

    commit(roster(world, tmp_path, MARKED, plain))

    assert AuditEntry.objects.get(action="core.import.committed").extra["new"] == 1
    assert AuditEntry.objects.get(action="members.restricted.imported").restricted


def test_a_register_imported_again_never_opens_whom_the_uploader_need_not_know(world: World, tmp_path: Path) -> None:
    row = (RESTRICTED_NAME, "1994-05-06", "正式党员", FIRST, "示例青禾电子", None, None, None)

    commit(roster(world, tmp_path, row))

    assert not Person.objects.filter(name=RESTRICTED_NAME).exists()
    assert AuditEntry.objects.get(action="members.restricted.import_held").restricted


def test_a_secretary_whom_the_uploader_need_not_know_is_not_given_away(world: World, tmp_path: Path) -> None:
    assert world.members.restricted is not None
    Post.objects.create(
        organization=world.near.next_branch,
        person=world.members.restricted.person,
        kind=PostKind.SECRETARY,
        valid_from=DAY,
    )
    batch = roster(world, tmp_path, ("示例新人", "1990-01-01", "正式党员", NEXT, None, None, None, "书记"))
    said = golden(batch)

    commit(batch)

    assert said == [(2, "new", ())]
    assert Post.objects.open().get(organization=world.near.next_branch, kind=PostKind.SECRETARY).person.sealed


PROBES = [
    (RESTRICTED_NAME, "1994-05-06", "正式党员", FIRST, "示例霜降物流", None, None, None),
    (RESTRICTED_NAME, None, "正式党员", FIRST, None, None, None, None),
    (RESTRICTED_NAME, "1994-05-06", "预备党员", NEXT, None, "是", "是", None),
    (RESTRICTED_NAME, None, "正式党员", FIRST, None, None, None, None, "2010-07-01"),
]


@pytest.mark.parametrize("probe", PROBES)
def test_staff_cannot_tell_the_two_worlds_apart(probe: Sequence[Any], day: object, tmp_path: Path) -> None:
    assert _world_as_staff_see_it(True, probe, tmp_path) == _world_as_staff_see_it(False, probe, tmp_path)


def _world_as_staff_see_it(restricted: bool, probe: Sequence[Any], folder: Path) -> Mapping[str, Any]:
    """Return what an uploader sees of a probe: the report before, the result after, the log without restricted rows."""
    with transaction.atomic():
        world = build_world(restricted=restricted)
        batch = roster(world, folder, probe)
        reports = [(row.outcome, row.warned, row.report) for row in staged_rows(batch)]
        done = commit(batch)
        open_log = AuditEntry.objects.filter(restricted=False, action__startswith="core.import")
        seen = {
            "reports": reports,
            "state": done.state,
            "counts": done.counts,
            "log": [(entry.action, entry.extra.get("new")) for entry in open_log.order_by("pk")],
        }
        transaction.set_rollback(True)
    return seen
