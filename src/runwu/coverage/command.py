"""Plan from two workbooks (runwu plan-coverage 企业台账.xlsx 党员名册.xlsx -o plan/): no server, no database."""

from datetime import date
from pathlib import Path
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.errors import UserError
from runwu.core.rulebooks import rulebook
from runwu.coverage.choices import Profile
from runwu.coverage.models import FormationPlan, PlanAlternative
from runwu.coverage.offline.facts import facts_of, ledger_of
from runwu.coverage.offline.reading import read_books
from runwu.coverage.offline.writing import write_all
from runwu.coverage.services.computing import SEED
from runwu.coverage.services.decisions import PROFILE_NAMES
from runwu.coverage.services.reports import report_of_plan
from runwu.enterprises.models import Park
from runwu.planning.joint_branches.errors import InstanceError
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.limits import Limits
from runwu.planning.joint_branches.problem import Problem, with_profile


def plan_workbooks(
    enterprises_path: Path,
    members_path: Path,
    out_dir: Path,
    *,
    keeps_joint_branches: bool = True,
    on: date | None = None,
) -> None:
    """Read both workbooks, plan, and write plan.xlsx, 请示.docx and report.html (不用服务器的测算).

    Raises WorkbookRefused for a file that can't be read, UserError when there is nothing to plan for.
    """
    day = on or timezone.localdate()
    park = Park(pk=1, public_id=UUID(int=1), name=_("园区"))  # always the same, as everything a plan is made from
    book = rulebook(on=day)
    books = read_books(enterprises_path, members_path, park=park, on=day)
    ledger = ledger_of(books, park)
    facts = facts_of(books, ledger, on=day, keeps_joint_branches=keeps_joint_branches, book=book)
    if not facts.problem.units:
        raise UserError(
            _("两个工作簿里没有需要联合组建的企业。"),
            rule=_("参加测算的是实际经营、没有单独支部、有正式党员且有位置的企业。"),
            now=_("请核对“是否实际经营”“工作单位”和坐标、厂房或网格几列。"),
        )
    plan = FormationPlan(
        as_of=day,
        keeps_joint_branches=keeps_joint_branches,
        instance=facts.document(),
        notes=facts.notes.document(),
        facts_digest=facts.digest,
    )
    alternatives = [_alternative(plan, profile, facts.problem) for profile in Profile]
    write_all(out_dir, plan, alternatives, ledger, left_out=books.left_out, on=day, book=book)


def _alternative(plan: FormationPlan, profile: Profile, problem: Problem) -> PlanAlternative:
    # imported where it is used: the solver brings numpy, scipy and ortools
    from runwu.planning.joint_branches import solve

    judged = with_profile(problem, PROFILE_NAMES[profile])
    try:
        found = solve(judged, seed=SEED, limits=Limits())
    except InstanceError as error:
        raise UserError(str(error)) from error
    report = report_of_plan(Index(judged), found)
    return PlanAlternative(plan=plan, profile=profile, assignment=dict(found.assignment), report=report)
