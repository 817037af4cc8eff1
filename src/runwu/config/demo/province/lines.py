"""Lines beside the tree in the demo province (示例条线): guidance along each chain, one industry, two promises."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from runwu.accounts.models import User
from runwu.config.demo.province.parks import DemoPark
from runwu.config.setup import SetUp
from runwu.core.pinyin import initials_of
from runwu.enterprises.models import Park
from runwu.organizations.choices import BRANCH_FORMS, Form, OrganizationState, RelationKind, RelationLine
from runwu.organizations.models import Organization
from runwu.organizations.services import establish
from runwu.organizations.services.promises import record_promise, settle_promise
from runwu.organizations.services.relations import RelationEntry, record_relation

INDUSTRY = "中共示例省数字产业行业委员会"
GUIDED = ("示例椰风软件园", "示例复兴数字产业园")
_DOCUMENT = "示组〔2026〕2号（示例）"


def guide_chains(park: DemoPark, found: SetUp, by: User, today: date) -> int:
    """Let the organisation of each chain guide a branch along it, or any branch where none stands there."""
    leading = Organization.objects.filter(park=found.park, form=Form.CHAIN_ORGANIZATION).order_by("pk")
    for number, (source, chain) in enumerate(zip(leading, park.chains, strict=True)):
        target = _branch(found.park, chain, number, today)
        record_relation(source=source, target=target, entry=_entry(RelationLine.CHAIN, today), by=by)
    return len(park.chains)


def _branch(park: Park, chain: str, number: int, today: date) -> Organization:
    rows = Organization.objects.filter(park=park, form__in=BRANCH_FORMS, state=OrganizationState.ACTIVE).order_by("pk")
    rows = rows.filter(Q(established_on=None) | Q(established_on__lte=today))
    along = rows.filter(units__enterprise__chain__name=chain).first()
    return along or rows[number]


@transaction.atomic
def guide_industry(parks: list[SetUp], superior: Organization, by: User, today: date) -> None:
    """Let one industry guide two parks, with a promise that was kept and one that is due; once for all starts."""
    if Organization.objects.filter(name=INDUSTRY).exists():
        return
    row = Organization(name=INDUSTRY, initials=initials_of(INDUSTRY), form=Form.COMMITTEE)
    source = establish(organization=row, parent=superior, on=today, by=by)
    guided = [found for found in parks if found.park.name in GUIDED]
    first, *_others = [
        record_relation(source=source, target=found.committee, entry=_entry(RelationLine.INDUSTRY, today), by=by)
        for found in guided
    ]
    kept = record_promise(
        relation=first, promised_by=source, words="为园区软件企业开一次行业政策说明会（示例）", due_on=today, by=by
    )
    settle_promise(promise=kept, kept=True, on=today, evidence="说明会签到表和材料（示例）", by=by)
    later = today + timedelta(days=90)
    record_promise(
        relation=first, promised_by=first.target, words="汇总企业对行业标准的意见（示例）", due_on=later, by=by
    )


def _entry(line: RelationLine, today: date) -> RelationEntry:
    return RelationEntry(kind=RelationKind.GUIDED, line=line, since=today, document=_DOCUMENT)
