"""Whoever comes to an organisation locks it first (新来的先锁定), so that it does not end at that very moment."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from runwu.core.errors import Conflict
from runwu.organizations.choices import OrganizationState
from runwu.organizations.models import Organization

_ENDED = (OrganizationState.DISSOLVED, OrganizationState.WITHDRAWN)


def lock_for_newcomers(organizations: Collection[int]) -> Mapping[int, str]:
    """Lock organisations in the order of restructurings and return their paths by id. One query.

    Waits for a restructuring under way. Raises Conflict where an organisation has ended.
    """
    rows = Organization.objects.select_for_update(no_key=True).filter(pk__in=organizations).order_by("pk")
    found = list(rows.only("pk", "path", "state", "name", "short_name"))
    for one in found:
        if one.state in _ENDED:
            raise Conflict(
                _("“%(name)s”%(state)s，不能再接收组织关系。")
                % {"name": one.label, "state": OrganizationState(one.state).label},
                rule=_("党员组织关系只能在已成立或待批复的党组织。"),
                now=_("请到组织页查看沿革，改到承接组织办理。"),
            )
    return {one.pk: one.path for one in found}
