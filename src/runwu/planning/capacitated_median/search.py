"""A good plan soon: medians moved within their groups and exchanged, points sent by regret, then exchanged (启发式)."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np

from .problem import Ints, MedianProblem

NEVER = 10**9


def first_plan(problem: MedianProblem, seed: int, rounds: int, stop: Callable[[], bool]) -> Ints | None:
    """Search from several starts; returns each point's median, None when no start led to a legal plan."""
    dice = random.Random(seed)  # noqa: S311 — a search, no secret
    best: Ints | None = None
    least = NEVER
    medians: list[int] = []
    for number in range(rounds):
        if stop() and best is not None:
            break
        tried = _start(problem, dice) if number % 10 == 0 or not medians else _exchanged(problem, medians, dice)
        found = _settled(problem, tried)
        if found is None:
            continue
        cost = int(problem.ways[np.arange(len(found)), found].sum())
        if cost < least:
            best, least, medians = found, cost, sorted(set(found.tolist()))
    return best


def _start(problem: MedianProblem, dice: random.Random) -> list[int]:
    return dice.sample(range(len(problem.demand)), problem.medians)


def _exchanged(problem: MedianProblem, medians: list[int], dice: random.Random) -> list[int]:
    others = [point for point in range(len(problem.demand)) if point not in medians]
    gone = dice.choice(medians)
    return [*(median for median in medians if median != gone), dice.choice(others or medians)]


def _settled(problem: MedianProblem, medians: list[int]) -> Ints | None:
    """Send, exchange, and move each median to the middle of its group until nothing changes."""
    while True:
        sent = _sent(problem, np.array(sorted(medians), dtype=np.int64))
        if sent is None:
            return None
        _exchange(problem, sent)
        middles = sorted({_middle(problem, np.flatnonzero(sent == median)) for median in set(sent.tolist())})
        if len(middles) < problem.medians or middles == sorted(medians):
            return sent
        medians, before = middles, medians
        again = _sent(problem, np.array(medians, dtype=np.int64))
        if again is None or _cost(problem, again) >= _cost(problem, sent):
            return _moved(problem, sent, before)


def _cost(problem: MedianProblem, sent: Ints) -> int:
    return int(problem.ways[np.arange(len(sent)), sent].sum())


def _moved(problem: MedianProblem, sent: Ints, medians: list[int]) -> Ints:
    """Move medians to the middle of the groups as they are."""
    moved = sent.copy()
    for median in medians:
        group = np.flatnonzero(sent == median)
        if len(group):
            moved[group] = _middle(problem, group)
    return moved


def _middle(problem: MedianProblem, group: Ints) -> int:
    return int(group[problem.ways[np.ix_(group, group)].sum(axis=0).argmin()])


def _sent(problem: MedianProblem, medians: Ints) -> Ints | None:
    """Send every point to a median with room, the one that would lose most by waiting first."""
    room = np.full(len(medians), problem.capacity, dtype=np.int64)
    sent = np.full(len(problem.demand), -1, dtype=np.int64)
    sent[medians] = medians
    room -= problem.demand[medians]
    waiting = [point for point in range(len(sent)) if sent[point] < 0]
    while waiting:
        options = np.where(problem.demand[waiting, None] <= room, problem.ways[waiting][:, medians], NEVER)
        ranked = np.sort(options, axis=1)
        if ranked[:, 0].max() >= NEVER:
            return None
        regret = ranked[:, min(1, len(medians) - 1)] - ranked[:, 0]
        chosen = int(np.lexsort([-problem.demand[waiting], -regret])[0])
        place = int(options[chosen].argmin())
        point = waiting.pop(chosen)
        sent[point], room[place] = medians[place], room[place] - problem.demand[point]
    return sent


def _exchange(problem: MedianProblem, sent: Ints) -> None:
    """Move single points and exchange pairs while that shortens the ways."""
    points = np.arange(len(sent))
    load = np.bincount(sent, weights=problem.demand, minlength=len(sent)).astype(np.int64)
    while True:
        own = problem.ways[points, sent]
        loose = sent != points
        gain = own[:, None] - problem.ways[:, sent] + own[None, :] - problem.ways[:, sent].T
        shift = problem.demand[:, None] - problem.demand[None, :]
        fits = (load[sent][None, :] + shift <= problem.capacity) & (load[sent][:, None] - shift <= problem.capacity)
        fits &= loose[:, None] & loose[None, :] & (sent[:, None] != sent[None, :])
        swap = np.where(fits, gain, 0)
        medians = np.unique(sent)
        room = problem.capacity - load[medians]
        step = np.where((problem.demand[:, None] <= room) & loose[:, None], own[:, None] - problem.ways[:, medians], 0)
        if max(int(swap.max()), int(step.max())) <= 0:
            return
        if step.max() >= swap.max():
            point, place = np.unravel_index(int(step.argmax()), step.shape)
            load[sent[point]] -= problem.demand[point]
            sent[point] = medians[place]
            load[sent[point]] += problem.demand[point]
        else:
            a, b = np.unravel_index(int(swap.argmax()), swap.shape)
            load[sent[a]] += problem.demand[b] - problem.demand[a]
            load[sent[b]] += problem.demand[a] - problem.demand[b]
            sent[a], sent[b] = sent[b], sent[a]
