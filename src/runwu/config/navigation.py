"""The menu as data: which entry, under which heading, for which capability."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy

from runwu.core.scope import Capability, Scope

Label = str | Promise
Held = tuple[frozenset[Capability], bool]
"""What an account may do, and whether it belongs to a person."""
_OF_FIRMS = frozenset({Capability.SEE_ENTERPRISES, Capability.VISIT})


@dataclass(frozen=True, slots=True)
class Entry:
    """One menu entry; without a capability everybody signed in has it."""

    label: Label
    view: str
    icon: str
    capability: Capability | None = None
    phone: bool = False
    own: bool = False  # for accounts that belong to a person
    office: bool = False  # for whoever does more than read and visit single firms


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and its entries."""

    label: Label
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A menu entry as a page shows it."""

    label: Label
    url: str
    icon: str
    current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """A heading and its links as a page shows them."""

    label: Label
    items: tuple[Link, ...]


def _word(words: str) -> str | Promise:
    """Return a word of the menu: English here, even where the page behind it is Chinese."""
    return pgettext_lazy("menu", words)


MENU: tuple[Group, ...] = (
    Group(
        "",
        (
            Entry(_word("今天"), "workbench:home", "home", phone=True),
            Entry(_word("谁能看到我"), "me:page", "eye", own=True),
            Entry(_word("我的党费"), "own-dues:page", "file-text", own=True),
        ),
    ),
    Group(
        _word("园区"),
        (
            Entry(_word("园区看板"), "reports:board", "map-pin", Capability.SEE_COVERAGE, phone=True),
            Entry(_word("区域看板"), "reports:area", "map-2", Capability.SEE_COVERAGE),
            Entry(_word("产业链与行业"), "reports:groups", "git-branch", Capability.SEE_COVERAGE),
            Entry(_word("走访"), "coverage:visits", "walk", Capability.VISIT, phone=True),
            Entry(_word("企业"), "enterprises:list", "building-factory", Capability.SEE_ENTERPRISES, phone=True),
            Entry(_word("新就业群体站点"), "enterprises:stations", "map-pin", Capability.EDIT_ENTERPRISES),
        ),
    ),
    Group(
        _word("组织"),
        (
            Entry(_word("组织"), "organizations:tree", "sitemap", Capability.SEE_ORGANIZATIONS, phone=True),
            Entry(_word("党员"), "members:list", "users", Capability.SEE_MEMBERS),
            Entry(_word("党员结构"), "reports:structure", "chart-line", Capability.SEE_MEMBERS),
            Entry(_word("身份变动"), "members:standing", "user-check", Capability.EDIT_MEMBERS),
            Entry(_word("流动党员"), "members:floating", "map-2", Capability.SEE_MEMBERS),
            Entry(_word("双报到"), "members:check-ins", "buildings", Capability.SEE_MEMBERS),
            Entry(_word("自愿名单"), "members:voluntary-lists", "list-check", Capability.TRANSFER_MEMBERS),
            Entry(_word("组织关系转接"), "members:transfers", "send", Capability.SEE_MEMBERS),
            Entry(_word("时点数"), "reports:frozen", "calendar-event", Capability.SEE_MEMBERS),
            Entry(_word("党费"), "dues:home", "briefcase", Capability.SEE_DUES, phone=True),
            Entry(_word("党费交纳情况"), "dues:overview", "briefcase", Capability.SEE_DUES_STATE),
            Entry(_word("覆盖与组建"), "coverage:plans", "route", Capability.PLAN),
            Entry(_word("工作覆盖清单"), "coverage:light-plans", "list-check", Capability.SEE_COVERAGE),
            Entry(_word("指导员安排"), "coverage:contacts", "user-check", Capability.PLAN),
            Entry(_word("兜底事项"), "coverage:duties", "table", Capability.PLAN),
            Entry(_word("空壳核查"), "coverage:shells", "clipboard-check", Capability.EDIT_ENTERPRISES),
        ),
    ),
    Group(
        _word("管理"),
        (
            Entry(_word("导入"), "imports:list", "file-import", Capability.IMPORT),
            Entry(_word("法定名册对账"), "members:reconciliations", "files", Capability.IMPORT),
            Entry(_word("信息提供登记簿"), "members:provisions", "clipboard-check", Capability.EDIT_MEMBERS),
            Entry(_word("停止处理的记录"), "members:frozen", "player-pause", Capability.TRANSFER_MEMBERS),
            Entry(_word("疑似重复"), "members:duplicates", "users", Capability.EDIT_MEMBERS),
            Entry(_word("影响评估"), "reports:assessments", "shield-lock", Capability.SET_RULES),
            Entry(_word("依据"), "rules:list", "book"),
            Entry(_word("操作日志"), "audit:list", "history", Capability.SEE_AUDIT),
            Entry(_word("后台任务"), "jobs:list", "progress", office=True),
            Entry(_word("设置"), "settings:home", "settings"),
        ),
    ),
)


def _links(entries: tuple[Entry, ...], held: Held, here: str) -> Iterator[Link]:
    capabilities, is_person = held
    for entry in entries:
        if entry.capability is not None and entry.capability not in capabilities:
            continue
        if (entry.own and not is_person) or (entry.office and capabilities <= _OF_FIRMS):
            continue
        url = _address(entry)
        if url:
            yield Link(str(entry.label), url, entry.icon, current=url == here)


def _address(entry: Entry) -> str:
    try:
        return reverse(entry.view)
    except NoReverseMatch:
        return ""


@lru_cache(maxsize=1024)
def _nearest(path: str) -> str:
    """Return the address of the entry that a page belongs to: the longest one that its own begins with."""
    addresses = (_address(entry) for group in MENU for entry in group.entries)
    found = (url for url in addresses if path == url or (url not in ("", "/") and path.startswith(url)))
    return max(found, key=len, default="")


def menu(scope: Scope, path: str) -> tuple[LinkGroup, ...]:
    """Return the menu of a scope, empty groups left out."""
    return _menu(_held(scope), _nearest(path), get_language())


def phone_bar(scope: Scope, path: str) -> tuple[Link, ...]:
    """Return up to four entries for the bar at the foot of a phone."""
    return _phone_bar(_held(scope), _nearest(path), get_language())


def _held(scope: Scope) -> Held:
    capabilities = frozenset[Capability]().union(*(grant.capabilities for grant in scope.grants))
    return capabilities, scope.person_id is not None


# The same few menus serve every request: by what somebody may do, where the page stands, and the language.
@lru_cache(maxsize=512)
def _menu(held: Held, here: str, _language: str | None) -> tuple[LinkGroup, ...]:
    groups = (LinkGroup(str(group.label), tuple(_links(group.entries, held, here))) for group in MENU)
    return tuple(group for group in groups if group.items)


@lru_cache(maxsize=512)
def _phone_bar(held: Held, here: str, _language: str | None) -> tuple[Link, ...]:
    links = tuple(_links(tuple(entry for group in MENU for entry in group.entries if entry.phone), held, here))
    if len(links) >= 4:
        return links[:4]
    others = tuple(entry for group in MENU for entry in group.entries if not entry.phone)
    return (*links, *_links(others, held, here))[:4]
