"""A changed parameter changes verdict, clause and arithmetic on the page, from its day on (一句依据)."""

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from pytest_django import Settings

from conftest import ClientAs
from runwu.enterprises.choices import FactKind, Operating
from runwu.enterprises.services import FactInput, record_facts
from runwu.members.choices import Standing
from runwu.organizations.models import OrganizationUnit
from tests.world import SINCE, World

NEW_VALUE = """
[[parameter.value]]
from = 2026-11-01
value = 2
document = "branch-regulation"
article = "第九十九条"
sure = "text"
text = "示例：改为两人以上。"
"""
KEY = 'key = "formation.min_full_members"'


@pytest.fixture
def changed_rules(tmp_path: Path, settings: Settings) -> Path:
    """Copy the packaged parameters and lower “three full members” to two from November on."""
    with as_file(files("runwu.rules") / "parameters") as packaged:
        folder = Path(
            shutil.copytree(packaged, tmp_path / "rules", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        )
    table = folder / "national" / "formation.toml"
    before, entry, after = table.read_text(encoding="utf-8").partition(KEY)
    own, separator, rest = after.partition("\n[[parameter]]")
    table.write_text(f"{before}{entry}{own}\n{NEW_VALUE}{separator}{rest}", encoding="utf-8")
    settings.RUNWU_RULES_FOLDER = str(folder)
    return folder


@pytest.fixture
def two_members_without_branch(world: World) -> World:
    """Let the covered firm stand without its branch, with two of its full members."""
    OrganizationUnit.objects.filter(enterprise=world.near.covered).delete()
    world.members.third.standing = Standing.PROBATIONARY
    world.members.third.save(update_fields=["standing"])
    facts = [FactInput(world.near.covered.pk, FactKind.OPERATING, Operating.YES, SINCE, "企业台账")]
    record_facts(facts, by=None)
    return world


def _file(world: World, client_as: ClientAs, on: str) -> str:
    address = f"/enterprises/{world.near.covered.public_id}/"
    return client_as(world.cast.staff).get(address, {"on": on}).content.decode()


def test_two_members_ought_to_join_others_as_packaged(two_members_without_branch: World, client_as: ClientAs) -> None:
    page = _file(two_members_without_branch, client_as, "2026-11-20")

    assert "应联合组建" in page
    assert "应当单独成立党支部" not in page


@pytest.mark.usefixtures("changed_rules")
def test_a_new_value_changes_verdict_clause_and_arithmetic_from_its_day(
    two_members_without_branch: World, client_as: ClientAs
) -> None:
    page = _file(two_members_without_branch, client_as, "2026-11-20")

    assert "应当单独成立党支部" in page
    assert "第九十九条" in page
    assert "正式党员 2 名 ≥ 2 名" in page


@pytest.mark.usefixtures("changed_rules")
def test_the_past_stays_judged_by_the_past_text(two_members_without_branch: World, client_as: ClientAs) -> None:
    page = _file(two_members_without_branch, client_as, "2026-10-31")

    assert "应联合组建" in page
    assert "第九十九条" not in page
