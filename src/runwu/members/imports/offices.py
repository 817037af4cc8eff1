"""Whether the posts of a row may be given (党内职务核对): what recording them on the page asks, from the same rules."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from runwu.core.errors import UserError
from runwu.core.imports import ImportContext, Remark
from runwu.core.imports.rows import error, hint, warning
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability
from runwu.members.choices import Belonging
from runwu.members.imports import differences as diff
from runwu.members.imports.branches import branch_named
from runwu.members.imports.differences import Subject
from runwu.members.imports.known import KnownPeople
from runwu.members.imports.names import branch_key
from runwu.members.imports.world import MemberWorld
from runwu.organizations.choices import COMMITTEE_FORMS, ELECTED_POSTS, OrganizationState, PostKind
from runwu.organizations.holders import Holder
from runwu.organizations.models import Organization, Term
from runwu.organizations.services import PostsBeside, ask_rules, post_refusals, refuse_outside
from runwu.people.models import Person
from runwu.rules.membership import Standing
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Outcome, Verdict


class OfficeChecker:
    """Asks the rules of posts that rows name, in the order of the sheet: deputies of earlier rows count."""

    def __init__(self, context: ImportContext, world: MemberWorld) -> None:
        self._context, self._world = context, world
        self._deputies = Counter[str]()
        self._books: dict[date, Rulebook] = {context.today: world.book}

    def remarks(self, subject: Subject, known: KnownPeople) -> Iterator[Remark]:
        """Refuse posts that the page would refuse, and warn as it does; what a register cannot tell is a hint."""
        kinds = diff.new_posts(subject, known)
        branch = subject.branch or branch_named(subject.wish, self._world)
        if not kinds or not subject.wish.branch or branch.form in COMMITTEE_FORMS or not self._in_reach(subject):
            return
        posts = known.posts.get(subject.person.pk, []) if subject.person else []
        held = [post.kind for post in posts if post.organization_id == branch.pk]
        for kind in kinds:
            try:
                yield from self._asked(subject, branch, kind, held)
            except UserError as refused:
                words = {"post": kind.label, "said": refused.message.happened, "rule": refused.message.rule}
                said = _("党内职务“%(post)s”：%(said)s（%(rule)s）") % words
                yield error("post_refused", said, refused.message.now, key="post")
            held.append(kind)
        yield hint("post_paper", _("任职文件不在名册里，写入后在党组织页面的“任职”里补填。"), key="post")

    def _in_reach(self, subject: Subject) -> bool:
        """Tell whether the uploader may import into the branch: of another one nothing is told, and the row is refused."""
        return subject.branch is None or self._context.scope.reaches_path(Capability.IMPORT, subject.branch.path)

    def _asked(self, subject: Subject, branch: Organization, kind: PostKind, held: list[str]) -> Iterator[Remark]:
        if branch.pk and branch.state != OrganizationState.ACTIVE:
            raise post_refusals.organization_not_standing(branch)
        if kind in ELECTED_POSTS and diff.belonging_of(subject) != Belonging.REGISTERED:
            raise post_refusals.not_a_member_here(branch, kind)
        terms = self._world.terms.get(branch.pk, [])
        since = post_begins(subject, branch, kind, terms, self._context)
        if kind in ELECTED_POSTS:
            refuse_outside(branch, since, terms, book=self._world.book)
        beside = PostsBeside(held=list(held), deputies=self._others(subject, branch, kind))
        books = self._book(since), self._world.book
        for verdict in ask_rules(branch, _holder(subject), kind=kind, since=since, beside=beside, books=books):
            yield from _said(kind, verdict)

    def _others(self, subject: Subject, branch: Organization, kind: PostKind) -> int:
        """Return how many deputies there are before this row, and count it."""
        key = branch_key(subject.wish.branch)
        earlier = self._deputies[key]
        self._deputies[key] += kind == PostKind.DEPUTY
        return earlier + self._world.deputies[branch.pk]

    def _book(self, on: date) -> Rulebook:
        if on not in self._books:
            park = self._world.park
            self._books[on] = rulebook(on=on, place=park.public_id, region=park.region)
        return self._books[on]


def post_begins(
    subject: Subject, branch: Organization, kind: PostKind, terms: list[Term], context: ImportContext
) -> date:
    """Return from when a post is held: since the person came, where it can be; else since the day of the sheet.

    A register tells who is in office, not since when: nobody was before the branch, the conversion, or the election.
    """
    bounds = [branch.established_on]
    if kind in ELECTED_POSTS:
        bounds += [
            _converted(subject),
            max((one.elected_on for one in terms if one.elected_on <= context.as_of), default=None),
        ]
    earliest = max((day for day in bounds if day is not None), default=date.min)
    if subject.wish.since >= earliest:
        return subject.wish.since
    return max(context.as_of, branch.established_on or context.as_of)


def _converted(subject: Subject) -> date | None:
    wish, member = subject.wish, subject.member
    if member is None:
        return wish.converted
    found: date | None = diff.member_changes(wish, member).get("converted_on", member.converted_on)
    return found


def _holder(subject: Subject) -> Holder:
    standing = subject.wish.standing or (subject.member.standing if subject.member else "")
    return Holder(
        person=subject.person or Person(),
        here=True,
        standing=Standing(standing) if standing else None,
        converted=_converted(subject),
    )


def _said(kind: PostKind, verdict: Verdict) -> Iterator[Remark]:
    grounds = "".join(f"（{chip}）" for chip in verdict.chips[:1])
    sums = "".join(f"，{one}" for one in verdict.arithmetic[:1])
    said = _("党内职务“%(post)s”：%(said)s") % {"post": kind.label, "said": f"{verdict.title}{sums}{grounds}。"}
    now = f"{verdict.now[0]}。" if verdict.now else ""
    if verdict.refused:
        yield error("post_refused", said, _("请改正党内职务或党员类别；有误的先核对。"), key="post")
    elif verdict.outcome is Outcome.ADVISED:
        yield warning("post_advice", said, now, key="post")
    elif verdict.outcome is Outcome.UNKNOWN:
        yield hint("post_unknown", said, now, key="post")
