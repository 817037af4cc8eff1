"""What leaves the screen: the workbook of a plan, the draft 请示 as page to print and as .docx."""

import tempfile
from collections.abc import Callable
from typing import IO
from uuid import UUID

from django.http import FileResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from runwu.core import audit
from runwu.core.documents import Annex, OfficialPaper, Table, paper_from, write_paper
from runwu.core.downloads import DOCX, XLSX, handed_out
from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import write_sheet
from runwu.core.scope import Capability
from runwu.coverage.models import Adoption
from runwu.coverage.selectors import plans as selectors
from runwu.coverage.selectors.reviews import PlanReview
from runwu.coverage.selectors.sheets import plan_columns, plan_rows
from runwu.coverage.services.drafts import draft_adoption
from runwu.coverage.services.papers import petition
from runwu.coverage.views.lookup import acting, adoption_or_404, plan_or_404, profile_of
from runwu.members.choices import ProvisionKind
from runwu.members.services.provisions import Handing, note_provision


@require(Capability.PLAN)
@require_GET
def plan_sheet(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Hand out the list of one alternative as a workbook."""
    plan = plan_or_404(request, public_id)
    review = PlanReview(plan, profile_of(request, plan))
    title = _("联合党支部组建建议（%(name)s）") % {"name": review.current.profile.label}
    note = _("数据截至 %(day)s") % {"day": plan.as_of}

    def write(file: IO[bytes]) -> None:
        write_sheet(file, plan_columns(), plan_rows(review.current), title=title, note=note)

    audit.log(acting(request), "coverage.plan.exported", plan, place=plan.park.public_id)
    return _file(write, f"{title}-{plan.as_of:%Y%m%d}.xlsx", XLSX)


@require(Capability.PLAN)
@require_GET
def plan_petition(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show the draft 请示 of one alternative as a page to print."""
    plan = plan_or_404(request, public_id)
    profile = profile_of(request, plan)
    paper = petition(draft_adoption(plan=plan, profile=profile, on=request.on), on=request.on)
    query = f"?profile={profile}"
    back = reverse("coverage:plan", args=[public_id]) + query
    download = reverse("coverage:plan-petition-docx", args=[public_id]) + query
    return paper_page(request, paper, back, download)


@require(Capability.PLAN)
@require_GET
def plan_petition_docx(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Hand out the draft 请示 of one alternative as .docx."""
    plan = plan_or_404(request, public_id)
    paper = petition(draft_adoption(plan=plan, profile=profile_of(request, plan), on=request.on), on=request.on)
    audit.log(acting(request), "coverage.petition.drafted", plan, place=plan.park.public_id)
    return paper_docx(paper)


@require(Capability.PLAN)
@require_GET
def adoption_petition(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show the 请示 as it was sent up, with the list of members who move by the same document."""
    adoption = adoption_or_404(request, public_id)
    back = reverse("coverage:adoption", args=[public_id])
    return paper_page(
        request, _sent_up(request, adoption), back, reverse("coverage:adoption-petition-docx", args=[public_id])
    )


@require(Capability.PLAN)
@require_GET
def adoption_petition_docx(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Hand out the 请示 as it was sent up as .docx."""
    adoption = adoption_or_404(request, public_id)
    audit.log(acting(request), "coverage.petition.drafted", adoption, place=adoption.plan.park.public_id)
    moves = selectors.moves_known_to(scope=request.scope, adoption=adoption).filter(confirmed=True)
    handing = Handing(
        kind=ProvisionKind.LIST, fields=("name", "standing", "organization"), reason="请示附件：随迁党员名单"
    )
    note_provision(members=moves.values_list("member_id", flat=True), handing=handing, by=acting(request))
    return paper_docx(_sent_up(request, adoption))


def _sent_up(request: ScopedRequest, adoption: Adoption) -> OfficialPaper:
    """Return the kept paper with the checked members as a second annex, as far as the viewer may know of them."""
    paper = paper_from(adoption.paper)
    moves = selectors.moves_known_to(scope=request.scope, adoption=adoption).filter(confirmed=True)
    rows = tuple(
        (
            str(number),
            move.member.person.full_name,
            str(move.member.get_standing_display()),
            move.source.label if move.source else "—",
            move.target.label,
            "随文调整" if move.by_document else "另行转接",
        )
        for number, move in enumerate(moves, 1)
    )
    return paper.with_annex(Annex("随迁党员名单", (_member_table(rows),))) if rows else paper


def _member_table(rows: tuple[tuple[str, ...], ...]) -> Table:
    return Table(
        ("序号", "姓名", "类别", "现所在党组织", "拟到党支部", "方式"),
        rows,
        numbers=(0,),
        widths=(8, 14, 14, 26, 26, 12),
    )


def paper_page(request: ScopedRequest, paper: OfficialPaper, back: str, download: str) -> HttpResponseBase:
    """Show a paper as a page to print, with the address to go back to and that of its .docx."""
    return render(request, "coverage/petition.html", {"paper": paper, "back": back, "download": download})


def paper_docx(paper: OfficialPaper) -> FileResponse:
    """Hand out a paper as .docx."""

    def write(file: IO[bytes]) -> None:
        write_paper(paper, file)

    return _file(write, f"{''.join(paper.title)}（草稿）.docx", DOCX)


def _file(write: Callable[[IO[bytes]], None], name: str, kind: str) -> FileResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- FileResponse closes it
    write(file)
    return handed_out(file, name, kind)
