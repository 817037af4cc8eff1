"""What a row tells of an instructor for assignments (安排条件): start, trades, languages, how many enterprises."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.translation import gettext as _

from runwu.core.imports import FieldChange, ImportRow, Remark
from runwu.core.imports.rows import warning
from runwu.coverage.choices import Language
from runwu.coverage.models import ContactProfile
from runwu.enterprises.models import Chain, GridCell, Park
from runwu.members.imports.names import folded
from runwu.people.models import Person

T = TypeVar("T")
_BETWEEN = re.compile(r"[、,，;；/\s]+")
_MOST = range(1, 501)  # as the form of a profile allows
_OWN = {"中文", "汉语", "普通话", "国语"}  # everybody works in it
LABELS = {"grid": "常驻网格", "chains": "熟悉的产业链", "languages": "工作语言", "most": "最多联系"}


def _languages() -> dict[str, str]:
    """Return the codes of languages by what sheets call them: 英语, 英文, en."""
    found: dict[str, str] = {}
    for code, label in Language.choices:
        name = str(label)
        found |= {folded(name): code, folded(name.removesuffix("语") + "文"): code, folded(code): code}
    return found


@dataclass(slots=True)
class Profiles:
    """The places and trades that a row may name, and what is known of each person already."""

    grids: Mapping[str, GridCell] = field(default_factory=dict)
    chains: Mapping[str, Chain] = field(default_factory=dict)
    known: Mapping[int, ContactProfile] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=_languages)

    def of(self, person: Person) -> ContactProfile:
        """Return what is known of somebody; an empty profile where nothing is."""
        return self.known.get(person.pk) or ContactProfile(person=person)

    def chains_of(self, profile: ContactProfile) -> list[Chain]:
        """Return the trades of a profile, by name. No query: they were read with it."""
        return sorted(profile.chains.all(), key=lambda chain: chain.name) if profile.pk else []


def load_profiles(park: Park, people: Collection[Person]) -> Profiles:
    """Return what rows of a park may name, and the profiles of its people. Four queries."""
    rows = ContactProfile.objects.filter(person__in=people).select_related("grid").prefetch_related("chains")
    return Profiles(
        grids={folded(grid.name): grid for grid in GridCell.objects.filter(park=park)},
        chains={folded(chain.name): chain for chain in Chain.objects.all()},
        known={row.person_id: row for row in rows},
    )


@dataclass(slots=True)
class Told:
    """What a row tells of a profile, as far as it could be read; None and empty leave what is known."""

    grid: GridCell | None = None
    chains: Sequence[Chain] = ()
    languages: Sequence[str] = ()
    most: int | None = None
    remarks: list[Remark] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        """Whether the row tells anything at all."""
        return bool(self.grid or self.chains or self.languages or self.most)


def read_profile(row: ImportRow, profiles: Profiles) -> Told:
    """Read the columns on assignments of a row; what is not known is left out and said."""
    told = Told()
    if row.text("grid"):
        told.grid = profiles.grids.get(folded(row.text("grid")))
        if told.grid is None:
            told.remarks.append(_unknown("grid", row.text("grid"), _("请先在园区里登记这个网格。")))
    told.chains = list(_each(row, "chains", profiles.chains, told.remarks, _("请先在企业台账里用到这条产业链。")))
    codes = _each(row, "languages", profiles.languages, told.remarks, _("请从语言清单里选。"), skip=_OWN)
    told.languages = sorted(set(codes))
    most = row.values.get("most")
    if isinstance(most, int) and most not in _MOST:
        words = _("最多联系几家要在 %(least)s 到 %(most)s 之间，") % {"least": _MOST[0], "most": _MOST[-1]}
        told.remarks.append(warning("most", words, _("这一格不写入。"), key="most"))
    elif isinstance(most, int):
        told.most = most
    return told


def _each(
    row: ImportRow,
    key: str,
    known: Mapping[str, T],
    remarks: list[Remark],
    now: str,
    *,
    skip: Collection[str] = (),
) -> Iterator[T]:
    for name in filter(None, _BETWEEN.split(row.text(key))):
        found = known.get(folded(name))
        if found is not None:
            yield found
        elif name not in skip:
            remarks.append(_unknown(key, name, now))


def _unknown(key: str, name: str, now: str) -> Remark:
    return warning("unknown", _("没有认出“%(name)s”，这一项不写入。") % {"name": name}, now, key=key)


def profile_changes(told: Told, profile: ContactProfile, profiles: Profiles) -> Iterator[FieldChange]:
    """Yield what a row changes of a profile."""
    names = {code: str(label) for code, label in Language.choices}
    before = profiles.chains_of(profile)
    if told.grid and told.grid.pk != profile.grid_id:
        yield FieldChange(LABELS["grid"], profile.grid.name if profile.grid else "", told.grid.name)
    if told.chains and {chain.pk for chain in told.chains} != {chain.pk for chain in before}:
        after = sorted(chain.name for chain in told.chains)
        yield FieldChange(LABELS["chains"], "、".join(chain.name for chain in before), "、".join(after))
    if told.languages and list(told.languages) != sorted(profile.languages):
        old = "、".join(names.get(code, code) for code in sorted(profile.languages))
        yield FieldChange(LABELS["languages"], old, "、".join(names[code] for code in told.languages))
    if told.most and told.most != profile.most:
        yield FieldChange(LABELS["most"], str(profile.most or ""), str(told.most))


def write_profiles(told: Sequence[tuple[Person, Told]], profiles: Profiles) -> None:
    """Write what rows tell of people who are stored already: three statements and one for the trades."""
    rows = [(profiles.of(person), one) for person, one in told if one.says_something]
    for profile, one in rows:
        profile.grid = one.grid or profile.grid
        profile.languages = list(one.languages) or profile.languages
        profile.most = one.most or profile.most
    new = [profile for profile, _one in rows if profile.pk is None]
    old = [profile for profile, _one in rows if profile.pk is not None]
    ContactProfile.objects.bulk_create(new, batch_size=500)
    ContactProfile.objects.bulk_update(old, ["grid", "languages", "most"], batch_size=500)
    _write_chains([(profile, one.chains) for profile, one in rows if one.chains])


def _write_chains(rows: Sequence[tuple[ContactProfile, Sequence[Chain]]]) -> None:
    through = ContactProfile.chains.through
    through.objects.filter(contactprofile__in=[profile for profile, _chains in rows]).delete()
    through.objects.bulk_create(
        [
            through(contactprofile=profile, chain=chain)
            for profile, chains in rows
            for chain in {one.pk: one for one in chains}.values()
        ],
        batch_size=500,
    )
