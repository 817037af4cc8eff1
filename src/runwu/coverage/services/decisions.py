"""What people settled about an alternative (人工决定): locks, fixed places, pairs, who takes no part, letters, proof."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from runwu.coverage.choices import Profile
from runwu.coverage.models import FormationPlan, PlanAlternative
from runwu.planning.joint_branches.arrangements import Forced
from runwu.planning.joint_branches.desk import Wishes, wishes_document, wishes_from_document, with_wishes
from runwu.planning.joint_branches.instance import problem_from_document
from runwu.planning.joint_branches.problem import NEAR, SAME_CHAIN, STABLE, Problem, with_profile

PROFILE_NAMES = {Profile.NEAR: NEAR, Profile.CHAIN: SAME_CHAIN, Profile.STABLE: STABLE}
Lettered = Mapping[str, tuple[str, tuple[str, ...]]]
"""Every letter that an alternative ever used: {letter: (host, units) as last seen}."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a computation of the rest has to leave as it is; ids are the planner's.

    wishes: locked groups, fixed places, pairs beside those recorded for the park, and who takes no part, for which
    left_out says why; proof: bound, end and seconds of the latest computation around the wishes, with the wishes it
    held under.
    """

    wishes: Wishes = Wishes()  # noqa: RUF009 -- frozen
    left_out: Mapping[str, str] = field(default_factory=dict)
    letters: Lettered = field(default_factory=dict)
    proof: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Decisions":
        """Read what `document` wrote."""
        return cls(
            wishes=wishes_from_document(document.get("wishes", {})),
            left_out=document.get("left_out", {}),
            letters={key: (host, tuple(units)) for key, (host, units) in document.get("letters", {}).items()},
            proof=document.get("proof", {}),
        )

    def document(self) -> dict[str, Any]:
        """Write the decisions as JSON."""
        written: dict[str, Any] = json.loads(
            json.dumps(
                {
                    "wishes": wishes_document(self.wishes),
                    "left_out": dict(self.left_out),
                    "letters": {key: [host, list(units)] for key, (host, units) in self.letters.items()},
                    "proof": dict(self.proof),
                }
            )
        )
        return written

    @property
    def locked(self) -> tuple[str, ...]:
        """The hosts of locked groups."""
        return tuple(lock.host for lock in self.wishes.locked)

    @property
    def caught(self) -> dict[str, str]:
        """Who is left to the catch-all by a person, and why: {unit: reason}."""
        return {choice.unit: choice.reason for choice in self.wishes.forced if choice.host is None}

    @property
    def placed(self) -> dict[str, str]:
        """Who was placed by a person: {unit: host}."""
        return {choice.unit: choice.host for choice in self.wishes.forced if choice.host is not None}

    @property
    def forced(self) -> tuple[Forced, ...]:
        """The fixed places outside of locked groups."""
        return tuple(choice for choice in self.wishes.forced if self.wishes.lock_of(choice.unit) is None)

    @property
    def around(self) -> Wishes:
        """The wishes as a computation takes them."""
        return replace(self.wishes, forced=self.forced)

    @property
    def restrictions(self) -> frozenset[str]:
        """Name everything that makes plans dearer, so that a bound under fewer of them still holds."""
        return frozenset(
            [f"locked {lock.host} {' '.join(sorted(lock.units))}" for lock in self.wishes.locked]
            + [f"placed {choice.unit} {choice.host}" for choice in self.wishes.forced]
            + [f"{pair.kind} {' '.join(sorted((pair.a, pair.b)))}" for pair in self.wishes.pairs]
        )


def decisions_of(alternative: PlanAlternative) -> Decisions:
    """Return what people settled about an alternative."""
    return Decisions.of(alternative.decided)


def given_problem(plan: FormationPlan, profile: Profile) -> Problem:
    """Return a plan's facts as the problem that was computed, judged by one of the three profiles."""
    return with_profile(problem_from_document(plan.instance), PROFILE_NAMES[profile])


def problem_under(plan: FormationPlan, profile: Profile, decisions: Decisions) -> Problem:
    """Return the problem that is left to solve: without who takes no part, with the pairs that a person added."""
    return with_wishes(given_problem(plan, profile), decisions.wishes)


def problem_of(alternative: PlanAlternative) -> Problem:
    """Return the problem of an alternative as it stands after everything that people settled."""
    return problem_under(alternative.plan, Profile(alternative.profile), decisions_of(alternative))


def proof_under(alternative: PlanAlternative, decisions: Decisions) -> dict[str, Any]:
    """Return what is proven about an alternative under some decisions; `bound` is None where nothing holds any more.

    A bound holds as long as the same enterprises take part and no restriction was lifted under which it was found.
    """
    computed = alternative.computed["report"]
    proofs = [decisions.proof] if decisions.proof else []
    under = {key: alternative.computed.get(key, []) for key in ("left_out", "under")}
    proofs.append({**{key: computed[key] for key in ("bound", "ended", "seconds")}, **under})
    for proof in proofs:
        if sorted(proof["left_out"]) == sorted(decisions.left_out) and set(proof["under"]) <= decisions.restrictions:
            return {key: proof[key] for key in ("bound", "ended", "seconds")}
    return {"bound": None, "ended": proofs[0]["ended"], "seconds": proofs[0]["seconds"]}
