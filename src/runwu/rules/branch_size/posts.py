"""Who leads a branch (党支部的职务): secretary, deputy, and the posts of a committee."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from runwu.rules.counts import require_count
from runwu.rules.limits import stays_within
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow, combine, due

SECRETARY, DEPUTY = "secretary", "deputy_secretary"
_POSTS = "branch_size.committee_posts"


@reads("branch_size.secretaries", "branch_size.deputies", "branch_size.committee_posts")
def posts_fit(posts: Mapping[str, int], *, has_committee: bool, book: Rulebook) -> Verdict:
    """Say whether the posts of a branch are those it should have (职务设置).

    `posts` counts the holders of each post by its code, `secretary`, `deputy_secretary` and those of the
    parameter; others may be added. One secretary is DUE, a second deputy and a missing usual post of
    a committee are ADVISED against. Raises RuleInputError for a negative count.
    Source: 支部工作条例 第二十条.

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> posts_fit({"secretary": 1, "deputy_secretary": 2}, has_committee=False, book=book).arithmetic
    ('副书记 2 名 > 1 名', '书记 1 名 = 1 名')
    """
    for post, holders in posts.items():
        require_count(holders, f"{post} 的人数")
    verdicts = [_secretary(posts.get(SECRETARY, 0), book), _deputies(posts.get(DEPUTY, 0), book)]
    return combine([*verdicts, _usual(posts, book)] if has_committee else verdicts)


def _secretary(holders: int, book: Rulebook) -> Verdict:
    key = "branch_size.secretaries"
    wanted, unit = book.number(key), book.parameter(key).unit
    sign = "=" if holders == wanted else "≠"
    reasons = [book.reason(key, arithmetic=f"书记 {holders} {unit} {sign} {wanted} {unit}")]
    if holders == wanted:
        return allow("职务设置符合规定", reasons=reasons)
    return due("应当设书记一名", reasons=reasons, now=["按程序选举或者补选书记，报上级批准"])


def _deputies(holders: int, book: Rulebook) -> Verdict:
    check = stays_within(holders, "branch_size.deputies", label="副书记", book=book)
    if check.met:
        return allow("职务设置符合规定", reasons=[check.reason])
    return advise("可以办，但副书记多于一般规定", reasons=[check.reason], now=["请示上级党组织", "写明理由"])


def _usual(posts: Mapping[str, int], book: Rulebook) -> Verdict:
    labels = dict(book.parameter(_POSTS).labels)
    missing = [labels[post] for post in book.names(_POSTS) if post != SECRETARY and not posts.get(post)]
    reasons = [book.reason(_POSTS)]
    if not missing:
        return allow("职务设置符合规定", reasons=reasons)
    happened = f"没有{'、'.join(missing)}"
    return advise("可以办，但缺少通常的委员", happened=happened, reasons=reasons, now=["明确由哪位委员承担"])


@reads("branch_size.posts_apart")
def posts_apart(held: Collection[str], post: str, *, book: Rulebook) -> Verdict:
    """Say whether somebody who holds some posts of an organization may hold another one there (职务兼任).

    `held` and `post` are codes of posts; ADVISED against where the parameter names a pair of them.
    Source: a setting of the product; 支部工作条例 第二十条 names the posts and says nothing of holding two.

    >>> from datetime import date
    >>> posts_apart(["secretary"], "discipline_officer", book=Rulebook(on=date(2026, 11, 23))).happened
    '同时任书记＋纪检委员'
    """
    key = "branch_size.posts_apart"
    labels, reasons = dict(book.parameter(key).labels), [book.reason(key)]
    pairs = [pair for pair in book.names(key) for one in held if set(pair.split("+")) == {one, post}]
    if not pairs:
        return allow("可以兼任", reasons=reasons)
    words = "、".join(labels.get(pair, pair) for pair in dict.fromkeys(pairs))
    return advise(
        "可以办，但一般不由一人兼任", happened=f"同时任{words}", reasons=reasons, now=["换一名委员承担", "写明理由"]
    )
