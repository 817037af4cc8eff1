"""Kill -9 of worker and server while they stage, commit, adopt, rotate and restore: as before, or as after."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from runwu.core.tests.office import Office, open_branch
from tests.browser.installation import free_port
from tests.survival.clerk import Clerk
from tests.survival.commands import Restoring, Rotating
from tests.survival.serving import Adopting, Uploading
from tests.survival.stages import Committing, Stage, Staging
from tests.survival.victims import Tally, Watch, killed, stop

pytestmark = [pytest.mark.survival, pytest.mark.slow]
KILLS = int(os.environ.get("RUNWU_SURVIVAL_KILLS", "5"))
Branch = Callable[[Office], Clerk]


@pytest.fixture(scope="module")
def park(empty_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with a park whose firms a plan can put together."""
    office = open_branch(empty_office, tmp_path_factory.mktemp("park"))
    with closing(Clerk(office)) as clerk:
        clerk.call("found_park", firms=60)
    yield office
    office.close()


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    """Return the function that copies an office and sends a clerk there."""
    with ExitStack() as stack:

        def opened(office: Office) -> Clerk:
            copy = open_branch(office, tmp_path / f"branch{len(list(tmp_path.iterdir()))}")
            stack.callback(copy.close)
            return stack.enter_context(closing(Clerk(copy)))

        yield opened


def let_run(stage: Stage, watch: Watch, pid: int, seconds: float, until_inside: bool) -> None:
    """Let a victim run for a while, and then, where asked, on until it is inside a transaction."""
    end = time.monotonic() + seconds
    while stage.goes_on() and time.monotonic() < end:
        time.sleep(0.002)
    if until_inside:
        wait_inside(stage, watch, pid)


def wait_inside(stage: Stage, watch: Watch, pid: int) -> None:
    """Wait for up to a second until a victim is inside a transaction; look often, ask for its end seldom."""
    end = time.monotonic() + 1
    while time.monotonic() < end and stage.goes_on():
        soon = time.monotonic() + 0.1
        while time.monotonic() < soon:
            if watch.sees_transaction(pid):
                return


def undisturbed(stage: Stage) -> float:
    """Let the stage run to its end once and return how many seconds it took."""
    pid = stage.begin()
    start = time.monotonic()
    while stage.goes_on():
        time.sleep(0.005)
    taken = time.monotonic() - start
    stop(stage.clerk, pid)
    stage.check()
    return taken


def kill_again_and_again(stage: Stage, kills: int) -> Tally:
    """Kill the stage at moments spread over its length, two of three inside a transaction, and let it end."""
    length = undisturbed(stage)
    tally = Tally(stage.name, "PostgreSQL" if stage.clerk.office.url else "SQLite")
    for number in range(kills):
        pid = stage.begin()
        with closing(Watch(stage.clerk)) as watch:
            let_run(stage, watch, pid, length * (number + 0.5) / kills, until_inside=number % 3 != 2)
            tally.count(killed(stage.clerk, watch, pid, stage.goes_on))
        stage.check()
    stage.finish()
    assert stage.clerk.call("verified") == []
    return tally


def survives(capsys: pytest.CaptureFixture[str], *stages: Stage) -> None:
    """Kill, print how many kills met an open transaction, and refuse when none did.

    A stage of server and worker shares the kills between the two. On a quick machine transactions are short: a
    series without a single hit gets a second one.
    """
    started = time.monotonic()
    kills = -(-KILLS // len(stages))
    tallies = [kill_again_and_again(stage, kills) for stage in stages]
    if not sum(tally.hits for tally in tallies):
        tallies += [kill_again_and_again(stage, kills) for stage in stages]
    with capsys.disabled():
        print(f"\n{sum(tallies[1:], tallies[0])} ({time.monotonic() - started:.0f} s)")
    assert sum(tally.hits for tally in tallies) > 0


def test_staging_survives_kills(park: Office, branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    survives(capsys, Uploading(branch(park), free_port()), Staging(branch(park)))


def test_committing_survives_kills(park: Office, branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    survives(capsys, Committing(branch(park)))


def test_adopting_survives_kills(park: Office, branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    survives(capsys, Adopting(branch(park), free_port()))


def test_rotating_survives_kills(park: Office, branch: Branch, capsys: pytest.CaptureFixture[str]) -> None:
    clerk = branch(park)
    clerk.call("found_people", number=2000)
    clerk.call("upload", number=1, rows=100)

    survives(capsys, Rotating(clerk))


def test_restoring_survives_kills(
    empty_office: Office, park: Office, branch: Branch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, backup = branch(park), tmp_path / "backup"
    source.call("found_people", number=2000)
    source.call("upload", number=1, rows=1000)
    source.call("make_backup", path=str(backup))

    def found() -> Clerk:
        clerk = branch(empty_office)
        for name in ("keys.toml", "backup-key.toml"):
            shutil.copy(source.office.folder / name, clerk.office.folder / name)
        return clerk

    survives(capsys, Restoring(source, backup, found))
