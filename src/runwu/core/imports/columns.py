"""The columns of a sheet as the page shows them (列对应)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from runwu.core.imports.editing import mapping_of
from runwu.core.models import ImportBatch
from runwu.core.workbooks import By, ColumnMatch

_HOW: dict[By, str | Promise] = {
    By.NAME: _("同名"),
    By.SYNONYM: _("同义词"),
    By.REMEMBERED: _("上次的指认"),
    By.CHOSEN: _("你的指认"),
    By.GUESS: _("可能是，请确认"),
    By.NONE: _("没有认出"),
}


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column of the sheet: its heading, some of its values, what it was taken for."""

    letter: str
    heading: str
    samples: str
    key: str
    title: str
    how: str | Promise
    asks: bool


@dataclass(frozen=True, slots=True)
class ColumnsView:
    """All columns, those to ask about first."""

    asked: tuple[ColumnView, ...]
    settled: tuple[ColumnView, ...]
    missing: tuple[str, ...]
    doubled: tuple[str, ...]
    offered: tuple[tuple[str, str], ...]

    @property
    def all(self) -> tuple[ColumnView, ...]:
        """Every column, those to ask about first."""
        return (*self.asked, *self.settled)


def columns_view(batch: ImportBatch) -> ColumnsView:
    """Return the columns of a batch as the page shows them."""
    mapping = mapping_of(batch)
    doubled = mapping.conflicts
    asks = [match for match in mapping.matches if _asks(match, doubled)]
    others = [match for match in mapping.matches if not _asks(match, doubled)]
    titles = {spec.key: spec.title for spec in mapping.specs}
    return ColumnsView(
        asked=tuple(_view(match, titles, asks=True) for match in asks),
        settled=tuple(_view(match, titles, asks=False) for match in others),
        missing=tuple(spec.title for spec in mapping.missing),
        doubled=tuple(titles[key] for key in doubled),
        offered=tuple((spec.key, spec.title) for spec in mapping.specs),
    )


def _asks(match: ColumnMatch, doubled: Mapping[str, object]) -> bool:
    return match.needs_confirmation or match.by is By.NONE or match.key in doubled


def _view(match: ColumnMatch, titles: dict[str, str], *, asks: bool) -> ColumnView:
    samples = "、".join(sample[:16] for sample in match.heading.samples[:3])
    return ColumnView(
        letter=match.heading.letter,
        heading=match.heading.text or _("（%s 列，没有表头）") % match.heading.letter,
        samples=samples,
        key=match.key or "",
        title=titles.get(match.key or "", ""),
        how=_HOW[match.by],
        asks=asks,
    )
