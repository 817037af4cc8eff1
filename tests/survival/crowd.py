"""Many people at once, as they use the pages: lists, files, corrections, plans, duties, small imports."""

import http.client
import itertools
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import uuid4

from tests.survival.pages import Answer, Pages

LISTS = ("/", "/enterprises/", "/enterprises/?sort=staff", "/coverage/plans/", "/organizations/", "/jobs/", "/rules/")
_TAG = re.compile("<[^>]+>")
_numbers = itertools.count(1000)


@dataclass(slots=True)
class Office:
    """What the crowd knows: the firms that everybody corrects, the plan that everybody changes, the park."""

    firms: list[str]
    plan: str
    units: list[str]
    place: str
    day: str


@dataclass(slots=True)
class Diary:
    """What happened: how often each act was done (302), refused (409, 422), and what went wrong."""

    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    read: int = 0
    problems: list[str] = field(default_factory=list)
    unavailable: int = 0

    def note(self, act: str, answer: Answer) -> Answer:
        """Note the answer to an act; "" for reading."""
        if answer.status == 503:
            self.unavailable += 1
        elif answer.status >= 500:
            words = " ".join(_TAG.sub(" ", answer.text).split())
            self.problems.append(f"{act or 'read'} {answer.status}: {words[-400:]}")
        elif not act:
            self.read += 1
        else:
            (self.done if answer.status == 302 else self.refused)[act] += 1
        return answer


class Person:
    """One of the crowd, who does one thing after the other."""

    def __init__(self, pages: Pages, office: Office, diary: Diary, seed: int) -> None:
        self.pages, self.office, self.diary = pages, office, diary
        self.dice = random.Random(seed)  # noqa: S311 -- which page next

    def read(self) -> None:
        """Look at a list and at the file of an enterprise."""
        self._get(self.dice.choice(LISTS))
        self._get(f"/enterprises/{self.dice.choice(self.office.firms)}/")
        self._get(f"/coverage/plans/{self.office.plan}/")

    def correct(self) -> None:
        """Correct the staff of a firm that others correct too."""
        url = f"/enterprises/{self.dice.choice(self.office.firms)}/facts/staff/"
        seen = self._get(url).hidden("seen")
        if seen:
            form = {"value": next(_numbers), "since": self.office.day, "source": "示例填报", "seen": seen}
            self._post("fact", url, **form)

    def move(self) -> None:
        """Move an enterprise of the plan to another group."""
        url = f"/coverage/plans/{self.office.plan}/units/{self.dice.choice(self.office.units)}/move"
        page = self._get(url)
        targets = re.findall(r'name="target" id="[^"]+" value="([^"]+)" required>', page.text)
        if targets:
            self._post("plan", url, target=self.dice.choice(targets), version=page.hidden("version"), profile="near")

    def adopt(self) -> None:
        """Adopt the plan, and withdraw it again on the same day."""
        url = f"/coverage/plans/{self.office.plan}/adopt"
        version = self._get(url).hidden("version")
        answer = self._post("plan", url, checked="1", version=version, profile="near") if version else None
        if answer and answer.status == 302:
            page = self._get(f"{answer.location}withdraw")
            self._post("withdrawn", f"{answer.location}withdraw", version=page.hidden("version"))

    def renew(self) -> None:
        """Have the tallies of the board over parks counted anew, while the worker does the same."""
        self._post("renew", "/board/area/renew")

    def set_aside(self) -> None:
        """Set a duty aside."""
        found = re.findall(r'href="(/duties/[^"]+/aside/)"', self._get("/").text)
        if found:
            url = self.dice.choice(found[:5])
            seen = self._get(url).hidden("seen")
            self._post("aside", url, decision="not_applicable", reason="示例理由", until="", seen=seen)

    def import_sheet(self) -> None:
        """Upload a small ledger, wait until it is read, have it written, wait until it is."""
        number = uuid4().hex[:8]
        lines = [
            "企业名称,园区临时编号,职工人数",
            *(f"示例{number}之{row}公司,册{number}-{row},{row}" for row in range(10)),
        ]
        content = "\n".join(lines).encode()
        form = {"place": self.office.place, "as_of": self.office.day}
        answer = self.pages.upload("/imports/new/enterprises", f"示例{number}.csv", content, **form)
        self.diary.note("upload", answer)
        if answer.status == 302:
            ready = self._wait(answer.location, f'action="{answer.location}/commit"')
            if ready:
                self._post("import", f"{answer.location}/commit", version=ready.hidden("version"))
                self._wait(answer.location, "已写入")

    def _wait(self, url: str, sign: str) -> Answer | None:
        """Look at a page until a sign stands on it."""
        end = time.monotonic() + 30
        while time.monotonic() < end:
            page = self._get(url)
            if sign in page.text:
                return page
            time.sleep(0.3)
        self.diary.problems.append(f"{url} never showed {sign}")
        return None

    def _get(self, url: str) -> Answer:
        return self.diary.note("", self.pages.get(url))

    def _post(self, act: str, url: str, **form: object) -> Answer:
        return self.diary.note(act, self.pages.post(url, **form))


Acts = Sequence[Callable[[Person], None]]


def together(people: Iterable[tuple[Person, Acts]], seconds: float) -> None:
    """Let everybody do their things, in turn by lot, until the time is over."""
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=_busy, args=(person, acts, end)) for person, acts in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _busy(person: Person, acts: Acts, end: float) -> None:
    while time.monotonic() < end:
        try:
            person.dice.choice(acts)(person)
        except (OSError, http.client.HTTPException) as error:
            person.diary.problems.append(repr(error))
