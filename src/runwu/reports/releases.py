"""Whether totals of members of an area may be shown (党员总数公开登记): off until a named official says so."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from runwu.access.choices import Role
from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import UserError
from runwu.core.scope import Scope, path_condition
from runwu.organizations.choices import COMMITTEE_FORMS
from runwu.organizations.models import Organization
from runwu.reports.models import AreaRelease

_RELEASING = (Role.ORGANIZATION_DEPARTMENT, Role.COMMITTEE_OFFICER)


def areas(*, scope: Scope) -> QuerySet[Organization]:
    """List the committees for whose area somebody may record a release: organisation departments and officers."""
    reach = [(grant.path, grant.with_below) for grant in scope.grants if grant.role in _RELEASING]
    return Organization.objects.filter(path_condition(reach), form__in=COMMITTEE_FORMS).order_by("path")


def may_release(*, scope: Scope) -> bool:
    """Tell whether somebody may record a release anywhere."""
    return any(grant.role in _RELEASING and grant.path for grant in scope.grants)


def released_parks(*, parks: Collection[int], on: date) -> tuple[frozenset[int], bool]:
    """Return the parks below a released area, and whether one release covers all of them. Two queries."""
    paths = list(AreaRelease.objects.on(on).values_list("organization__path", flat=True))
    if not paths:
        return frozenset(), False
    committees: dict[int, list[str]] = {}
    rows = Organization.objects.filter(park__in=parks, form__in=COMMITTEE_FORMS)
    for park, path in rows.values_list("park_id", "path"):
        committees.setdefault(park, []).append(path)
    below = [{park for park, own in committees.items() if any(one.startswith(path) for one in own)} for path in paths]
    shown = frozenset(park for found in below for park in found)
    return shown, any(found >= set(parks) for found in below)


def releases(*, scope: Scope) -> QuerySet[AreaRelease]:
    """List the releases recorded for areas in reach, the newest first."""
    rows = AreaRelease.objects.filter(organization__in=areas(scope=scope).values("pk"))
    return rows.select_related("organization").order_by("-valid_from", "-pk")


@transaction.atomic
def record_release(*, organization: Organization, said: Mapping[str, str], since: date, by: User) -> AreaRelease:
    """Record that a named official has declared the totals of an area not classified (登记). Raises UserError when one holds."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    if AreaRelease.objects.open().filter(organization=organization).exists():
        raise UserError(
            _("%(name)s已经登记过党员总数可以显示。") % {"name": organization.label},
            rule=_("一个区域同一时间只登记一次。"),
            now=_("依据变了的，请先停止原来的登记，再重新登记。"),
        )
    row = AreaRelease(organization=organization, valid_from=since, recorded_by=by.public_id, **said)
    row.full_clean(exclude=["recorded_by"])
    row.save()
    audit.log(by, "reports.release.recorded", row, path=organization.path, on=since)
    return row


@transaction.atomic
def end_release(*, release: AreaRelease, on: date, by: User) -> None:
    """End a release (停止显示); one of today is taken back altogether."""
    row = AreaRelease.objects.select_for_update().select_related("organization").get(pk=release.pk)
    audit.log(by, "reports.release.ended", row, path=row.organization.path, on=on)
    if row.valid_from >= on:
        AreaRelease.objects.filter(pk=row.pk).delete()
        return
    AreaRelease.objects.filter(Q(pk=row.pk)).update(valid_to=on)
