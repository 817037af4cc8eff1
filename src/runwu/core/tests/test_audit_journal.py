"""Writing the log: who did what to what, in the act's transaction, without personal values."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest
import structlog
from django.db import models, transaction

from runwu.core import audit
from runwu.core.audit.guard import PersonalValue
from runwu.core.models import Attachment, AuditEntry, AuditSegment
from runwu.core.models.audit import ActorKind
from runwu.core.tests.chains import Clerk

pytestmark = pytest.mark.django_db
SUBJECT = Attachment()
ID_NUMBER = "46010619900101" + "0000"
PHONE = "1" + "3800000000"


def test_an_entry_names_actor_act_and_subject() -> None:
    clerk = Clerk()

    audit.log(clerk, "members.transfer.opened", SUBJECT)

    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.actor_kind, entry.action) == (
        clerk.public_id,
        ActorKind.PERSON,
        "members.transfer.opened",
    )
    assert (entry.subject_type, entry.subject_id) == ("core.attachment", str(SUBJECT.public_id))


def test_the_system_acts_without_an_account() -> None:
    entry = audit.log(None, "core.attachment.purged", SUBJECT)

    assert (entry.actor, entry.actor_kind) == (None, ActorKind.SYSTEM)


def test_an_entry_says_whose_people_may_read_it() -> None:
    park = uuid.uuid4()

    audit.log(None, "members.member.restricted", SUBJECT, place=park, path="aa.ab", restricted=True)

    entry = AuditEntry.objects.get()
    assert (entry.place, entry.path, entry.restricted) == (park, "aa.ab", True)


def test_changed_fields_are_named_once_each_in_order() -> None:
    entry = audit.log(None, "members.member.edited", SUBJECT, fields=["phone", "name", "phone"])

    assert entry.fields == ["name", "phone"]


def test_an_entry_carries_the_request_id() -> None:
    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        entry = audit.log(None, "members.member.edited", SUBJECT)

    assert entry.request_id == "r-1"


def test_an_act_that_fails_leaves_no_entry() -> None:
    with pytest.raises(PersonalValue), transaction.atomic():  # noqa: PT012 -- the second act fails the first
        audit.log(None, "members.member.edited", SUBJECT)
        audit.log(None, "members.member.edited", SUBJECT, phone=PHONE)

    assert not AuditEntry.objects.exists()


class Grade(models.TextChoices):
    """Any choice."""

    FULL = "full", "正式"


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (None, None),
        (True, True),
        (0, 0),
        (28, 28),
        (85.5, 85.5),
        (3.0, 3),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 8, tzinfo=UTC), "2026-03-01T08:00:00+00:00"),
        (Grade.FULL, "full"),
        ("branch.formation.minimum", "branch.formation.minimum"),
        ("2026-03-01", "2026-03-01"),
        ("ab" * 32, "ab" * 32),
        ("", ""),
        (["full", 3], ["full", 3]),
    ],
)
def test_counts_codes_dates_ids_and_digests_may_be_logged(value: Any, stored: Any) -> None:
    audit.log(None, "core.sample.written", SUBJECT, value=value)

    assert AuditEntry.objects.get().extra == {"value": stored}


@pytest.mark.parametrize(
    "value",
    [
        "示例甲",
        "三亚",
        PHONE,
        int(PHONE),
        ID_NUMBER,
        int(ID_NUMBER),
        ID_NUMBER[:-1] + "X",
        "@".join(("someone", "example.org")),
        "two words",
        float("nan"),
        float("inf"),
        ["full", "示例甲"],
        [["full"]],
        {"name": "full"},
        list(range(101)),
        b"bytes",
        "a" * 101,
    ],
)
def test_what_could_be_personal_is_refused_and_not_repeated(value: Any) -> None:
    with pytest.raises(PersonalValue) as refusal:
        audit.log(None, "core.sample.written", SUBJECT, value=value)

    assert str(value) not in str(refusal.value)


@pytest.mark.parametrize("field", ["示例甲", PHONE, "Name", "two words"])
def test_values_do_not_pass_as_field_names(field: str) -> None:
    with pytest.raises(PersonalValue):
        audit.log(None, "core.sample.written", SUBJECT, fields=[field])


def test_values_do_not_pass_as_names_of_extra_data() -> None:
    with pytest.raises(PersonalValue):
        audit.log(None, "core.sample.written", SUBJECT, 示例甲=1)


@pytest.mark.parametrize(
    "action", ["opened", "members.opened", "members.transfer.opened.twice", "Members.a.b", "a.b.示"]
)
def test_an_action_reads_area_noun_verb(action: str) -> None:
    with pytest.raises(ValueError, match=r"area\.noun\.verb"):
        audit.log(None, action, SUBJECT)


def test_a_subject_without_public_id_is_refused() -> None:
    with pytest.raises(TypeError, match="no public id"):
        audit.log(None, "core.sample.written", AuditSegment())
