"""Where templates are found: the folders that apps registered, then the installation's own."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from runwu.core.journeys.model import Deadline, Paper, Step, Template, TemplateError

_folders: list[Path] = []


def register_folder(folder: Path) -> None:
    """Register a folder of templates; called from an app's `ready()`."""
    if folder not in _folders:
        _folders.append(folder)
        _catalogue.cache_clear()


def find_template(key: str, version: str = "") -> Template:
    """Return a template by its key, the latest version unless one is named (流程模板).

    Raises LookupError when there is none, TemplateError when a file can't be followed.
    """
    found = [template for template in _catalogue(_own_folder()) if template.key == key]
    wanted = [template for template in found if not version or template.version == version]
    if not wanted:
        raise LookupError(f"{key} {version}".strip())
    return max(wanted, key=lambda template: template.version)


def _own_folder() -> str:
    return str(getattr(settings, "RUNWU_JOURNEYS", "") or "")


@cache
def _catalogue(own: str) -> tuple[Template, ...]:
    """Read all templates; a later folder replaces a template of the same key and version."""
    found: dict[tuple[str, str], Template] = {}
    for folder in [*_folders, *([Path(own)] if own else [])]:
        for file in sorted(folder.glob("*.toml")):
            template = read_template(file)
            found[template.key, template.version] = template
    return tuple(found.values())


def read_template(file: Path) -> Template:
    """Read one template from TOML and check that its steps hang together."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        template = Template(
            key=content["key"],
            version=str(content["version"]),
            title=content["title"],
            steps=tuple(_step(entry) for entry in content["step"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise TemplateError(f"{file.name}：模板读不出来（{error}）。请对照随附模板检查。") from error
    _check(template, file.name)
    return template


def _step(entry: Mapping[str, Any]) -> Step:
    values = dict(entry)
    latest = values.pop("latest", None)
    papers = values.pop("papers", ())
    return Step(
        **values,
        latest=Deadline(**latest) if latest else None,
        papers=tuple(Paper(**paper) if isinstance(paper, dict) else Paper(title=paper) for paper in papers),
    )


def _check(template: Template, name: str) -> None:
    seen: set[str] = set()
    for step in template.steps:
        if step.key in seen:
            raise TemplateError(f"{name}：步骤 {step.key} 出现了两次。请改用不同的代号。")
        for before in (step.after, step.latest.after if step.latest else ""):
            if before and before not in seen:
                raise TemplateError(f"{name}：步骤 {step.key} 排在 {before} 之后，但前面没有这一步。请调整顺序。")
        seen.add(step.key)
