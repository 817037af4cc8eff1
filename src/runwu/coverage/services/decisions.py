"""What people settled about an alternative (人工决定): locks, fixed places, pairs, who takes no part, letters, proof."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from runwu.coverage.choices import Profile
from runwu.coverage.models import FormationPlan, PlanAlternative
from runwu.planning.joint_branches.arrangements import Forced, Lock
from runwu.planning.joint_branches.cost import Assignment
from runwu.planning.joint_branches.instance import problem_from_document
from runwu.planning.joint_branches.problem import NEAR, SAME_CHAIN, STABLE, Pair, Problem, with_profile

PROFILE_NAMES = {Profile.NEAR: NEAR, Profile.CHAIN: SAME_CHAIN, Profile.STABLE: STABLE}
Lettered = Mapping[str, tuple[str, tuple[str, ...]]]
"""Every letter that an alternative ever used: {letter: (host, units) as last seen}."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a computation of the rest has to leave as it is; ids are the planner's.

    locked: hosts of groups that nobody joins or leaves; placed: {unit: host that a person chose}; caught and left_out:
    {unit: why}; pairs: beside those recorded for the park; proof: bound, end and seconds of the latest computation
    around the decisions, with the decisions it held under.
    """

    locked: tuple[str, ...] = ()
    placed: Mapping[str, str] = field(default_factory=dict)
    caught: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    pairs: tuple[Pair, ...] = ()
    letters: Lettered = field(default_factory=dict)
    proof: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Decisions":
        """Read what `document` wrote."""
        return cls(
            locked=tuple(document.get("locked", ())),
            placed=document.get("placed", {}),
            caught=document.get("caught", {}),
            left_out=document.get("left_out", {}),
            pairs=tuple(Pair(**pair) for pair in document.get("pairs", ())),
            letters={key: (host, tuple(units)) for key, (host, units) in document.get("letters", {}).items()},
            proof=document.get("proof", {}),
        )

    def document(self) -> dict[str, Any]:
        """Write the decisions as JSON."""
        return {
            "locked": list(self.locked),
            "placed": dict(self.placed),
            "caught": dict(self.caught),
            "left_out": dict(self.left_out),
            "pairs": [asdict(pair) for pair in self.pairs],
            "letters": {key: [host, list(units)] for key, (host, units) in self.letters.items()},
            "proof": dict(self.proof),
        }

    @property
    def restrictions(self) -> frozenset[str]:
        """Name everything that makes plans dearer, so that a bound under fewer of them still holds."""
        return frozenset(
            [f"locked {host} {' '.join(sorted(self._units_at(host)))}" for host in self.locked]
            + [f"placed {unit} {host}" for unit, host in self.placed.items()]
            + [f"caught {unit}" for unit in self.caught]
            + [f"{pair.kind} {' '.join(sorted((pair.a, pair.b)))}" for pair in self.pairs]
        )

    def _units_at(self, host: str) -> tuple[str, ...]:
        return next((units for led_by, units in self.letters.values() if led_by == host), ())

    def locks(self, placed: Mapping[str, Sequence[str]]) -> tuple[Lock, ...]:
        """Return the locked groups as they stand, from the units placed at each host."""
        return tuple(Lock(host, tuple(placed[host])) for host in self.locked if host in placed)

    def forced(self, assignment: Assignment) -> tuple[Forced, ...]:
        """Return the fixed places outside of locked groups."""
        inside = {unit for unit, host in assignment.items() if host in self.locked}
        placed = [Forced(unit, host) for unit, host in self.placed.items() if unit not in inside]
        return (*placed, *(Forced(unit, None) for unit in self.caught))

    def without(self, unit: str) -> "Decisions":
        """Forget where a person wanted an enterprise, so that it is settled anew or not at all."""
        placed = {key: host for key, host in self.placed.items() if key != unit}
        caught = {key: why for key, why in self.caught.items() if key != unit}
        return replace(self, placed=placed, caught=caught)


def decisions_of(alternative: PlanAlternative) -> Decisions:
    """Return what people settled about an alternative."""
    return Decisions.of(alternative.decided)


def problem_under(plan: FormationPlan, profile: Profile, decisions: Decisions) -> Problem:
    """Return a plan's facts as the problem that is left to solve: without who takes no part, with added pairs."""
    problem = with_profile(problem_from_document(plan.instance), PROFILE_NAMES[profile])
    out = decisions.left_out
    pairs = (*problem.pairs, *decisions.pairs)
    return replace(
        problem,
        units=tuple(unit for unit in problem.units if unit.id not in out),
        pairs=tuple(pair for pair in pairs if pair.a not in out and pair.b not in out),
    )


def problem_of(alternative: PlanAlternative) -> Problem:
    """Return the problem of an alternative as it stands after everything that people settled."""
    return problem_under(alternative.plan, Profile(alternative.profile), decisions_of(alternative))


def proof_under(alternative: PlanAlternative, decisions: Decisions) -> dict[str, Any]:
    """Return what is proven about an alternative under some decisions; `bound` is None where nothing holds any more.

    A bound holds as long as the same enterprises take part and no restriction was lifted under which it was found.
    """
    computed = alternative.computed["report"]
    proofs = [decisions.proof] if decisions.proof else []
    proofs.append({**{key: computed[key] for key in ("bound", "ended", "seconds")}, "left_out": [], "under": []})
    for proof in proofs:
        if sorted(proof["left_out"]) == sorted(decisions.left_out) and set(proof["under"]) <= decisions.restrictions:
            return {key: proof[key] for key in ("bound", "ended", "seconds")}
    return {"bound": None, "ended": proofs[0]["ended"], "seconds": proofs[0]["seconds"]}
