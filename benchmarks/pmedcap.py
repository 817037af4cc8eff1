"""Capacitated p-median instances of OR-Library against their published optima.

Run `python benchmarks/pmedcap.py --data DIR [--seconds 15]`; DIR holds files in OR-Library's format, one instance each,
headed by its number and published optimum.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from runwu.planning.capacitated_median import read_orlib, solve_medians


def main() -> None:
    """Print cost, published optimum, bound and seconds of every instance."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with the instances")
    parser.add_argument("--seconds", type=float, default=15.0)
    arguments = parser.parse_args()
    if arguments.data is None:
        print("pmedcap: left out, no --data DIR given")
        return
    print(f"{'instance':<16}{'n':>5}{'p':>4}{'cost':>7}{'optimum':>9}{'over %':>8}{'bound':>7}{'seconds':>9}{'cpu':>7}")
    for path in sorted(arguments.data.glob("*.txt")):
        problem, optimum = read_orlib(path)
        began = time.process_time()
        plan = solve_medians(problem, seconds=arguments.seconds)
        over = 100 * (plan.cost / optimum - 1)
        size = f"{path.stem:<16}{len(problem.demand):>5}{problem.medians:>4}"
        spent = f"{plan.seconds:>9.1f}{time.process_time() - began:>7.1f}"
        print(f"{size}{plan.cost:>7}{optimum:>9}{over:>8.2f}{plan.bound:>7}{spent}", flush=True)


if __name__ == "__main__":
    main()
