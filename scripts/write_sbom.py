"""Write the list of parts of a release (软件物料清单, CycloneDX 1.6), from the locks of Python and of the front end.

Hashes come from the locks, licenses from the installed packages. The same locks give the same bytes.
Usage: write_sbom.py FOLDER
"""

import base64
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
Component = dict[str, Any]


def python_parts() -> Component:
    """Return the list that cyclonedx-bom makes of the Python lock."""
    words = ["requirements", "requirements/runwu.txt", "--pyproject", "pyproject.toml", "--output-reproducible"]
    command = [sys.executable, "-W", "ignore", "-m", "cyclonedx_py", *words, "--sv", "1.6", "--of", "JSON"]
    found: Component = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    return found


def licensed(component: Component) -> Component:
    """Add the license that the installed package states."""
    try:
        stated = metadata(component["name"])
    except PackageNotFoundError:  # a package of another platform
        return component
    if expression := stated.get("License-Expression"):
        return {**component, "licenses": [{"expression": expression}]}
    names = [line.rpartition(" :: ")[2] for line in stated.get_all("Classifier", []) if line.startswith("License ::")]
    names = names or [line for line in stated.get_all("License", []) if len(line) < 60]
    return {**component, "licenses": [{"license": {"name": name}} for name in names]} if names else component


def front_end_parts() -> Iterator[Component]:
    """Yield what of npm reaches the pages: the packages that are not for development alone."""
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    for place, package in lock["packages"].items():
        if place and not package.get("dev"):
            yield _npm_component(place.removeprefix("node_modules/"), package)


def _npm_component(name: str, package: dict[str, Any]) -> Component:
    address = f"pkg:npm/{name.replace('@', '%40')}@{package['version']}"
    digest = base64.b64decode(package["integrity"].removeprefix("sha512-")).hex()
    return {
        "type": "library",
        "bom-ref": address,
        "name": name,
        "version": package["version"],
        "purl": address,
        "licenses": [{"license": {"id": package["license"]}}],
        "hashes": [{"alg": "SHA-512", "content": digest}],
    }


def bill_of_materials() -> Component:
    """Return the whole list."""
    bill = python_parts()
    named = [licensed({key: one[key] for key in one if key != "description"}) for one in bill["components"]]
    bill["components"] = [*named, *front_end_parts()]
    return bill


def main(folder: str) -> int:
    """Write `runwu-VERSION.cdx.json` into the folder."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bill = bill_of_materials()
    target = Path(folder) / f"runwu-{project['version']}.cdx.json"
    target.write_text(json.dumps(bill, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{target.name}: {len(bill['components'])} parts")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
