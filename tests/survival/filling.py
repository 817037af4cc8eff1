"""Runs inside an installation: fills it, starts work in it, and says how things stand there."""

import io
from collections import Counter
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files import File
from django.db import connection
from django.test import Client
from django.utils import timezone

from runwu.access.choices import Role
from runwu.access.services import RoleRequest, grant_role
from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.audit.sealing import seal_all
from runwu.core.backup import RestoreRefused, back_up
from runwu.core.backup.digests import digest_of
from runwu.core.backup.tables import stored_models
from runwu.core.backup.target import require_empty
from runwu.core.crypto import keyring
from runwu.core.crypto.backupkeys import add_backup_key, backup_key_file
from runwu.core.crypto.rotation import outdated_values
from runwu.core.errors import UserError
from runwu.core.imports.committing import start_commit
from runwu.core.imports.kinds import kind_of
from runwu.core.imports.reading import read_batch
from runwu.core.imports.settling import works
from runwu.core.imports.staged import number_of_rows
from runwu.core.imports.uploading import read_again, start_import
from runwu.core.jobs import retry
from runwu.core.keys import key_problems, unfinished
from runwu.core.keys.stages import encrypted_fields
from runwu.core.models import AuditEntry, ImportBatch, Job
from runwu.core.models.jobs import JobState
from runwu.coverage.choices import PlanState
from runwu.coverage.models import AdoptedGroup, AdoptedUnit, Adoption, FormationPlan, MemberMove
from runwu.coverage.services.plans import compute_plan, request_plan
from runwu.coverage.services.withdrawals import withdraw
from runwu.coverage.tests.park import METRE, SINCE, PlanPark, build_park, firm, member
from runwu.enterprises.choices import FactKind, Located
from runwu.enterprises.models import Enterprise, Park
from runwu.enterprises.services import FactInput, record_facts
from runwu.organizations.models import Organization
from runwu.people.models import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_MOVING = (
    "core_audit",
    "core_job",
    "core_import",
    "core_staged",
    "core_attachment",
    "core_columnmemory",
    "accounts_",
    "coverage_parktally",
)


def found_park(firms: int) -> None:
    """Build a park with so many further firms along its road, each with a member or two."""
    office = build_park()
    added = [_firm(office, number) for number in range(firms)]
    record_facts([FactInput(one.pk, FactKind.OPERATING, "yes", SINCE, "示例台账") for one in added], by=None)
    for number, one in enumerate(added):
        for each in range(1 + number % 2):
            member(f"示例成员{number}之{each + 1}", office.general, one)


def _firm(office: PlanPark, number: int) -> Enterprise:
    place: dict[str, Any] = {"longitude": 110.0, "located": Located.COORDINATES}
    return firm(office.park, f"沿路{number}", latitude=20.0 + (10 + number) * 130 * METRE, **place)


def _officer() -> User:
    return User.objects.get(username="officer")


def sign_in(user: str) -> str:
    """Sign somebody in and return the cookie of the session."""
    client = Client()
    client.force_login(User.objects.get(username=user), backend=BACKEND)
    return client.cookies["sessionid"].value


def digests() -> dict[str, str]:
    """Return the digest of every table of facts; what logs, jobs and sign-ins write stays aside."""
    models = [model for model in stored_models(apps) if not model._meta.db_table.startswith(_MOVING)]
    return {model._meta.db_table: digest_of(model).digest for model in models}


def verified() -> list[str]:
    """Seal the log and return what verifying it finds."""
    seal_all()
    return [str(finding) for finding in audit.verify().findings]


def workbook_text(number: int, rows: int) -> str:
    """Return a ledger of invented firms; every number gives others."""
    lines = ["企业名称,园区临时编号,地址,职工人数,阶段,所有制,是否实际经营"]
    for row in range(rows):
        name = f"示例第{number}册{row}号有限公司"
        lines.append(f"{name},册{number}-{row},示例路{row}号,{row % 300},投产,民营,是")
    return "\n".join(lines)


def place_and_day() -> tuple[str, str]:
    """Return the park to import into, and today."""
    return str(Park.objects.get().public_id), timezone.localdate().isoformat()


def read_lost() -> None:
    """Have read again, as a person does, an upload whose job was lost with the server."""
    for batch in ImportBatch.objects.filter(state="uploaded"):
        if not works(batch):
            read_again(batch, _officer())


def upload(number: int, rows: int, in_background: bool = True) -> str:
    """Upload a ledger, and have it read by the worker."""
    officer, kind = _officer(), kind_of("enterprises")
    place = next(iter(kind.places(kind.scope_of(officer.public_id, timezone.localdate()))))
    file = File(io.BytesIO(workbook_text(number, rows).encode()), f"示例台账{number}.csv")
    batch = start_import(
        kind=kind,
        place=place,
        file=file,
        name=str(file.name),
        as_of=timezone.localdate(),
        by=officer,
        in_background=in_background,
    )
    return str(batch.public_id)


def send(number: int, rows: int) -> str:
    """Upload and read a ledger, and have it written by the worker."""
    public_id = upload(number, rows, in_background=False)
    read_batch(batch=public_id)
    batch = ImportBatch.objects.get(public_id=public_id)
    start_commit(batch, expected_version=batch.version, by=_officer())
    return public_id


def jobs() -> dict[str, int]:
    """Count the jobs by state; those that no worker takes up again by itself are “stuck”."""
    return dict(Counter("stuck" if job.interrupted else str(job.state) for job in Job.objects.all()))


def retry_stuck() -> None:
    """Run again, as a person does, what has ended three workers."""
    for job in Job.objects.filter(state=JobState.RUNNING):
        if job.interrupted:
            retry(job)


