"""May an application go online at all (应用程序能否上线)."""

from __future__ import annotations

from collections.abc import Iterable

from runwu.rules.codes import Code
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, combine, due, refuse


class Level(Code):
    """At which level a unit stands (单位层级)."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    BELOW_COUNTY = "below_county"


class Clearance(Code):
    """What comes before going online (上线前的手续)."""

    APPROVED = "approved"
    FILED = "filed"


@reads("quiet.lowest_builders", "quiet.before_going_online", "quiet.complaint_channel")
def may_go_online(level: Level, done: Iterable[Clearance], *, complaints: bool, book: Rulebook) -> Verdict:
    """Say whether a unit may put an application for its staff online (能否上线).

    REFUSED below the county and without approval and filing; DUE where nobody can complain in it.
    Source: 国办函〔2026〕12号; 防治指尖形式主义意见.

    >>> from datetime import date
    >>> may_go_online(Level.BELOW_COUNTY, Clearance, complaints=True, book=Rulebook(on=date(2026, 11, 23))).title
    '县级以下单位不得自行建设'
    """
    level = Level(level)
    cleared = {Clearance(step) for step in done}
    return combine([_builder(level, book), _cleared(cleared, book), _heard(complaints, book)])


def _builder(level: Level, book: Rulebook) -> Verdict:
    reasons = [book.reason("quiet.lowest_builders")]
    if level in book.names("quiet.lowest_builders"):
        return allow("可以上线", reasons=reasons)
    return refuse("县级以下单位不得自行建设", reasons=reasons, now=["使用上级统一建设的应用程序"])


def _cleared(done: set[Clearance], book: Rulebook) -> Verdict:
    labels = dict(book.parameter("quiet.before_going_online").labels)
    missing = [labels[step] for step in book.names("quiet.before_going_online") if step not in done]
    reasons = [book.reason("quiet.before_going_online")]
    if not missing:
        return allow("可以上线", reasons=reasons)
    return refuse(
        "还不能上线", happened=f"还没有{'、'.join(missing)}", reasons=reasons, now=[f"先办{step}" for step in missing]
    )


def _heard(complaints: bool, book: Rulebook) -> Verdict:
    reasons = [book.reason("quiet.complaint_channel")]
    if complaints:
        return allow("可以上线", reasons=reasons)
    return due("应当提供投诉和建议的入口", reasons=reasons, now=["开通投诉和建议的入口"])
