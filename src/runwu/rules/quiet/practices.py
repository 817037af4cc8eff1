"""The five prohibitions (五个不得) on what an application may demand."""

from __future__ import annotations

from runwu.rules.codes import Code
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, advise, allow, refuse


class Practice(Code):
    """What an application might demand or count (做法)."""

    REPEATED_REQUEST = "repeated_request"
    CHECK_IN = "check_in"
    POINTS_RANKING = "points_ranking"
    ONLINE_TIME = "online_time"
    FORCED_DOWNLOAD = "forced_download"
    INSTALL_RATE = "install_rate"
    FORCED_LOGIN = "forced_login"
    LIKES = "likes"
    FORWARDS = "forwards"
    VOTES = "votes"
    STUDY_TIME = "study_time"
    APP_USE = "app_use"
    PHOTOS = "photos"
    VIDEOS = "videos"
    SCREENSHOTS = "screenshots"
    TRACKS = "tracks"
    ADVERTISING = "advertising"
    SHOP = "shop"


_EVIDENCE = "quiet.forbidden_evidence"
_LISTS = (
    "quiet.forbidden_functions",
    "quiet.forbidden_pressure",
    "quiet.forbidden_bases",
    _EVIDENCE,
    "quiet.forbidden_business",
)


@reads(*_LISTS, "quiet.repeated_requests", "quiet.emergency_functions", "quiet.never_asked")
def may_require(practice: Practice, *, compulsory: bool = True, emergency: bool = False, book: Rulebook) -> Verdict:
    """Say whether an application may demand or count something (五个不得).

    Only check-ins, rankings and times online may serve safety and emergencies; photos, videos and
    screenshots may be offered, never demanded; tracks are not collected at all.
    Source: 国办函〔2026〕12号; before it 防治指尖形式主义意见.

    >>> from datetime import date
    >>> may_require(Practice.STUDY_TIME, book=Rulebook(on=date(2026, 11, 23))).title
    '不得要求学习时长'
    """
    practice = Practice(practice)
    if practice is Practice.REPEATED_REQUEST:
        return refuse("不得重复索要材料", reasons=[book.reason("quiet.repeated_requests")], now=["先查已经掌握的信息"])
    if practice in book.names("quiet.never_asked"):
        return _refused(practice, "quiet.never_asked", book)
    key = next(key for key in _LISTS if practice in book.names(key))
    if emergency and practice in book.names("quiet.emergency_functions"):
        return _in_emergency(book.reason("quiet.emergency_functions"))
    if key == _EVIDENCE and not compulsory:
        return allow("自愿提供的可以接收", reasons=[book.reason(key)])
    return _refused(practice, key, book)


def _refused(practice: Practice, key: str, book: Rulebook) -> Verdict:
    label = dict(book.parameter(key).labels)[practice]
    now = "改为自愿，没有照片也能办结" if practice is Practice.PHOTOS else "去掉这项要求"
    return refuse(f"不得要求{label}", reasons=[book.reason(key)], now=[now])


def _in_emergency(reason: Reason) -> Verdict:
    return advise(
        "安全应急时可以使用",
        happened="只限安全和应急期间",
        reasons=[reason],
        now=["写明起止时间和负责人", "应急结束立即停用"],
    )