def batches() -> list[dict[str, Any]]:
    """Return each import: its state, how many rows it has staged and read, how many firms are there, its entries."""
    return [_batch(batch) for batch in ImportBatch.objects.order_by("pk")]


def _batch(batch: ImportBatch) -> dict[str, Any]:
    number = str(batch.file_name).removeprefix("示例台账").removesuffix(".csv")
    entries = AuditEntry.objects.filter(action="core.import.committed", subject_id=str(batch.public_id))
    return {
        "state": str(batch.state),
        "staged": number_of_rows(batch),
        "read": batch.counts.get("read", 0),
        "written": Enterprise.objects.filter(provisional_number__startswith=f"册{number}-").count(),
        "entries": entries.count(),
    }


def new_plan() -> str:
    """Compute a plan of the park; a worker beside may be quicker."""
    plan = request_plan(park=Park.objects.get(), on=timezone.localdate(), by=_officer(), keeps_joint_branches=False)
    with suppress(UserError):  # what came first stays, and the later one says so
        compute_plan(plan=str(plan.public_id))
    plan.refresh_from_db()
    if plan.state != PlanState.READY:
        raise RuntimeError(f"the plan is {plan.state}")
    return str(plan.public_id)


def plan_version(plan: str) -> int:
    """Return the version that a page of a plan carries."""
    return FormationPlan.objects.get(public_id=plan).version


def adopted() -> dict[str, int]:
    """Count what adopting writes."""
    standing = Adoption.objects.exclude(state="withdrawn")
    return {
        "adoptions": standing.count(),
        "entries": AuditEntry.objects.filter(action="coverage.plan.adopted").count() - _withdrawn(),
        "groups": AdoptedGroup.objects.filter(adoption__in=standing).count(),
        "units": AdoptedUnit.objects.filter(group__adoption__in=standing).count(),
        "moves": MemberMove.objects.filter(adoption__in=standing).count(),
        "branches": Organization.objects.filter(state="pending").count(),
        "plans": FormationPlan.objects.filter(state="adopted").count(),
    }


def _withdrawn() -> int:
    return Adoption.objects.filter(state="withdrawn").count()


def withdraw_adoption() -> None:
    """Take back what was sent up."""
    adoption = Adoption.objects.exclude(state="withdrawn").get()
    withdraw(adoption=adoption, expected_version=adoption.version, on=timezone.localdate(), by=_officer())


def found_people(number: int) -> None:
    """Register people with phone and birth date, so that a rotation has something to move."""
    Person.objects.bulk_create(
        Person(name=f"示例人员{each}", birth_date="1990-01-01", phone=f"{each:011}") for each in range(number)
    )


def readable() -> dict[str, str]:
    """Decrypt every encrypted value of every row, and return one digest per column."""
    found = {}
    for model, field in encrypted_fields():
        values = model._default_manager.order_by("pk").values_list("pk", field.attname)
        found[f"{model._meta.db_table}.{field.column}"] = sha256(repr(list(values)).encode()).hexdigest()
    return found


def rotation() -> dict[str, Any]:
    """Say how a rotation stands: unfinished, values under older keys, what does not fit."""
    older = sum(outdated_values(model._default_manager.all(), field.attname) for model, field in encrypted_fields())
    return {"unfinished": unfinished(keyring()), "older": older, "problems": key_problems()}


def make_backup(path: str) -> None:
    """Make a backup, with a key of its own."""
    if not backup_key_file().exists():
        add_backup_key()
    back_up(Path(path))


def is_empty() -> bool:
    """Tell whether a backup may be restored into this instance."""
    try:
        require_empty(apps)
    except RestoreRefused:
        return False
    return True


def found_office_of(number: int) -> dict[str, str]:
    """Open accounts of officers of the park's committee, and return the session of each by name."""
    committee = Organization.objects.get(form="comprehensive_committee")
    for each in range(number):
        user = User.objects.create_user(f"clerk{each}", display_name=f"示例干事{each}")
        asked = RoleRequest(role=Role.COMMITTEE_OFFICER, organization=committee, with_below=True, valid_from=SINCE)
        grant_role(user=user, request=asked, by=None, scope=None)
    return {f"clerk{each}": sign_in(f"clerk{each}") for each in range(number)}


def busy_firms(number: int) -> list[str]:
    """Return a few firms that everybody corrects."""
    firms = Enterprise.objects.filter(name__contains="沿路").order_by("pk")[:number]
    return [str(public_id) for public_id in firms.values_list("public_id", flat=True)]


def units_of(plan: str) -> list[str]:
    """Return the enterprises that a plan groups."""
    return [unit["id"] for unit in FormationPlan.objects.get(public_id=plan).instance["units"]]


def written_by_crowd(plan: str) -> dict[str, int]:
    """Count what the crowd's acts have left."""
    return {
        "fact": sum(Enterprise.objects.filter(name__contains="沿路").values_list("version", flat=True)),
        "fact_entries": AuditEntry.objects.filter(action="enterprises.fact.corrected").count(),
        "plan": FormationPlan.objects.get(public_id=plan).version,
        "plan_entries": AuditEntry.objects.filter(
            action__in=[f"coverage.plan.{act}" for act in ("moved", "caught", "adopted")],
            place=Park.objects.get().public_id,
        ).count(),
        "aside": AuditEntry.objects.filter(action="workbench.duty.decided").count(),
        "imported": Enterprise.objects.filter(provisional_number__startswith="册").count(),
        "deadlocks": _deadlocks(),
    }


def _deadlocks() -> int:
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])
