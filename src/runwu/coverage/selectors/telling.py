"""What a plan changes against today, sorted by whom it has to be told (要告知谁)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from runwu.coverage.selectors.reviews import AlternativeReview


@dataclass(slots=True)
class Told:
    """An enterprise or a branch that has to be told, by its public id, and of what."""

    id: str
    name: str
    words: list[str] = field(default_factory=list)


def to_tell(review: AlternativeReview) -> list[Told]:
    """Return whom to tell: every enterprise that is placed anew, the branch it leaves, the one that takes it in.

    An enterprise that ought to form its own branch is told as well. Two of one short name stay two; beside each stands
    where it is.
    """
    sheet = _Sheet(review)
    for unit in review.forming_own:
        sheet.add(str(unit["id"]), _("正式党员已够，应当单独成立党支部，采纳时一并上报"))
    for change in review.report["changes"]:
        sheet.tell(change)
    return sheet.rows()


class _Sheet:
    """Collects what everybody has to be told, keyed by enterprise or organisation, never by a name."""

    def __init__(self, review: AlternativeReview) -> None:
        self.review = review
        self.kinds = {group.host: group.kind for group in review.groups}
        self.own = {str(unit["id"]) for unit in review.forming_own}
        self.found: dict[str, Told] = {}

    def add(self, key: str, words: str) -> None:
        self.found.setdefault(key, Told(key, self.review.names[key])).words.append(words)

    def tell(self, change: Mapping[str, str | None]) -> None:
        unit, host, today = str(change["unit"]), change["host"], change["today"]
        name, place = self.review.names[unit], self._place(host)
        if today:
            before = self.review.names.today.get(today, "—")
            self.add(unit, _("由%(before)s改到%(place)s") % {"before": before, "place": place})
            self.add(today, _("%(name)s改到%(place)s") % {"name": name, "place": place})
        else:
            self.add(unit, _("编入%(place)s") % {"place": place})
        if host and host != unit:
            is_new = self.kinds.get(host) == "new"
            self.add(host, _("%(name)s编入") % {"name": name} if is_new else _("吸纳%(name)s") % {"name": name})

    def _place(self, host: str | None) -> str:
        """Name the branch that an enterprise comes to, not the firm that it stands at."""
        if host is None:
            return _("大党委兜底")
        name = self.review.names[host]
        if self.kinds.get(host) == "new":
            return _("以%(name)s牵头的联合党支部") % {"name": name}
        if host in self.own:
            return _("%(name)s单独成立的党支部") % {"name": name}
        return _("%(name)s的党支部") % {"name": name} if host in self.review.names.units else name

    def rows(self) -> list[Told]:
        """Return everybody by name; who shares a name with another carries the building or grid cell."""
        named = Counter(told.name for told in self.found.values())
        rows = [self._apart(told) if named[told.name] > 1 else told for told in self.found.values()]
        return sorted(rows, key=lambda told: (told.name, told.id))

    def _apart(self, told: Told) -> Told:
        known = self.review.names.units.get(told.id) or self.review.names.branches.get(told.id) or {}
        where = known.get("building") or known.get("grid")
        return replace(told, name=f"{told.name}（{where}）") if where else told
