"""Every URL and who may open it (访问对照表). A URL without a line here fails the battery.

A line names the roles of the cast (tests/world.py) for whom the page exists when it is about something near
(the first park). `near` gives the arguments for an object there, `far` for one of the other park; what the URL
itself does not name goes into the query. `sees_far` names the roles for whom the far one exists too. `answers` are
the statuses with which the page serves those it exists for; everybody else gets 404, nobody signed in is sent to
the sign-in page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from runwu.dues.choices import ReceiptKind
from runwu.members.choices import TransferState
from tests.access_boards import assessment_in, frozen_figure_in, frozen_in, release_in, survey_in
from tests.access_deletions import deletion_of, frozen_of, frozen_record_of
from tests.access_dues import elsewhere_in, own_receipt_of, receipt_in, reduction_in, remittance_in, table_in
from tests.access_duties import contact_in, contact_plan_in, duty_entry_in
from tests.access_floating import check_in_of, hosted_stay_of, season_in, stay_of
from tests.access_lists import invitation_of, list_in, own_invitation, seedling_of
from tests.access_merges import merge_of, pair_of, proposal_in, provision_of, twins_in
from tests.access_objects import (
    Arguments,
    a_suggestion,
    adoption_in,
    batch_of,
    correction_of,
    export_of,
    job_of,
    override_in,
    pair_in,
    plan_in,
    wish_of,
    wish_paper_of,
)
from tests.access_organizations import (
    approval_in,
    note_in,
    post_in,
    promise_in,
    relation_in,
    reserve_of,
    skill_of,
    term_in,
    vacancy_in,
)
from tests.access_plans import computed_plan_in, host_in, unit_in
from tests.access_stations import station_contact_in, station_in
from tests.access_transfers import decision_about, discrepancy_of, reconciliation_of, transfer_in
from tests.sign_in_objects import sign_in_of
from tests.world import CAST, RESTRICTED_NAME, World

ANYBODY = frozenset({*CAST, "anonymous"})
EVERYBODY = frozenset(CAST)

STAFF = frozenset({"staff", "officer", "clerk"})
SET_RULES = STAFF - {"clerk"}  # what a park sets for itself (本园区取值), and the assessments it records
FAR = frozenset({"far_staff"})
DEPARTMENTS = frozenset({"provincial_officer", "social_worker", "authority"})
ABOVE = frozenset({"provincial_officer", "social_worker"})
MANAGERS = frozenset({"security_administrator"})
KNOW_COVERAGE = STAFF | DEPARTMENTS | {"leader", "service_unit"}
KNOW_FIRM = STAFF | DEPARTMENTS | {"leader", "secretary", "liaison", "owner", "grid_worker"}
KNOW_BRANCH = STAFF | DEPARTMENTS | {"leader", "secretary"}
KNOW_MEMBERS = STAFF | {"secretary"}


def nothing(_world: World) -> Mapping[str, Any]:
    """Return no arguments."""
    return {}


@dataclass(frozen=True, slots=True)
class Line:
    """One URL: its name, who may open it, with which methods and arguments, and how it answers."""

    name: str
    roles: frozenset[str]
    methods: tuple[str, ...] = ("GET",)
    near: Arguments = nothing
    far: Arguments | None = None
    sees_far: frozenset[str] = frozenset()
    answers: frozenset[int] = frozenset({200})
    data: Arguments = nothing
    exports: bool = False
    form: bool = False  # what was sent may be refused with 422
    in_both_worlds: bool = True  # whether what it is about is there without the restricted member too

    def __str__(self) -> str:
        return self.name

    def answering(self, *statuses: int) -> "Line":
        """Return the line with other statuses for those the page exists for."""
        return replace(self, answers=frozenset(statuses))

    def exporting(self) -> "Line":
        """Return the line of a list that can be exported."""
        return replace(self, exports=True)


FORM = ("GET", "POST")
PLAN_PAPERS = ("plan-sheet", "plan-petition", "plan-petition-docx")
COMPARING = ("plan-compare", "plan-changes", "plan-facts", "plan-outdated")
PLAN_ACTS = ("plan-choose", "plan-discard", "plan-cancel", "plan-enough")
EDIT_ACTS = ("edit-undo", "edit-redo", "plan-edit", "plan-rest", "rest-cancel", "rest-enough")
UNIT_PAGES = ("plan-unit", "plan-members", "unit-try", "unit-prices")
ADOPTION_PAPERS = ("adoption-petition", "adoption-petition-docx")
ADOPTION_ACTS = ("adoption-moves", "adoption-tick", "adoption-untick", "adoption-review")
BATCH_ACTS = ("sheet", "commit", "read")
ROW_ACTS = ("row-edit", "row-drop", "row-restore")


def of(place: str, **names: str) -> Arguments:
    """Return arguments that are public ids of something of the world, such as id="near.covered"."""

    def arguments(world: World) -> Mapping[str, Any]:
        return {argument: _at(world, f"{place}.{path}").public_id for argument, path in names.items()}

    return arguments


def _at(world: World, path: str) -> Any:
    found: Any = world
    for name in path.split("."):
        found = getattr(found, name)
    return found


def assignment_of(who: str) -> Arguments:
    """Return the public id of the only assignment of somebody."""

    def arguments(world: World) -> Mapping[str, Any]:
        return {"public_id": getattr(world.cast, who).assignments.get().public_id}

    return arguments


def with_query(arguments: Arguments, **query: str) -> Arguments:
    """Return arguments and further ones that go into the query."""
    return lambda world: {**arguments(world), **query}


def with_kind(arguments: Arguments) -> Arguments:
    """Return arguments and the kind of fact to correct."""
    return lambda world: {**arguments(world), "kind": "staff"}


OWN_FACTORS = (
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_generate_recovery_codes",
    "account_phone",
    "account_phone_code",
)
OWN_ACTS = ("account_end_others", "account_unlink", "account_phone_remove")
SIGN_IN = (
    Line("account_login", ANYBODY, FORM, answers=frozenset({200, 302})),
    Line("account_logout", ANYBODY, FORM, answers=frozenset({200, 302})),
    Line("account_inactive", ANYBODY),
    Line("account_change_password", EVERYBODY, FORM),
    Line("account_reauthenticate", EVERYBODY, FORM),
    Line("account_invitation", ANYBODY, FORM, answers=frozenset({410})),
    Line("mfa_authenticate", ANYBODY, FORM, answers=frozenset({302})),
    Line("mfa_login_webauthn", ANYBODY, FORM, answers=frozenset({302})),
    Line("socialaccount_login_cancelled", ANYBODY),
    *(Line(name, ANYBODY, FORM, answers=frozenset({404})) for name in ("account_sms_sign_in", "account_sms_code")),
    Line("openid_connect_login", ANYBODY, near=lambda _world: {"provider_id": "sso"}, answers=frozenset({404})),
    Line("openid_connect_callback", ANYBODY, near=lambda _world: {"provider_id": "sso"}, answers=frozenset({404})),
    Line("mfa_index", EVERYBODY),
    # Whoever has not signed in within the last minutes is asked for the password first.
    *(Line(name, EVERYBODY, FORM, answers=frozenset({200, 302})) for name in OWN_FACTORS),
    Line("mfa_deactivate_totp", frozenset(), FORM),
    Line("mfa_view_recovery_codes", frozenset()),
    # A passkey is its owner's alone; with one there, the cast could not sign in by the password alone.
    Line("passkey_rename", frozenset(), FORM, near=lambda _world: {"public_id": uuid4()}),
    Line("passkey_remove", frozenset(), FORM, near=lambda _world: {"public_id": uuid4()}),
    *(Line(name, EVERYBODY, ("POST",), answers=frozenset({302})) for name in OWN_ACTS),
    Line("account_end_one", frozenset({"staff"}), ("POST",), near=sign_in_of("staff"), answers=frozenset({302})),
    Line("set_language", ANYBODY, ("POST",), answers=frozenset({302})),
    Line("set_theme", ANYBODY, ("POST",), answers=frozenset({302})),
)
ACCESS = (
    Line("access:list", MANAGERS, exports=True),
    Line("access:account-create", MANAGERS, FORM, form=True),
    Line("access:account", MANAGERS, near=of("cast", public_id="staff")),
    Line("access:account-reset", MANAGERS, FORM, near=of("cast", public_id="staff")),
    Line("access:account-lock", MANAGERS, ("POST",), near=of("cast", public_id="staff"), answers=frozenset({302})),
    Line("access:account-unlock", MANAGERS, ("POST",), near=of("cast", public_id="staff"), answers=frozenset({302})),
    Line("access:account-invite", MANAGERS, FORM, near=of("cast", public_id="staff")),
    Line("access:factors-reset", MANAGERS, FORM, near=of("cast", public_id="staff"), form=True),
    Line("access:account-sign-out", MANAGERS, ("POST",), near=of("cast", public_id="staff"), answers=frozenset({302})),
    Line("access:account-resume", MANAGERS, ("POST",), near=of("cast", public_id="staff"), answers=frozenset({302})),
    Line("access:role-grant", MANAGERS, FORM, near=of("cast", public_id="staff"), form=True),
    Line("access:role-end", MANAGERS, ("POST",), near=assignment_of("staff"), answers=frozenset({302})),
    Line("access:names-ask", DEPARTMENTS, FORM, form=True),
    Line("access:names-close", DEPARTMENTS, ("POST",), answers=frozenset({302})),
)
HOME = (
    Line("workbench:home", EVERYBODY),
    Line("workbench:set-aside", frozenset(), FORM, near=lambda _world: {"key": "nothing:due"}),
    Line("workbench:take-back", frozenset(), ("POST",), near=lambda _world: {"public_id": uuid4()}),
    Line("settings:home", EVERYBODY),
    Line("rules:list", EVERYBODY),
    Line("core:search", EVERYBODY, near=lambda _world: {"q": "示例"}),
    Line("core:search", EVERYBODY, near=lambda _world: {"q": RESTRICTED_NAME}),
    Line("core:feedback", ANYBODY, FORM, form=True),
    Line("privacy:statement", ANYBODY),
    Line("core:feedback-answer", frozenset({"system_administrator"}), FORM, near=a_suggestion, form=True),
    Line("jobs:list", EVERYBODY),
    Line("jobs:detail", frozenset({"staff"}), near=job_of("staff"), far=job_of("far_staff"), sees_far=FAR),
    Line(
        "jobs:cancel", frozenset({"staff"}), FORM, near=job_of("staff"), far=job_of("far_staff"), sees_far=FAR
    ).answering(200, 302),
    Line(
        "jobs:retry", frozenset({"staff"}), ("POST",), near=job_of("staff"), far=job_of("far_staff"), sees_far=FAR
    ).answering(302, 409),
    Line("jobs:overview", frozenset({"system_administrator"})),
    Line("jobs:overview-job", frozenset({"system_administrator"}), near=job_of("staff")),
    Line("jobs:overview-cancel", frozenset({"system_administrator"}), ("POST",), near=job_of("staff")).answering(302),
    Line("jobs:overview-retry", frozenset({"system_administrator"}), ("POST",), near=job_of("staff")).answering(
        302, 409
    ),
    Line("parks:list", frozenset({"system_administrator"})),
    Line("parks:add", frozenset({"system_administrator"}), FORM, form=True),
    Line("parks:correct", frozenset({"system_administrator"}), FORM, near=of("near", public_id="park"), form=True),
    Line("exports:start", frozenset(), ("POST",)),
    Line("exports:detail", frozenset({"staff"}), near=export_of("staff"), far=export_of("far_staff"), sees_far=FAR),
    Line(
        "exports:file", frozenset({"staff"}), near=export_of("staff"), far=export_of("far_staff"), sees_far=FAR
    ).answering(409),
    Line("audit:list", frozenset({"audit_administrator"}), exports=True),
    Line("healthz", ANYBODY),
    Line("readyz", ANYBODY),
    Line("healthz-all", ANYBODY, answers=frozenset({200, 503})),
    Line("metrics", ANYBODY, answers=frozenset({404})),
)
BOARD = (
    Line(
        "reports:board", KNOW_COVERAGE, near=of("near", park="park"), far=of("far", park="park"), sees_far=ABOVE | FAR
    ),
    Line(
        "reports:covered",
        KNOW_COVERAGE - {"service_unit"},
        near=of("near", park="park"),
        far=of("far", park="park"),
        sees_far=ABOVE | FAR,
    ).exporting(),
    Line("reports:area", KNOW_COVERAGE | FAR),
    Line("reports:renew", KNOW_COVERAGE | FAR, ("POST",), answers=frozenset({302})),
    *(
        Line(
            "reports:groups",
            KNOW_COVERAGE,
            near=with_query(of("near", park="park"), by=by),
            far=with_query(of("far", park="park"), by=by),
            sees_far=ABOVE | FAR,
        )
        for by in ("chain", "section", "grid")
    ),
    Line("reports:assessments", SET_RULES | FAR),
    Line("reports:assessment-record", SET_RULES | FAR, FORM, form=True),
    Line("reports:assessment", SET_RULES, near=assessment_in("near"), far=assessment_in("far"), sees_far=FAR),
    Line("reports:releases", frozenset({"provincial_officer", "officer"}), FORM, form=True),
    Line(
        "reports:release-end",
        frozenset({"provincial_officer", "officer"}),
        ("POST",),
        near=release_in("near"),
        far=release_in("far"),
        sees_far=frozenset({"provincial_officer"}),
        answers=frozenset({302}),
    ),
)
_FROZEN = {"near": frozen_in("near"), "far": frozen_in("far"), "sees_far": FAR}
_FIGURE = {"near": frozen_figure_in("near"), "far": frozen_figure_in("far"), "sees_far": FAR}
_AGE = {"part": "age", "band": "unknown"}
_BAR = {
    "near": with_query(of("near", organization="committee"), **_AGE),
    "far": with_query(of("far", organization="committee"), **_AGE),
    "sees_far": FAR,
}
FROZEN = (
    Line("reports:structure", KNOW_MEMBERS | FAR | {"next_secretary"}),
    Line("reports:structure-rows", STAFF, **_BAR).exporting(),
    Line("reports:frozen", KNOW_MEMBERS | FAR | {"next_secretary"}, exports=True),
    Line("reports:frozen-make", STAFF | FAR, FORM, form=True),
    Line("reports:frozen-set", STAFF, **_FROZEN),
    Line("reports:frozen-rows", STAFF, **_FIGURE).exporting(),
    Line("reports:frozen-correct", STAFF, FORM, **_FIGURE, form=True),
    Line("reports:frozen-withdraw", STAFF, ("POST",), **_FROZEN).answering(302, 409),
)
_FIRM = {"near": of("near", public_id="covered"), "far": of("far", public_id="covered"), "sees_far": ABOVE | FAR}
ENTERPRISES = (
    Line("enterprises:list", KNOW_FIRM | FAR | {"next_secretary", "instructor"}, exports=True),
    Line("enterprises:file", KNOW_FIRM, **_FIRM),
    Line("enterprises:file-history", KNOW_FIRM, **_FIRM),
    Line(
        "enterprises:visibility",
        STAFF,
        FORM,
        near=of("near", public_id="covered"),
        far=of("far", public_id="covered"),
        sees_far=FAR,
        form=True,
    ),
    Line(
        "enterprises:fact-correct",
        STAFF,
        FORM,
        near=with_kind(of("near", public_id="covered")),
        far=with_kind(of("far", public_id="covered")),
        sees_far=FAR,
        form=True,
    ),
)
_APPROVAL = {"near": approval_in("near"), "far": approval_in("far"), "sees_far": FAR}
_TERM = {"near": term_in("near"), "far": term_in("far"), "sees_far": FAR}
_POST = {"near": post_in("near"), "far": post_in("far"), "sees_far": FAR}
_RELATION = {"near": relation_in("near"), "far": relation_in("far"), "sees_far": FAR}
_PROMISE = {"near": promise_in("near"), "far": promise_in("far"), "sees_far": FAR}
_BRANCH = {"near": of("near", public_id="branch"), "far": of("far", public_id="branch")}
ORGANIZATIONS = (
    Line("organizations:tree", KNOW_BRANCH | FAR | {"next_secretary"}),
    Line("organizations:list", KNOW_BRANCH | FAR | {"next_secretary"}, exports=True),
    Line("organizations:instructors", KNOW_MEMBERS | FAR | {"next_secretary"}, exports=True),
    Line("organizations:posts", KNOW_MEMBERS | FAR | {"next_secretary"}),
    Line("organizations:post-list", KNOW_MEMBERS | FAR | {"next_secretary"}, exports=True),
    Line("organizations:post-record", STAFF, FORM, **_BRANCH, sees_far=FAR, form=True),
    Line(
        "organizations:post-record",
        STAFF,
        FORM,
        near=with_query(of("near", public_id="branch"), kind="deputy"),
        far=with_query(of("far", public_id="branch"), kind="deputy"),
        sees_far=FAR,
    ),
    *(Line(f"organizations:{name}", STAFF, FORM, **_POST, form=True) for name in ("post-correct", "post-end")),
    Line("organizations:post-withdraw", STAFF, ("POST",), **_POST).answering(302, 409),
    Line("organizations:post-card", KNOW_MEMBERS, FORM, **_POST, form=True),
    Line(
        "organizations:card-note-withdraw", STAFF, ("POST",), near=note_in("near"), far=note_in("far"), sees_far=FAR
    ).answering(302, 409),
    Line("organizations:skills", KNOW_MEMBERS | FAR | {"next_secretary"}, exports=True),
    Line("organizations:skill-map", KNOW_MEMBERS | FAR | {"next_secretary"}),
    Line(
        "organizations:skill-remove", STAFF, ("POST",), near=skill_of("second"), far=skill_of("far"), sees_far=FAR
    ).answering(302),
    Line("organizations:vacancies", KNOW_MEMBERS | FAR | {"next_secretary"}, FORM, form=True),
    Line("organizations:vacancy", KNOW_MEMBERS, near=vacancy_in("near"), far=vacancy_in("far"), sees_far=FAR),
    Line(
        "organizations:vacancy-close", STAFF, ("POST",), near=vacancy_in("near"), far=vacancy_in("far"), sees_far=FAR
    ).answering(302, 409),
    Line("organizations:reserves", frozenset({"officer"})),
    Line("organizations:reserve-list-person", frozenset({"officer"}), FORM, form=True),
    Line(
        "organizations:reserve-update",
        frozenset({"officer"}),
        FORM,
        near=reserve_of("full"),
        far=reserve_of("far"),
        form=True,
    ),
    Line(
        "organizations:reserve-end", frozenset({"officer"}), ("POST",), near=reserve_of("full"), far=reserve_of("far")
    ).answering(302, 422),
    Line("organizations:approval-paper", STAFF, FORM, **_APPROVAL, form=True),
    Line("organizations:approval-file", STAFF, **_APPROVAL),
    Line("organizations:terms", KNOW_BRANCH | FAR | {"next_secretary"}),
    Line("organizations:term-record", STAFF, FORM, **_BRANCH, sees_far=FAR, form=True),
    *(Line(f"organizations:{name}", STAFF, FORM, **_TERM, form=True) for name in ("term-correct", "term-extend")),
    Line("organizations:term-withdraw", STAFF, ("POST",), **_TERM).answering(302, 409),
    Line("organizations:page", KNOW_BRANCH, **_BRANCH, sees_far=ABOVE | FAR),
    Line("organizations:lines", KNOW_BRANCH | FAR | {"next_secretary"}),
    Line("organizations:line-units", KNOW_BRANCH | FAR | {"next_secretary"}, exports=True),
    Line("organizations:line", KNOW_BRANCH | FAR | {"next_secretary"}, near=lambda _world: {"line": "industry"}),
    Line("organizations:promises", KNOW_BRANCH | FAR | {"next_secretary"}, exports=True),
    Line("organizations:promise-sheet", KNOW_BRANCH | FAR | {"next_secretary"}),
    Line("organizations:relation-record", STAFF, FORM, **_BRANCH, sees_far=FAR, form=True),
    Line("organizations:relation-end", STAFF, FORM, **_RELATION, form=True),
    Line("organizations:relation-withdraw", STAFF, ("POST",), **_RELATION).answering(302, 409),
    Line("organizations:relation-promises", STAFF, FORM, **_RELATION, form=True),
    Line("organizations:promise-settle", STAFF, FORM, **_PROMISE, form=True),
    Line("organizations:promise-withdraw", STAFF, ("POST",), **_PROMISE).answering(302, 409),
    Line("organizations:move", STAFF, FORM, **_BRANCH, sees_far=FAR, form=True),
    Line("organizations:dissolve", STAFF, FORM, **_BRANCH, sees_far=FAR, form=True),
    Line("organizations:merge", STAFF, FORM, **_BRANCH, sees_far=FAR, form=True),
    Line(
        "organizations:set-up",
        STAFF,
        FORM,
        near=of("near", public_id="committee"),
        far=of("far", public_id="committee"),
        sees_far=FAR,
        form=True,
    ),
    Line("organizations:found", STAFF, FORM, **_BRANCH, sees_far=FAR, form=True),
    Line("organizations:collection-docx", KNOW_MEMBERS, **_BRANCH, sees_far=FAR),
    Line("organizations:details", STAFF, FORM, **_BRANCH, sees_far=FAR, form=True),
    Line("organizations:rename", STAFF, FORM, **_BRANCH, sees_far=FAR, form=True),
    Line("organizations:split", STAFF, FORM, **_BRANCH, sees_far=FAR, form=True),
    Line("organizations:upgrade", STAFF, FORM, **_BRANCH, sees_far=FAR, form=True),
    Line("organizations:restructuring-take-back", STAFF, ("POST",), **_BRANCH, sees_far=FAR, answers=frozenset({409})),
)
GROUPS = (Line("members:groups", KNOW_MEMBERS, FORM, **_BRANCH, sees_far=FAR, form=True),)
_STATION = {"near": station_in("near"), "far": station_in("far"), "sees_far": FAR}
_STATION_CONTACT = {"near": station_contact_in("near"), "far": station_contact_in("far"), "sees_far": FAR}
STATIONS = (
    Line("enterprises:stations", STAFF | FAR, exports=True),
    Line("enterprises:station-record", STAFF | FAR, FORM, form=True),
    Line("enterprises:station", STAFF, FORM, **_STATION, form=True),
    Line("enterprises:station-correct", STAFF, FORM, **_STATION, form=True),
    Line("enterprises:station-close", STAFF, ("POST",), **_STATION).answering(302),
    Line("enterprises:station-contact-withdraw", STAFF, ("POST",), **_STATION_CONTACT).answering(302),
)
_MEMBER = {"near": of("members", public_id="full"), "far": of("members", public_id="far"), "sees_far": FAR}
_BOTH_SIDES = KNOW_MEMBERS | {"next_secretary"}
_TRANSFER = {"near": transfer_in("near"), "far": transfer_in("far"), "sees_far": FAR}


def _transfer_act(act: str, roles: frozenset[str], state: str = "sent") -> "Line":
    near, far = (transfer_in(place, TransferState(state), act=act) for place in ("near", "far"))
    return Line("members:transfer-act", roles, FORM, near=near, far=far, sees_far=FAR, form=True).answering(200, 302)


_IMPORTERS = STAFF | FAR
_DISCREPANCY = {
    "near": discrepancy_of("staff", "near"), "far": discrepancy_of("far_staff", "far"), "sees_far": FAR,
}  # fmt: skip
_MADE = {
    "near": reconciliation_of("staff", "near"), "far": reconciliation_of("far_staff", "far"), "sees_far": FAR,
}  # fmt: skip
_MAKER = frozenset({"staff"})
_MADE_BY_CLERK = {"near": reconciliation_of("clerk", "near"), "far": reconciliation_of("far_staff", "far")}
_SUCCESSORS = frozenset({"staff", "officer"})
RECONCILIATIONS = (
    Line("members:reconciliations", _IMPORTERS),
    Line("members:reconciliation", _MAKER, **_MADE).exporting(),
    Line("members:reconciliation-take", _SUCCESSORS, ("POST",), **_MADE_BY_CLERK).answering(302),
    Line("members:reconciliation-together", _MAKER, FORM, **_MADE, form=True),
    Line("members:typing", _MAKER, **_MADE).exporting(),
    Line("members:discrepancy", _MAKER, FORM, **_DISCREPANCY, form=True),
    Line("members:discrepancy-withdraw", _MAKER, ("POST",), **_DISCREPANCY).answering(302, 409),
    Line("members:discrepancy-typed", _MAKER, ("POST",), **_DISCREPANCY).answering(302, 409),
)
TRANSFERS = (
    Line("members:transfers", _BOTH_SIDES | FAR).exporting(),
    Line("members:letters", _BOTH_SIDES | FAR).exporting(),
    Line("members:transfers-receive", _BOTH_SIDES | FAR, FORM, form=True),
    Line("members:transfer-arrive", _BOTH_SIDES | FAR, FORM, form=True),
    Line("members:own-transfers", frozenset({"member"})),
    Line("members:transfer", _BOTH_SIDES, **_TRANSFER),
    Line("members:transfer-letter", KNOW_MEMBERS, **_TRANSFER),
    Line("members:station", KNOW_MEMBERS, FORM, **_MEMBER, form=True),
    Line("members:transfer-open", KNOW_MEMBERS, FORM, **_MEMBER, form=True),
    *(_transfer_act(act, STAFF | {"next_secretary"}) for act in ("accept", "refuse")),
    *(_transfer_act(act, KNOW_MEMBERS) for act in ("remind", "reissue", "withdraw")),
    _transfer_act("note", KNOW_MEMBERS, "refused"),
    _transfer_act("receipt-sent", STAFF | {"next_secretary"}, "done"),
    _transfer_act("receipt-back", KNOW_MEMBERS, "done"),
)
_STAY = {"near": stay_of("second"), "far": stay_of("far"), "sees_far": FAR}


def _stay_act(name: str, *methods: str, **more: str) -> "Line":
    near, far = (stay_of(who, **more) for who in ("second", "far"))
    return Line(f"members:floating-{name}", KNOW_MEMBERS, methods, near=near, far=far, sees_far=FAR)


FLOATING = (
    Line("members:check-ins", _BOTH_SIDES | FAR).exporting(),
    Line("members:check-in-branch", _BOTH_SIDES | FAR, FORM, form=True),
    Line("members:check-in-open", KNOW_MEMBERS, FORM, **_MEMBER, form=True),
    Line(
        "members:check-in",
        KNOW_MEMBERS,
        FORM,
        near=check_in_of("second"),
        far=check_in_of("far"),
        sees_far=FAR,
        form=True,
    ),
    Line("members:floating", _BOTH_SIDES | FAR).exporting(),
    Line("members:floating-arrive", _BOTH_SIDES | FAR, FORM, form=True),
    Line("members:floating-open", KNOW_MEMBERS, FORM, **_MEMBER, form=True),
    Line("members:floating-stay", KNOW_MEMBERS, **_STAY),
    Line("members:floating-end", KNOW_MEMBERS, FORM, **_STAY, form=True),
    Line("members:floating-correct", KNOW_MEMBERS, FORM, **_STAY, form=True),
    Line("members:floating-take-back", KNOW_MEMBERS, FORM, **_STAY, form=True),
    Line("members:floating-contacted", KNOW_MEMBERS, ("POST",), **_STAY, form=True),
    Line(
        "members:floating-step",
        frozenset({"secretary"}),
        ("POST",),
        near=stay_of("second", kind="contact", act="propose"),
        far=stay_of("far", kind="contact", act="propose"),
    ).answering(302),
    _stay_act("link", "POST", act="agree").answering(302),
    _stay_act("counting", "POST", side="host").answering(302),
    Line(
        "members:floating-greeting",
        KNOW_MEMBERS,
        FORM,
        near=hosted_stay_of("third", kind="welcome"),
        far=hosted_stay_of("far", kind="welcome"),
        sees_far=FAR,
    ).answering(200, 302),
    Line("members:seasons", _BOTH_SIDES | FAR),
    Line("members:season-add", _BOTH_SIDES | FAR, FORM, form=True),
    Line(
        "members:season-end", KNOW_MEMBERS, ("POST",), near=season_in("near"), far=season_in("far"), sees_far=FAR
    ).answering(302),
)
_RESTRICTED = of("members", public_id="restricted")
OWN_BRANCH = frozenset({"secretary"})
MEMBERS = (
    Line("members:list", KNOW_MEMBERS | FAR | {"next_secretary"}, exports=True),
    Line("members:page", KNOW_MEMBERS, **_MEMBER),
    Line(
        "members:page",
        frozenset({"officer", "secretary"}),
        near=_RESTRICTED,
        in_both_worlds=False,
    ),
    Line("members:contacts-open", KNOW_MEMBERS, ("POST",), **_MEMBER, form=True),
    *TRANSFERS,
    *FLOATING,
    *RECONCILIATIONS,
    Line(
        "members:correction-answer",
        frozenset({"secretary"}),
        FORM,
        near=correction_of("full"),
        far=correction_of("far"),
        sees_far=FAR,  # the far branch has no secretary's account
        form=True,
    ),
)
_PROVISION = {"near": provision_of("near"), "far": provision_of("far"), "sees_far": FAR}
PROVISIONS = (
    Line("members:export", KNOW_MEMBERS | FAR | {"next_secretary"}, FORM, form=True),
    Line("members:provisions", KNOW_MEMBERS | FAR | {"next_secretary"}, exports=True),
    Line("members:provision", KNOW_MEMBERS, **_PROVISION),
    Line("members:provision-record", KNOW_MEMBERS, FORM, **_MEMBER, form=True),
    Line("members:collection-forms", KNOW_MEMBERS | FAR | {"next_secretary"}, FORM, form=True),
    Line("members:collection-form", KNOW_MEMBERS, FORM, **_MEMBER, form=True),
    Line("members:collection-form", OWN_BRANCH, FORM, near=_RESTRICTED, form=True, in_both_worlds=False),
)
_LIST = {"near": list_in("near"), "far": list_in("far"), "sees_far": FAR}
LISTS = (
    Line("members:voluntary-lists", KNOW_MEMBERS | FAR | {"next_secretary"}, FORM, form=True),
    Line("members:voluntary-list", KNOW_MEMBERS | {"next_secretary"}, FORM, **_LIST, form=True),
    Line("members:voluntary-list-close", STAFF, ("POST",), **_LIST).answering(302, 409),
    Line("members:voluntary-list-leave", OWN_BRANCH, ("POST",), near=invitation_of("second")).answering(302),
    Line("me:lists", frozenset({"member"})),
    Line("me:list-answer", frozenset({"member"}), ("POST",), near=own_invitation).answering(302),
    Line("members:seedlings", OWN_BRANCH | {"officer", "next_secretary"}, FORM, form=True),
    Line("members:seedling", OWN_BRANCH, FORM, near=seedling_of("second"), far=seedling_of("far"), form=True),
    Line("members:seedling-find", OWN_BRANCH, ("POST",), near=seedling_of("second"), far=seedling_of("far")).answering(
        302
    ),
    Line(
        "members:seedling-end",
        OWN_BRANCH,
        ("POST",),
        near=seedling_of("second", act="object"),
        far=seedling_of("far", act="object"),
    ).answering(302),
    Line("me:seedlings", frozenset({"member"}), FORM, form=True),
    Line("me:seedling-object", frozenset({"member"}), ("POST",), near=seedling_of("full")).answering(302),
    Line("me:seedling-withdraw", frozenset({"member"}), ("POST",), near=seedling_of("third", by="member")).answering(
        302
    ),
)
DELETIONS = (
    Line(
        "members:deletion-answer",
        KNOW_MEMBERS,
        FORM,
        near=deletion_of("full"),
        far=deletion_of("far"),
        sees_far=FAR,
        form=True,
    ),
    Line("members:deletion-answer", OWN_BRANCH, FORM, near=deletion_of("restricted"), form=True, in_both_worlds=False),
    Line(
        "members:freeze-lift", KNOW_MEMBERS, FORM, near=frozen_of("full"), far=frozen_of("far"), sees_far=FAR, form=True
    ),
    Line("members:freeze-lift", OWN_BRANCH, FORM, near=frozen_of("restricted"), form=True, in_both_worlds=False),
    Line("members:frozen", KNOW_MEMBERS | FAR | {"next_secretary"}),
    Line(
        "members:frozen-open",
        KNOW_MEMBERS,
        FORM,
        near=frozen_record_of("near"),
        far=frozen_record_of("far"),
        sees_far=FAR,
        form=True,
    ),
    Line("me:deletion-ask", frozenset({"member"}), FORM, form=True),
    Line(
        "me:deletion-withdraw", frozenset({"member"}), ("POST",), near=deletion_of("full"), far=deletion_of("far")
    ).answering(302),
)
_DECISION = {"near": decision_about("near"), "far": decision_about("far"), "sees_far": FAR}
STANDINGS = (
    Line("members:standing", KNOW_MEMBERS | FAR | {"next_secretary"}, exports=True),
    Line("members:standing-record", STAFF, FORM, **_MEMBER, form=True),
    Line("members:standing-record", OWN_BRANCH, FORM, near=_RESTRICTED, form=True, in_both_worlds=False),
    Line("members:standing-withdraw", STAFF, ("POST",), **_DECISION).answering(302),
    Line("members:standing-paper", STAFF, FORM, **_DECISION, form=True),
    Line("members:standing-file", STAFF, **_DECISION),
)
_MERGE = {"near": merge_of("near"), "far": merge_of("far"), "sees_far": FAR}
MERGES = (
    Line("members:duplicates", STAFF | FAR | {"secretary", "next_secretary"}),
    Line("members:merge", STAFF, FORM, near=pair_of("near"), far=pair_of("far"), sees_far=FAR, form=True),
    Line("members:merge-undo", STAFF, ("POST",), **_MERGE).answering(302, 409),
)
MERGES_BY_TWO = (
    Line("members:merge-propose", frozenset({"officer"}), FORM, near=twins_in, form=True, in_both_worlds=False),
    Line(
        "members:merge-answer",
        frozenset({"officer", "secretary"}),
        FORM,
        near=proposal_in,
        form=True,
        in_both_worlds=False,
    ).answering(200, 302),
)
OWN_ACCOUNTS = (
    Line("members:own-account", frozenset({"secretary"}), FORM, near=of("members", public_id="second"), form=True),
    Line(
        "members:own-account-act",
        frozenset({"secretary"}),
        ("POST",),
        near=lambda world: {"public_id": world.members.full.public_id, "act": "lock"},
    ).answering(302),
)
RESTRICTION = (
    Line("members:wish-record", frozenset({"secretary"}), FORM, near=of("members", public_id="full"), form=True),
    Line("members:wish-decide", frozenset({"secretary"}), FORM, near=wish_of("full"), far=wish_of("far"), form=True),
    Line("members:wish-file", OWN_BRANCH, near=wish_paper_of("full"), far=wish_paper_of("far")),
    Line("members:contact-name", frozenset({"secretary"}), FORM, near=of("members", public_id="full"), form=True),
    Line(
        "members:contact-hand-over", frozenset({"secretary"}), ("POST",), near=of("members", public_id="full")
    ).answering(302),
)
# Paid or unpaid for staff and secretary, amounts only for who keeps the dues of the branch; nobody else, not even above.
KEEPERS = frozenset({"dues_officer"})
KNOW_DUES = KEEPERS | {"secretary"}
FAR_KEEPER = frozenset({"far_dues_officer"})


def _dues(place: str, of_member: bool = False, **names: Any) -> Arguments:
    """Return the branch, a member of it where one is asked for, and what else the address names."""

    def arguments(world: World) -> Mapping[str, Any]:
        member = world.members.second if place == "near" else world.members.far
        told = {"member": member.public_id} if of_member else {}
        return {"public_id": getattr(world, place).branch.public_id, **told, **names}

    return arguments


def _dues_line(name: str, roles: frozenset[str], *methods: str, of_member: bool = False, **names: Any) -> "Line":
    near, far = (_dues(place, of_member, **names) for place in ("near", "far"))
    sees_far = FAR_KEEPER if roles != frozenset({"secretary"}) else frozenset[str]()
    return Line(
        f"dues:{name}", roles, methods or ("GET",), near=near, far=far, sees_far=sees_far, form="POST" in methods
    )


def _dues_object(name: str, near: Arguments, far: Arguments, *methods: str) -> "Line":
    return Line(
        f"dues:{name}", KEEPERS, methods or ("GET",), near=near, far=far, sees_far=FAR_KEEPER, form="POST" in methods
    )


_DRAFTS = table_in("near"), table_in("far")
_DRAFT_LINES = table_in("near", member="one"), table_in("far", member="one")
_RECEIPTS = receipt_in("near"), receipt_in("far")
_LARGE = receipt_in("near", ReceiptKind.EXTRA), receipt_in("far", ReceiptKind.EXTRA)
_SENT = remittance_in("near"), remittance_in("far")
DUES = (
    Line("dues:overview", STAFF | {"far_staff"}),
    Line("dues:overview-year", STAFF | {"far_staff"}),
    Line("dues:overview-money", STAFF | {"far_staff"}, exports=True),
    Line("dues:overview-branch", STAFF, near=_dues("near"), far=_dues("far"), sees_far=frozenset({"far_staff"})),
    Line("dues:home", KNOW_DUES | FAR_KEEPER | {"next_secretary"}).answering(200, 302),
    _dues_line("month", KNOW_DUES, year=2026, month=11),
    _dues_line("collect", KEEPERS, "POST", year=2026, month=10),
    _dues_line("publication", KNOW_DUES, year=2026, month=11),
    _dues_line("receipts", KNOW_DUES),
    _dues_line("elsewhere", KEEPERS),
    _dues_line("elsewhere-record", KEEPERS, *FORM, of_member=True),
    _dues_object("elsewhere-page", elsewhere_in("near"), elsewhere_in("far"), *FORM).answering(200, 302),
    _dues_line("arrears", KNOW_DUES),
    _dues_line("talk", frozenset({"secretary"}), *FORM, of_member=True),
    _dues_line("tables", KEEPERS),
    _dues_line("table-open", KEEPERS, "POST", year=2026).answering(302, 409),
    _dues_line("reduce", KEEPERS, *FORM),
    _dues_object("reduction-withdraw", reduction_in("near"), reduction_in("far"), *FORM),
    _dues_line("receive", KEEPERS, *FORM, of_member=True),
    _dues_line("extra", KEEPERS, *FORM),
    _dues_line("money", KEEPERS),
    _dues_line("up", KEEPERS, *FORM),
    _dues_line("down", KEEPERS, *FORM),
    _dues_object("table", *_DRAFTS, *FORM),
    _dues_object("table-begin", *_DRAFTS, *FORM),
    _dues_object("table-paper", *_DRAFTS),
    _dues_object("line", *_DRAFT_LINES, *FORM).answering(200),
    _dues_object("line-drop", *_DRAFT_LINES, "POST").answering(302),
    _dues_object("table-discard", *_DRAFTS, "POST").answering(302),
    _dues_object("receipt", *_RECEIPTS),
    _dues_object("receipt-reverse", *_RECEIPTS, *FORM),
    _dues_object("large-up", *_LARGE, *FORM),
    _dues_object("remittance-reverse", *_SENT, *FORM),
)
OWN = frozenset({"member"})
OWN_ROW = (
    Line("own-dues:page", OWN),
    Line("own-dues:receipt", OWN, near=own_receipt_of("full"), far=own_receipt_of("far")),
    Line("me:page", OWN),
    Line("me:record", OWN),
    Line("me:record-json", OWN),
    *(
        Line(f"me:consent-{act}", OWN, ("POST",), near=lambda _world: {"audience": "enterprise"}).answering(302)
        for act in ("open", "close")
    ),
    Line("me:wish-ask", OWN, ("POST",), near=lambda _world: {"kind": "restrict"}).answering(302),
    Line("me:wish-withdraw", OWN, ("POST",), near=wish_of("full"), far=wish_of("far")).answering(302),
    Line("me:restriction-confirm", OWN, ("POST",)).answering(302),
    Line("me:check-ins", OWN, FORM, form=True),
    Line("me:check-in-end", OWN, ("POST",), near=check_in_of("full"), far=check_in_of("far")).answering(302),
    Line("me:floating", OWN),
    Line("me:skills", OWN, FORM, form=True),
    Line("me:skill-remove", OWN, ("POST",), near=skill_of("full", own=True), far=skill_of("far", own=True)).answering(
        302
    ),
    Line("me:reserve-object", OWN, ("POST",), near=reserve_of("full"), far=reserve_of("far")).answering(302),
    Line(
        "me:floating-step",
        OWN,
        ("POST",),
        near=stay_of("full", kind="activity", act="start"),
        far=stay_of("far", kind="activity", act="start"),
    ).answering(302),
    Line(
        "me:floating-link", OWN, ("POST",), near=stay_of("full", act="agree"), far=stay_of("far", act="agree")
    ).answering(302),
    Line(
        "me:floating-counting", OWN, ("POST",), near=stay_of("full", side="host"), far=stay_of("far", side="host")
    ).answering(302),
    Line("me:correction-ask", OWN, FORM, form=True),
    Line("me:correction-withdraw", OWN, ("POST",), near=correction_of("full"), far=correction_of("far")).answering(302),
)

# A plan that waits for its computation and an adoption without groups have little to show: what needs more says so.
UNREADY = (200, 302, 404, 409, 422)
_PLAN = {"near": plan_in("near"), "far": plan_in("far"), "sees_far": FAR}
_COMPUTED = {"near": computed_plan_in("near"), "far": computed_plan_in("far"), "sees_far": FAR}
_UNIT = {"near": unit_in("near"), "far": unit_in("far"), "sees_far": FAR}
_ADOPTION = {"near": adoption_in("near"), "far": adoption_in("far"), "sees_far": FAR}
ADOPT = STAFF - {"clerk"}
COVERAGE = (
    Line("coverage:plans", STAFF | FAR),
    Line("coverage:plan-request", STAFF | FAR, ("POST",)).answering(*UNREADY),
    Line("coverage:plan", STAFF, **_PLAN),
    Line("coverage:plan-progress", STAFF, **_PLAN).answering(200, 302),
    *(Line(f"coverage:{name}", STAFF, **_PLAN).answering(*UNREADY) for name in PLAN_PAPERS),
    *(Line(f"coverage:{name}", STAFF, ("POST",), **_PLAN).answering(*UNREADY) for name in PLAN_ACTS),
    Line("coverage:plan-adopt", ADOPT, FORM, **_PLAN).answering(*UNREADY),
    Line("coverage:unit-move", STAFF, FORM, **_UNIT).answering(*UNREADY),
    *(Line(f"coverage:{name}", STAFF, **_UNIT).answering(200, 422) for name in UNIT_PAGES),
    *(Line(f"coverage:{name}", STAFF, ("POST",), **_COMPUTED).answering(302, 409, 422) for name in EDIT_ACTS),
    *(Line(f"coverage:{name}", STAFF, **_COMPUTED) for name in COMPARING),
    Line("coverage:plan-host", STAFF, near=host_in("near"), far=host_in("far"), sees_far=FAR).answering(302),
    Line("coverage:rest-progress", STAFF, **_COMPUTED).answering(200, 302),
    Line("coverage:plan", STAFF, **_COMPUTED),
    Line("coverage:adoption", STAFF, **_ADOPTION).answering(*UNREADY),
    *(Line(f"coverage:{name}", STAFF, **_ADOPTION).answering(*UNREADY) for name in ADOPTION_PAPERS),
    *(Line(f"coverage:{name}", STAFF, ("POST",), **_ADOPTION).answering(*UNREADY) for name in ADOPTION_ACTS),
    Line("coverage:adoption-approve", ADOPT, ("POST",), **_ADOPTION).answering(*UNREADY),
    Line("coverage:adoption-withdraw", ADOPT, FORM, **_ADOPTION).answering(*UNREADY),
    *(
        Line(
            f"coverage:{name}",
            STAFF,
            near=of("near", public_id="covered"),
            far=of("far", public_id="covered"),
            sees_far=FAR,
        ).answering(200, 422)
        for name in ("trigger-petition", "trigger-petition-docx")
    ),
    Line("coverage:pairs", STAFF | FAR, FORM, form=True),
    Line("coverage:pair-end", STAFF, ("POST",), near=pair_in("near"), far=pair_in("far"), sees_far=FAR).answering(302),
)
_VALUE = {"near": override_in("near"), "far": override_in("far"), "sees_far": FAR}


def rule_of(place: str) -> Arguments:
    """Return a park and the key of a rule that it may set."""
    return lambda world: {"park": getattr(world, place).park.public_id, "key": "formation.max_members"}


RULES = (
    Line("rules:one", EVERYBODY, near=lambda _world: {"key": "formation.max_members"}),
    Line("park-rules:record", SET_RULES, FORM, near=rule_of("near"), far=rule_of("far"), sees_far=FAR, form=True),
    Line("park-rules:correct", SET_RULES, FORM, **_VALUE, form=True),
    Line("park-rules:end", SET_RULES, FORM, **_VALUE, form=True),
    Line("park-rules:undo", SET_RULES, ("POST",), **_VALUE).answering(302, 409),
    Line("park-rules:paper", SET_RULES, FORM, **_VALUE, form=True),
    Line(
        "park-rules:file",
        KNOW_COVERAGE | KNOW_FIRM | {"next_secretary", "instructor"},
        near=override_in("near", paper=True),
        far=override_in("far", paper=True),
        sees_far=ABOVE | FAR,
    ),
)
VISITORS = STAFF | {"grid_worker", "liaison"}
_STOP = {"near": of("near", public_id="covered"), "far": of("far", public_id="covered"), "sees_far": FAR}
_SURVEY = {"near": survey_in("near"), "far": survey_in("far"), "sees_far": FAR}
_PARK = {"near": of("near", park="park"), "far": of("far", park="park"), "sees_far": ABOVE | FAR}
_UNION = {
    "near": with_query(of("near", public_id="covered"), kind="union"),
    "far": with_query(of("far", public_id="covered"), kind="union"),
    "sees_far": FAR,
}
VISITS = (
    Line("coverage:visits", VISITORS | FAR | {"instructor"}),
    Line("coverage:visit-record", VISITORS, ("POST",), **_STOP).answering(302, 422),
    Line("coverage:activity-record", VISITORS, ("POST",), **_STOP).answering(302),
    Line("coverage:activity-withdraw", VISITORS, ("POST",), **_STOP).answering(409),
    Line("coverage:liaison-record", VISITORS, ("POST",), **_STOP, form=True).answering(422),
    Line("coverage:liaison-withdraw", VISITORS, ("POST",), **_STOP).answering(409),
    Line("coverage:mass-record", VISITORS, ("POST",), **_UNION).answering(302),
    Line("coverage:mass-end", VISITORS, ("POST",), **_UNION).answering(302),
    Line("coverage:shells", STAFF, near=of("near", park="park"), far=of("far", park="park"), sees_far=FAR),
    Line(
        "coverage:shell-rows", STAFF, near=of("near", park="park"), far=of("far", park="park"), sees_far=FAR
    ).exporting(),
    Line("coverage:survey-start", STAFF | FAR, ("POST",)).answering(302, 404, 422),
    Line("coverage:survey", STAFF, **_SURVEY),
    Line("coverage:light-plans", KNOW_COVERAGE, **_PARK),
    Line("coverage:light-plan-list", KNOW_COVERAGE - {"service_unit"}, **_PARK).exporting(),
)
_ENTRY = {"near": duty_entry_in("near"), "far": duty_entry_in("far"), "sees_far": FAR}
_OF_PARK = {"near": of("near", park="park"), "far": of("far", park="park"), "sees_far": FAR}
_CONTACT_PLAN = {"near": contact_plan_in("near"), "far": contact_plan_in("far"), "sees_far": FAR}
CONTACT_ACTS = (
    "contact-accept",
    "contact-undo",
    "contact-reset",
    "contact-discard",
    "contact-cancel",
    "contact-enough",
)
DUTIES = (
    Line("coverage:duties", STAFF, **_OF_PARK).exporting(),
    Line("coverage:duty-enter", STAFF, FORM, **_OF_PARK, form=True),
    Line("coverage:duty-words", STAFF - {"clerk"}, FORM, **_OF_PARK, form=True),
    Line("coverage:duty-entries", STAFF | FAR).exporting(),
    Line("coverage:duty-entry", STAFF, **_ENTRY),
    Line("coverage:duty-entry-undo", STAFF, ("POST",), **_ENTRY).answering(302),
    Line("coverage:duty-firm", STAFF, **_STOP),
    Line("coverage:contacts", STAFF, **_OF_PARK),
    Line("coverage:contact-request", STAFF, ("POST",), **_OF_PARK, form=True).answering(302),
    Line(
        "coverage:contact-profile", STAFF, FORM, near=contact_in("near"), far=contact_in("far"), sees_far=FAR
    ).answering(200, 302),
    Line("coverage:contact-languages", STAFF, ("POST",), **_STOP).answering(302),
    Line("coverage:contact-plan", STAFF, **_CONTACT_PLAN),
    Line("coverage:contact-plan-progress", STAFF, **_CONTACT_PLAN).answering(200, 302),
    Line(
        "coverage:contact-firm",
        STAFF,
        FORM,
        near=contact_plan_in("near", of="firm"),
        far=contact_plan_in("far", of="firm"),
        sees_far=FAR,
    ).answering(*UNREADY),
    *(Line(f"coverage:{name}", STAFF, ("POST",), **_CONTACT_PLAN).answering(*UNREADY) for name in CONTACT_ACTS),
)
_BATCH = {"near": batch_of("staff"), "far": batch_of("far_staff"), "sees_far": FAR}
_ROW = {"near": batch_of("staff", number=5), "far": batch_of("far_staff", number=5), "sees_far": FAR}
UPLOADER = frozenset({"staff"})
IMPORTS = (
    Line("imports:list", STAFF | FAR),
    Line("imports:new", STAFF | FAR, FORM, near=lambda _world: {"kind": "enterprises"}, form=True),
    Line("imports:blank", STAFF | FAR, near=lambda _world: {"kind": "enterprises"}),
    Line("imports:sets", STAFF | FAR, near=lambda _world: {"kind": "ledger"}),
    Line(
        "imports:forget",
        STAFF,
        ("POST",),
        near=lambda _world: {"kind": "ledger"},
        data=lambda world: {"place": str(world.near.park.public_id), "heading": "示例"},
    ).answering(302),
    Line("imports:batch", UPLOADER, **_BATCH).answering(*UNREADY),
    Line("imports:columns", UPLOADER, FORM, **_BATCH).answering(*UNREADY),
    Line("imports:discard", UPLOADER, FORM, **_BATCH).answering(*UNREADY),
    Line("imports:corrections", UPLOADER, **_BATCH).answering(*UNREADY),
    Line("imports:row", UPLOADER, **_ROW).answering(*UNREADY),
    *(Line(f"imports:{name}", UPLOADER, ("POST",), **_BATCH).answering(*UNREADY) for name in BATCH_ACTS),
    *(Line(f"imports:{name}", UPLOADER, ("POST",), **_ROW).answering(*UNREADY) for name in ROW_ACTS),
)

LINES: tuple[Line, ...] = (
    *SIGN_IN,
    *ACCESS,
    *HOME,
    *BOARD,
    *ENTERPRISES,
    *ORGANIZATIONS,
    *GROUPS,
    *STATIONS,
    *MEMBERS,
    *STANDINGS,
    *PROVISIONS,
    *LISTS,
    *DELETIONS,
    *MERGES,
    *MERGES_BY_TWO,
    *FROZEN,
    *OWN_ACCOUNTS,
    *RESTRICTION,
    *OWN_ROW,
    *DUES,
    *COVERAGE,
    *VISITS,
    *DUTIES,
    *RULES,
    *IMPORTS,
)
