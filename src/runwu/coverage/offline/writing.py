"""Write what came out: the list as a workbook, the draft 请示, and a page that explains the three alternatives."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from runwu.core.documents import write_paper
from runwu.core.listing import SheetColumn, add_sheet
from runwu.core.listing.sheet import open_workbook
from runwu.coverage.choices import Profile
from runwu.coverage.models import FormationPlan, PlanAlternative
from runwu.coverage.offline.facts import Ledger
from runwu.coverage.selectors.maps import plan_map
from runwu.coverage.selectors.review_groups import Names
from runwu.coverage.selectors.reviews import AlternativeReview
from runwu.coverage.selectors.sheets import plan_columns, plan_rows
from runwu.coverage.selectors.twins import twin_of
from runwu.coverage.services.decisions import PROFILE_NAMES
from runwu.coverage.services.drafts import Draft
from runwu.coverage.services.groups import Drafting, draft_groups, emptied_branches, left_to_committee, letters_of
from runwu.coverage.services.papers import petition
from runwu.coverage.services.unit_facts import Why
from runwu.organizations.choices import Form
from runwu.organizations.models import Organization
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.instance import problem_from_document
from runwu.planning.joint_branches.problem import with_profile
from runwu.rules.rulebook import Rulebook


def write_all(
    folder: Path, plan: FormationPlan, alternatives: Sequence[PlanAlternative], ledger: Ledger, *,
    left_out: Sequence[str], on: date, book: Rulebook,
) -> None:  # fmt: skip
    """Write plan.xlsx, 请示.docx and report.html into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    reviews = _reviews(plan, alternatives, ledger)
    _write_sheets(folder / "plan.xlsx", plan, reviews)
    with (folder / "请示.docx").open("wb") as file:
        write_paper(petition(_draft(plan, alternatives[0], ledger, book), on=on), file)
    (folder / "report.html").write_text(_page(plan, reviews, left_out), encoding="utf-8")


def _reviews(plan: FormationPlan, alternatives: Sequence[PlanAlternative], ledger: Ledger) -> list[AlternativeReview]:
    units = {unit["id"]: unit for unit in plan.instance["units"]}
    branches = {branch["id"]: branch for branch in plan.instance["branches"]}
    today = {str(row.public_id): row.label for row in ledger.organizations.values()}
    names = Names(units, branches, today)
    approximate = plan.notes["approximate"]
    return [AlternativeReview(row, names, approximate, twin=twin_of(row, alternatives)) for row in alternatives]


def _write_sheets(path: Path, plan: FormationPlan, reviews: Sequence[AlternativeReview]) -> None:
    with path.open("wb") as file, open_workbook(file, title=_("联合党支部组建建议")) as book:
        for review in reviews:
            note = _("数据截至 %(day)s，%(proof)s") % {"day": plan.as_of, "proof": review.proof}
            add_sheet(book, plan_columns(), plan_rows(review), title=str(review.profile.label), note=note)
        columns = [SheetColumn(_("企业"), width=30), SheetColumn(_("原因"), width=60)]
        add_sheet(book, columns, _left_out(plan), title=_("没有列入测算"))


def _left_out(plan: FormationPlan) -> list[tuple[str, str]]:
    return [(row["name"], Why(row["why"]).label) for row in plan.notes["left_out"]]


def _draft(plan: FormationPlan, alternative: PlanAlternative, ledger: Ledger, book: Rulebook) -> Draft:
    facts = Drafting(
        index=Index(with_profile(problem_from_document(plan.instance), PROFILE_NAMES[Profile(alternative.profile)])),
        assignment=alternative.assignment,
        letters=letters_of(alternative),
        book=book,
        enterprises={str(firm.public_id): firm for firm in ledger.firms.values()},
        organizations={str(row.public_id): row for row in ledger.organizations.values()},
        before=ledger.covered,
    )
    groups = draft_groups(facts)
    return Draft(
        plan=plan,
        alternative=alternative,
        committee=Organization(name="〔园区综合党委全称〕", form=Form.COMPREHENSIVE_COMMITTEE),
        above=None,
        groups=groups,
        left=left_to_committee(facts),
        emptied=emptied_branches(facts, groups),
        moves=(),
        book=book,
    )


def _page(plan: FormationPlan, reviews: Sequence[AlternativeReview], left_out: Sequence[str]) -> str:
    shown = [(review, plan_map(review)) for review in reviews]
    context = {"plan": plan, "shown": shown, "rows_left_out": left_out, "not_planned": _left_out(plan)}
    return render_to_string("coverage/report.html", context)
