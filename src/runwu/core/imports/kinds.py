"""What can be imported (导入的种类): each app registers its own from `<app>/imports/`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from runwu.core.imports.blocks import RowBlock
from runwu.core.imports.rows import ImportRow, RowReport
from runwu.core.models import RowOutcome
from runwu.core.scope import Scope
from runwu.core.workbooks import ColumnSpec

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Place:
    """Where the rows belong: a park, by its public id."""

    public_id: UUID
    label: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of an option."""

    value: str
    label: Words


@dataclass(frozen=True, slots=True)
class ImportOption:
    """Something asked once per upload (the system of coordinates); the first choice is the default.

    Where `named` is the value of a choice, whoever takes it writes down what it is called; the name is kept under
    `name_key`.
    """

    key: str
    label: Words
    choices: tuple[Choice, ...]
    help: Words = ""
    named: str = ""
    name_label: Words = ""

    @property
    def name_key(self) -> str:
        """Return under which key the name of the `named` choice is kept."""
        return f"{self.key}_name"

    def chosen(self, options: Mapping[str, str]) -> str:
        """Return the value that was chosen, the default where there is none."""
        known = {choice.value for choice in self.choices}
        value = options.get(self.key, "")
        return value if value in known else self.choices[0].value

    def name(self, options: Mapping[str, str]) -> str:
        """Return the name that was written down for the `named` choice, "" for any other."""
        return options.get(self.name_key, "") if self.named and self.chosen(options) == self.named else ""

    def words(self, options: Mapping[str, str]) -> str:
        """Return the answer as a person reads it."""
        chosen = self.chosen(options)
        return self.name(options) or str(next(one.label for one in self.choices if one.value == chosen))


@dataclass(frozen=True, slots=True)
class NextStep:
    """Where to go on after an import: words and the address's name with its arguments."""

    label: Words
    url_name: str
    args: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """The address."""
        return reverse(self.url_name, args=self.args)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportContext:
    """What a checker and a writer know: the batch, where and for which day, the source's title, who uploads.

    `scope` is what the uploader reaches today; nobody is shown or written beyond it. `writes` tells a checker that
    what it finds is written next, so that it may keep it.
    """

    batch: UUID
    place: UUID
    as_of: date
    today: date
    source: str
    uploader: UUID
    scope: Scope
    options: Mapping[str, str] = field(default_factory=dict)
    writes: bool = False


class Checker(Protocol):
    """Says what rows would do. It is asked block by block in the order of the sheet and remembers what it saw."""

    def check(self, block: RowBlock) -> Sequence[RowReport]:
        """Return one report per row, in order; a fixed number of queries per call."""


class GoodRows(Protocol):
    """What a writer gets: the rows to write, and the checker that has just seen them all."""

    @property
    def checker(self) -> Checker:
        """The checker; it was made with a context that `writes`."""

    def __iter__(self) -> Iterator[ImportRow]: ...


Places = Callable[[Scope], Sequence[Place]]
ScopeOf = Callable[[UUID, date], Scope]
Writer = Callable[[ImportContext, GoodRows], Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportKind:
    """One kind of workbook: its columns, and what reads, checks and writes it.

    `write` runs inside one transaction, set-based, and returns the counts that the audit log may hold.
    `places` are those into which a scope may import; `scope_of` returns what an account reaches on a day.
    `columns_by` is the key of the option each answer of which has a set of columns of its own.
    A kind that `compares` holds rows against the register and stores what differs: nothing of the register is written,
    and rows on which both agree are registered too. `outcomes` says what its results are called, `made` where one sees
    what came of a batch ("" where nothing did).
    """

    key: str
    title: Words
    unit: Words
    specs: tuple[ColumnSpec, ...]
    places: Places
    scope_of: ScopeOf
    checker: Callable[[ImportContext], Checker]
    write: Writer
    options: tuple[ImportOption, ...] = ()
    note: Words = ""
    order: int = 0
    next_steps: tuple[NextStep, ...] = ()
    columns_by: str = ""
    day_note: Words = ""
    compares: bool = False
    outcomes: Mapping[RowOutcome, Words] = field(default_factory=dict)
    made: Callable[[UUID], str] | None = None

    @property
    def heading(self) -> str:
        """Return what is done with such a workbook."""
        return str(self.title) if self.compares else _("导入%(what)s") % {"what": self.title}

    @property
    def steps(self) -> str:
        """Return the steps of an import of this kind, as the stepper takes them."""
        return _("上传|核对|登记") if self.compares else _("上传|核对|写入")

    @property
    def written(self) -> tuple[RowOutcome, ...]:
        """Return with which outcomes rows are written."""
        good = (RowOutcome.NEW, RowOutcome.CHANGED)
        return (*good, RowOutcome.SAME) if self.compares else good

    def word(self, outcome: RowOutcome) -> str:
        """Return what a result is called."""
        return str(self.outcomes.get(outcome, outcome.label))

    @property
    def origin(self) -> ImportOption | None:
        """Return the option that says which system a workbook comes from, None where nobody asks."""
        return next((option for option in self.options if option.key == self.columns_by), None)

    @property
    def subject(self) -> str:
        """Return what a row is about: the title of its first column."""
        return self.specs[0].title

    @property
    def spec_by_key(self) -> dict[str, ColumnSpec]:
        """Return the columns by key."""
        return {spec.key: spec for spec in self.specs}


_kinds: dict[str, ImportKind] = {}


def register_kind(kind: ImportKind) -> ImportKind:
    """Register a kind; a later one of the same key replaces it."""
    _kinds[kind.key] = kind
    return kind


def kinds() -> tuple[ImportKind, ...]:
    """Return all kinds, those of every app's `imports` package included."""
    autodiscover_modules("imports")
    return tuple(sorted(_kinds.values(), key=lambda kind: kind.order))


def kind_of(key: str) -> ImportKind:
    """Return a kind. Raises LookupError."""
    found = next((kind for kind in kinds() if kind.key == key), None)
    if found is None:
        raise LookupError(key)
    return found


def kinds_for(scope: Scope) -> list[tuple[ImportKind, Sequence[Place]]]:
    """Return the kinds that a scope may import, with the places."""
    found = ((kind, kind.places(scope)) for kind in kinds())
    return [(kind, places) for kind, places in found if places]
