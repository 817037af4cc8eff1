"""Start of the rules library beside a bare interpreter and beside the standard modules that it is made of.

Run `python benchmarks/rules_start.py [rounds]`: every statement in fresh interpreters, in turn, so that a busy
machine hurts all alike. Prints the median milliseconds and two ratios: to `pass`, and to the standard modules.
"""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median

ANSWER = (
    "from datetime import date; from runwu.rules import Rulebook, formation; "
    "formation.may_form_branch(formation.MemberCounts(full=3), book=Rulebook(on=date(2026, 11, 23)))"
)
STATEMENTS = {
    "python -c pass": "pass",
    "import json, tomllib, dataclasses, decimal, enum": "import json, tomllib, dataclasses, decimal, enum",
    "import runwu.rules": "import runwu.rules",
    "the first answer of a rule": ANSWER,
    "every rule and its parameters": "from runwu.rules import registry, packaged_parameters; registry.rules(); packaged_parameters()",
}


def milliseconds(statement: str) -> float:
    """Run a statement in a fresh interpreter."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return 1000 * (time.perf_counter() - began)


def main(rounds: int) -> None:
    """Warm the byte code up once, then measure in turn and print the table."""
    measured: dict[str, list[float]] = {name: [] for name in STATEMENTS}
    for turn in range(rounds + 1):
        for name, statement in STATEMENTS.items():
            taken = milliseconds(statement)
            if turn:
                measured[name].append(taken)
    bare, standard = (median(measured[name]) for name in list(STATEMENTS)[:2])
    print(f"{'':<50}{'ms':>8}{'× pass':>9}{'× standard':>12}")
    for name, times in measured.items():
        print(f"{name:<50}{median(times):>8.1f}{median(times) / bare:>9.2f}{median(times) / standard:>12.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
