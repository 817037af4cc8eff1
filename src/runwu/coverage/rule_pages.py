"""Which pages show what the rules on coverage and formation answer, and what a change of a rule changes in them."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.rule_pages import Difference, RulePage, comparisons, rule_pages
from runwu.core.scope import Scope
from runwu.coverage.selectors.plans import adoptions
from runwu.coverage.selectors.statuses import EnterpriseCoverage, ParkCoverage, park_coverage
from runwu.enterprises.models import Park
from runwu.rules.coverage import CoverageTable, CoverageVerdict, coverage_of, coverage_table
from runwu.rules.formation import application_answer
from runwu.rules.periods import in_words
from runwu.rules.rulebook import Rulebook

_FORMING = frozenset(
    {
        "formation.joint_min_full_members",
        "formation.max_members",
        "formation.joint_max_units",
        "formation.joint_max_way",
    }
)
_DUTIES = frozenset(
    {
        "formation.answer_months",
        "formation.review_months",
        "formation.min_full_members",
        "formation.max_members",
        "formation.joint_min_full_members",
        "coverage.work_forms",
        "membership.transfer_after_months",
    }
)

for page in (
    RulePage(name="enterprises:file", title=gettext_lazy("企业档案"), checks=("coverage.coverage_of",)),
    RulePage(name="workbench:home", title=gettext_lazy("今天"), keys=_DUTIES),
    RulePage(
        name="coverage:adoption",
        title=gettext_lazy("上报与批复"),
        checks=("formation.application_answer",),
        keys=frozenset({"branch_size.committee_min_full_members"}),
    ),
    RulePage(
        name="coverage:plan",
        title=gettext_lazy("组建建议"),
        keys=_FORMING | {"formation.min_full_members"},
    ),
    RulePage(name="coverage:plan-request", title=gettext_lazy("新测算的组建建议"), keys=_FORMING),
    # Hosts beyond the way are not offered there, so the page has nothing to say about it.
    RulePage(name="coverage:unit-move", title=gettext_lazy("调整分组"), keys=_FORMING - {"formation.joint_max_way"}),
    RulePage(
        name="coverage:unit-prices", title=gettext_lazy("拖动时的提示"), keys=_FORMING - {"formation.joint_max_way"}
    ),
    RulePage(
        name="coverage:plan-unit",
        title=gettext_lazy("一家企业的安排"),
        keys=_FORMING,
    ),
    RulePage(
        name="coverage:trigger-petition",
        title=gettext_lazy("人数变化的请示草稿"),
        keys=frozenset(
            {
                "formation.min_full_members",
                "formation.joint_min_full_members",
                "branch_size.committee_min_full_members",
            }
        ),
    ),
    RulePage(
        name="coverage:plan-facts",
        title=gettext_lazy("事实变化"),
        checks=("formation.plan_review",),
        keys=_FORMING - {"formation.joint_min_full_members"},
    ),
    RulePage(
        name="coverage:plan-outdated",
        title=gettext_lazy("组建建议的事实提示"),
        keys=_FORMING - {"formation.joint_min_full_members"},
    ),
    RulePage(
        name="coverage:plan-adopt",
        title=gettext_lazy("采纳预览"),
        keys=frozenset({"branch_size.committee_min_full_members"}),
    ),
    RulePage(name="coverage:shells", title=gettext_lazy("空壳核查"), checks=("surveys.shell_scale",)),
    RulePage(name="coverage:shell-rows", title=gettext_lazy("空壳核查名单"), checks=("surveys.shell_scale",)),
):
    rule_pages.register(page)


@comparisons.register
def compare(scope: Scope, place: UUID, before: Rulebook, after: Rulebook) -> Sequence[Difference]:
    """List the enterprises, shares and answers of a park that differ under other rules; facts are today's."""
    park = Park.objects.get(public_id=place)
    coverage = park_coverage(scope=scope, park=park, on=scope.on, book=before)
    answers = [coverage_of(row.facts, book=after) for row in coverage.rows]
    return [
        *_shares(coverage, answers),
        *_enterprises(coverage.rows, answers),
        *_awaited(scope, park, before, after),
    ]


def _shares(coverage: ParkCoverage, answers: Sequence[CoverageVerdict]) -> Iterator[Difference]:
    changed = coverage_table((row.facts, answer) for row, answer in zip(coverage.rows, answers, strict=True))
    for words, name in ((_("组织覆盖"), "organization"), (_("工作覆盖"), "work")):
        old, new = _share(coverage.table, name), _share(changed, name)
        if old != new:
            yield Difference(
                what=_("%(what)s（按登记企业）") % {"what": words},
                old=old,
                new=new,
                url=reverse("reports:board", query={"park": str(coverage.park.public_id)}),
            )


def _share(table: CoverageTable, name: str) -> str:
    rate = getattr(table.registered, name)
    return f"{rate.fraction}，{rate}"


def _enterprises(rows: Sequence[EnterpriseCoverage], answers: Sequence[CoverageVerdict]) -> Iterator[Difference]:
    """List the enterprises with another verdict, then how many only cite another document."""
    cited = 0
    for row, answer in zip(rows, answers, strict=True):
        old, new = _said(row.answer), _said(answer)
        if old != new:
            address = reverse("enterprises:file", args=[row.enterprise.public_id])
            yield Difference(what=row.enterprise.label, old=old, new=new, url=address)
        elif row.answer != answer:
            cited += 1
    if cited:
        yield Difference(
            what=_("另有 %(count)s 家企业") % {"count": cited},
            old=_("结论不变"),
            new=_("结论不变，依据改引新的文件或数值"),
        )


def _said(answer: CoverageVerdict) -> str:
    verdict = answer.verdict
    return f"{verdict.outcome.label}：{verdict.title}" + (f"（{verdict.happened}）" if verdict.happened else "")


def _awaited(scope: Scope, park: Park, before: Rulebook, after: Rulebook) -> Iterator[Difference]:
    for adoption in adoptions(scope=scope).filter(plan__park=park):
        if adoption.waits:
            old, new = (application_answer(received=adoption.adopted_on, book=book).due for book in (before, after))
            if old != new:
                yield Difference(
                    what=_("%(day)s 上报，批复期限") % {"day": in_words(adoption.adopted_on)},
                    old=in_words(old) if old else _("没有期限"),
                    new=in_words(new) if new else _("没有期限"),
                    url=reverse("coverage:adoption", args=[adoption.public_id]),
                )
