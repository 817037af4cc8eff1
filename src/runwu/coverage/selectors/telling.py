"""What a plan changes against today, sorted by whom it has to be told (要告知谁)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from runwu.coverage.selectors.reviews import AlternativeReview


@dataclass(slots=True)
class Told:
    """Somebody who has to be told, and of what."""

    name: str
    words: list[str] = field(default_factory=list)


def to_tell(review: AlternativeReview) -> list[Told]:
    """Return whom to tell: every enterprise that is placed anew, the branch it leaves, the one that takes it in."""
    found: dict[str, Told] = {}
    for change in review.report["changes"]:
        _tell(found, review, change)
    return sorted(found.values(), key=lambda told: told.name)


def _tell(found: dict[str, Told], review: AlternativeReview, change: Mapping[str, str | None]) -> None:
    unit, host, today = str(change["unit"]), change["host"], change["today"]
    name = review.names[unit]
    then = review.names[host] if host else _("大党委兜底")
    new = host in {group.host for group in review.groups if group.kind == "new"}
    place = _("以%(name)s牵头的联合党支部") % {"name": then} if new else then
    if today:
        before = review.names.today.get(today, "—")
        _add(found, name, _("由%(before)s改到%(place)s") % {"before": before, "place": place})
        _add(found, before, _("%(name)s改到%(place)s") % {"name": name, "place": place})
    else:
        _add(found, name, _("编入%(place)s") % {"place": place})
    if host and host != unit:
        _add(found, then, _("%(name)s编入") % {"name": name} if new else _("吸纳%(name)s") % {"name": name})


def _add(found: dict[str, Told], name: str, words: str) -> None:
    found.setdefault(name, Told(name)).words.append(words)
