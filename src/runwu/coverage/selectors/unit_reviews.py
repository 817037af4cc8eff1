"""One enterprise of a plan (为什么在这组): what its place costs, where else it could go, what each reason rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from runwu.coverage.choices import Profile
from runwu.coverage.selectors.left_lines import NeedLine, need_lines
from runwu.coverage.selectors.part_lines import PART_LABELS
from runwu.coverage.selectors.reason_lines import ReasonRow
from runwu.coverage.selectors.reviews import PlanReview
from runwu.coverage.services.changes import Tried, possible_moves
from runwu.coverage.services.edits import Desk, verdict_of
from runwu.enterprises.choices import Located
from runwu.planning.joint_branches.cost import Parts, cost_of
from runwu.planning.joint_branches.moves import Move
from runwu.rules.sources import Source
from runwu.rules.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place where an enterprise could go: `value` as forms send it, `size` after the move, `why` what it adds.

    `along` names who else has to move for it.
    """

    value: str
    name: str
    size: tuple[int, int] | None
    delta: int
    allowed: bool
    verdict: Verdict | None
    broken: Sequence[str]
    why: Sequence[tuple[str, int]]
    along: Sequence[str] = ()

    @property
    def saying(self) -> str:
        """Say price, legality and the broken rule with its clause in one sentence, for the hand that drags."""
        clauses = dict.fromkeys(reason.chip for reason in self.verdict.reasons if reason.chip) if self.verdict else ()
        broken = "；".join(self.broken) + (f"（{'、'.join(clauses)}）" if clauses else "")
        legal = _("超出一般规定") if self.allowed else _("不合规")
        legality = f"{legal}：{broken}" if broken else _("仍合规")
        delta = f"{self.delta:+,}" if self.delta else "0"
        return _("移到 %(name)s：综合评分 %(delta)s，%(legality)s。") % {
            "name": self.name, "delta": delta, "legality": legality.rstrip("。"),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason of a place: a sentence, the rows behind it, and the clause or setting it rests on.

    Without a clause the sentence is a matter of the score alone.
    """

    words: str
    rows: Sequence[ReasonRow]
    source: Source | None = None
    key: str = ""


LEFT = "left"  # the value of the catch-all in forms


class UnitReview:
    """An enterprise of one alternative; a fixed number of queries, whatever the size of the plan."""

    def __init__(self, review: PlanReview, desk: Desk, unit: str) -> None:
        self.review, self.desk, self.id = review, desk, unit
        self.profile = Profile(desk.alternative.profile)

    @property
    def facts(self) -> Any:
        """The enterprise as the plan knows it."""
        return self.review.names.units[self.id]

    @property
    def host(self) -> str | None:
        """The host of its group; None with the catch-all."""
        return self.desk.assignment[self.id]

    @property
    def now(self) -> str:
        """Where it is now, in words."""
        return self.place_name(self.host)

    @property
    def locked(self) -> bool:
        """Whether its group is locked."""
        return self.host in self.desk.decisions.locked

    @property
    def placed_by_person(self) -> bool:
        """Whether a person settled where it is."""
        return self.id in {*self.desk.decisions.placed, *self.desk.decisions.caught}

    @property
    def why_left(self) -> str:
        """Why it is left to the catch-all: what a person wrote, or what the computation found."""
        rows = {row["unit"]: str(row["text"]) for row in self.desk.alternative.report["left"]}
        return self.desk.decisions.caught.get(self.id) or rows.get(self.id, "")

    @cached_property
    def needs(self) -> Sequence[NeedLine]:
        """What alone would bring it in, where nobody put it with the catch-all."""
        if self.host is not None or self.id in self.desk.decisions.caught:
            return ()
        approximate = self.review.plan.notes.get("approximate", {})
        return need_lines(self.desk.alternative, [self.id], approximate, self.desk.book).get(self.id, ())

    def place_name(self, host: str | None) -> str:
        """Return “B 组 示例公司”, or the catch-all."""
        if host is None:
            return _("大党委兜底")
        letter = self.desk.letter(host)
        if not letter and host == self.id:
            return _("自己牵头，另成一组")
        name = self.review.names[host]
        return _("%(letter)s 组 %(name)s") % {"letter": letter, "name": name} if letter else name

    @property
    def others(self) -> list[tuple[str, str]]:
        """Whom it could be paired with: the other enterprises, then the branches that may take in."""
        hosts = self.desk.index.hosts.values()
        return [(host.id, host.name) for host in hosts if host.id != self.id]

    @cached_property
    def places(self) -> list[Place]:
        """Where it could go, the best first; those that the rules refuse come last."""
        return [] if self.locked else [self._place(tried) for tried in possible_moves(self.desk, self.id)]

    @cached_property
    def neighbours(self) -> list[Place]:
        """The three best places that it could go to and does not, with who has to move along (三个次优去处)."""
        if self.locked:
            return []
        book = self.desk.book
        return [
            self._place(Tried(move, verdict_of(move.broken, book)), self._along(move))
            for move in self.desk.neighbours(self.id)
        ]

    def _along(self, move: Move) -> list[str]:
        names = self.review.names
        return sorted(
            _("%(unit)s → %(place)s") % {"unit": names[unit], "place": self.place_name(place)}
            for unit, place in move.also
        )

    def _place(self, tried: Tried, along: Sequence[str] = ()) -> Place:
        move = tried.move
        touched = next((group for group in move.groups if group.host == move.host), None)
        return Place(
            value=move.host or LEFT,
            name=self.place_name(move.host),
            size=(touched.unit_count, touched.full_members) if touched else None,
            delta=move.delta,
            allowed=move.allowed,
            verdict=tried.verdict,
            broken=[broken.text for broken in move.broken],
            why=differences(self._parts, move.parts),
            along=along,
        )

    @cached_property
    def _parts(self) -> Parts:
        return cost_of(self.desk.index, self.desk.assignment)

    @property
    def grounds(self) -> list[Ground]:
        """Why it is where it is: each figure of its way to the host, with the rows behind it."""
        if self.host is None:
            return []
        return [] if self.host == self.id else list(self._of_link(self.host))

    def _of_link(self, host: str) -> Sequence[Ground]:
        index, book = self.desk.index, self.desk.book
        link, led = index.link(self.id, host), index.hosts[host]
        most = index.problem.parameters.max_way_m
        mine = index.units[self.id]
        near, together = "formation.joint_max_way", "formation.joint_min_full_members"
        way = _("到%(name)s %(way)s 米，上限 %(most)s 米。")
        grid = _("与牵头单位同一网格。") if not link.grid else _("与牵头单位跨网格，计 %(n)s 分。") % {"n": link.grid}
        chain = (
            _("与牵头单位同一产业链。") if not link.chain else _("与牵头单位不同链，计 %(n)s 分。") % {"n": link.chain}
        )
        today = (
            _("现有安排不变。") if not link.change else _("离开现在的联合党支部，计 %(n)s 分。") % {"n": link.change}
        )
        now = self.review.names.today.get(mine.today or "", _("现在没有联合党支部"))
        words = way % {"name": led.name, "way": f"{link.way:,}", "most": f"{most:,}"}
        return (
            Ground(
                words,
                self._rows((self.id, self._located(self.id)), (host, self._located(host))),
                book.source(near),
                near,
            ),
            Ground(grid, self._rows((self.id, mine.grid), (host, led.grid)), book.source(together), together),
            Ground(chain, self._rows((self.id, mine.chain), (host, led.chain)), book.source(together), together),
            Ground(today, self._rows((self.id, now))),
        )

    def _rows(self, *entries: tuple[str, str | None]) -> list[ReasonRow]:
        """Name enterprises, which open their files, and branches, each with what is known of it."""
        names = self.review.names
        return [ReasonRow(key if key in names.units else "", names[key], figure or "—") for key, figure in entries]

    def _located(self, key: str) -> str:
        known = self.review.plan.notes.get("approximate", {}).get(key, Located.COORDINATES)
        return {
            Located.COORDINATES: _("位置按登记的坐标"),
            Located.BUILDING: _("位置为估算，按厂房"),
            Located.GRID: _("位置为估算，按网格中心"),
        }.get(known, _("位置为估算"))


def differences(before: Parts, after: Parts) -> list[tuple[str, int]]:
    """Return the parts of the score that differ, with by how much."""
    found = [(str(label), getattr(after, key) - getattr(before, key)) for key, label, _hue in PART_LABELS]
    return [(label, change) for label, change in found if change]
