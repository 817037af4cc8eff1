"""Renaming an organisation by an approval (更名): dated, the former name stays on record, papers keep theirs."""

from django.db import transaction

from runwu.accounts.models import User
from runwu.core.facts import Change, record_changes
from runwu.core.pinyin import initials_of
from runwu.organizations.choices import OrganizationState, RestructuringKind
from runwu.organizations.models import FormerName, Organization, Restructuring
from runwu.organizations.services import refusals
from runwu.organizations.services.restructuring import Paper, check_paper, check_stands, locked, log, record

_STANDING = (OrganizationState.ACTIVE, OrganizationState.PENDING)


@transaction.atomic
def rename(*, organization: Organization, name: str, short_name: str, paper: Paper, by: User) -> Restructuring:
    """Give an organisation another name from a day on (更名).

    Raises UserError when the paper or a day can't be, the name stays or is taken, or a later name is on record.
    """
    organization = locked([organization])[organization.pk]
    name, short_name = name.strip(), short_name.strip()
    check_rename(organization, name, paper)
    act = record(RestructuringKind.RENAME, organization, paper, by)
    FormerName.objects.create(
        restructuring=act, organization=organization, name=organization.name, short_name=organization.short_name,
        new_name=name, until=paper.on,
    )  # fmt: skip
    _call(organization, name, short_name, act, by)
    log(act, "restructured", by)
    return act


def check_rename(organization: Organization, name: str, paper: Paper) -> None:
    """Raise what renaming would, without changing anything. Two queries."""
    check_paper(paper)
    check_stands(organization)
    if name == organization.name:
        raise refusals.same_name(name)
    taken = Organization.objects.filter(park=organization.park, name=name, state__in=_STANDING)
    if taken.exclude(pk=organization.pk).exists():
        raise refusals.name_taken(name)
    since = (
        FormerName.objects.filter(organization=organization).order_by("until").values_list("until", flat=True).last()
    )
    for day in (since, organization.established_on):
        if day is not None and paper.on <= day:
            raise refusals.not_before_name(organization, day)


def take_back_name(act: Restructuring, by: User) -> None:
    """Give an organisation its former name back (撤回更名). Raises Conflict where it was renamed again since."""
    former = act.former_name
    organization = locked([former.organization])[former.organization_id]
    if FormerName.objects.filter(organization=organization, pk__gt=former.pk).exists():
        raise refusals.not_undoable()
    _call(organization, former.name, former.short_name, act, by)
    former.delete()


def _call(organization: Organization, name: str, short_name: str, act: Restructuring, by: User) -> None:
    change = Change(organization, "name", organization.name, name)
    record_changes([change], source=act.approval.number, source_date=act.on, by=by.public_id)
    organization.name, organization.short_name = name, short_name
    organization.initials = initials_of(name, limit=100)
    organization.full_clean(exclude=["path"])
    organization.save(update_fields=["name", "short_name", "initials"])
