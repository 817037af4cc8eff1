"""Find the organisation, park, grid cell or enterprise that somebody names when granting a role (授权范围)."""

from dataclasses import dataclass
from itertools import chain

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from runwu.access.choices import Role
from runwu.access.policies import POLICIES, Place
from runwu.access.selectors import enterprises_to_grant, grids_to_grant, organizations_to_grant, parks_to_grant
from runwu.core.scope import Scope
from runwu.enterprises.models import Enterprise, GridCell, Park
from runwu.organizations.models import Organization

SUGGESTED = 200


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """The place that was meant: at most one of them."""

    organization: Organization | None = None
    park: Park | None = None
    grid: GridCell | None = None
    enterprise: Enterprise | None = None


def suggestions(*, scope: Scope) -> list[str]:
    """Return names of parks and organisations in reach, the highest ones first."""
    parks = parks_to_grant(scope=scope).values_list("name", flat=True)[:SUGGESTED]
    organizations = organizations_to_grant(scope=scope).order_by("path").values_list("name", flat=True)[:SUGGESTED]
    return list(dict.fromkeys(chain(parks, organizations)))[:SUGGESTED]


def place_named(words: str, *, role: Role, scope: Scope) -> NamedPlace:
    """Return the place in reach with this name or code, among the kinds that the role may name.

    Raises ValidationError when nothing or more than one is found; what is out of reach is not found.
    """
    words = words.strip()
    kinds = POLICIES[role].places
    if not words:
        return NamedPlace()
    found = [place for kind in sorted(kinds) for place in _found(words, kind, scope)]
    if not found:
        raise ValidationError(_("在你的管理范围内没有找到“%(words)s”。请核对名称或编码。") % {"words": words})
    if len(found) > 1:
        raise ValidationError(_("有多个范围叫“%(words)s”。请改填组织编码或统一社会信用代码。") % {"words": words})
    return found[0]


def _found(words: str, kind: Place, scope: Scope) -> list[NamedPlace]:
    if kind is Place.ORGANIZATION:
        by_name = Q(name=words) | Q(short_name=words) | Q(code=words)
        return [NamedPlace(organization=row) for row in organizations_to_grant(scope=scope).filter(by_name)[:2]]
    if kind is Place.PARK:
        return [NamedPlace(park=row) for row in parks_to_grant(scope=scope).filter(name=words)[:2]]
    if kind is Place.GRID:
        park, _slash, grid = words.rpartition("/")  # a name may stand in several parks: 园区/网格 is one of them
        grids = grids_to_grant(scope=scope).filter(name=grid.strip(), **({"park__name": park.strip()} if park else {}))
        return [NamedPlace(grid=row) for row in grids[:2]]
    if kind is Place.ENTERPRISE:
        by_key = Q(name=words) | Q(short_name=words) | Q(credit_code=words.upper()) | Q(provisional_number=words)
        rows = enterprises_to_grant(scope=scope).filter(by_key).select_related("park")[:2]
        return [NamedPlace(enterprise=row) for row in rows]
    return []
