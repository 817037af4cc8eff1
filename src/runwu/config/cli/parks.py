"""Commands of parks: one more beside those there are, what is on record of one corrected, all of them listed."""

import sys
from argparse import Namespace

from runwu.core.errors import UserError


def parks(arguments: Namespace) -> int:
    """Do one of the things; 1 with a message where it does not work."""
    from django.core.exceptions import ValidationError

    from runwu.config.setup import refused

    try:
        return _WAYS[arguments.what](arguments)
    except ValidationError as error:
        print(refused(error), file=sys.stderr)
    except UserError as error:
        print(error, file=sys.stderr)
    return 1


def _add(arguments: Namespace) -> int:
    """Set up one more park with its committees, below a committee there is or a new one; no accounts."""
    from runwu.config.setup import add_park

    found = add_park(
        name=arguments.park,
        region=arguments.region,
        kind=arguments.kind,
        superior_name=arguments.superior,
        committee_name=arguments.committee,
    )
    print(f"{found.park.name}：{found.superior.name} → {found.working_committee.name} → {found.committee.name}")
    print("没有新账号：请安全管理员在“账号”里为这个园区授权。授权在上级党委、含下级的账号，已经看得到它。")
    return 0


def _set(arguments: Namespace) -> int:
    """Correct kind, region or place on the map; what is not named stays as it is."""
    from runwu.enterprises.models import Park
    from runwu.enterprises.services import correct_park
    from runwu.enterprises.services.parks import CORRECTED

    park = Park.objects.filter(name=arguments.park).first()
    if park is None:
        raise UserError(f"没有叫“{arguments.park}”的园区。", now="用 runwu park list 看全部园区的名称。")
    told = {name: getattr(arguments, name) for name in CORRECTED}
    changed = correct_park(
        park=park, changes={name: value for name, value in told.items() if value is not None}, by=None
    )
    for name, (was, now) in changed.items():
        label = Park._meta.get_field(name).verbose_name  # type: ignore[union-attr]
        print(f"{park.name} {label}：{'—' if was is None else was} → {now}")
    if not changed:
        print(f"{park.name}：没有变化，没有写入。")
    return 0


def _list(_arguments: Namespace) -> int:
    """List the parks with kind, region and place."""
    from runwu.enterprises.models import Park

    for park in Park.objects.order_by("name"):
        place = (
            "—" if park.latitude is None else f"{park.latitude},{park.longitude} {park.get_coordinate_system_display()}"
        )
        print(f"{park.name}  {park.get_kind_display()}  {park.region}  {place}")
    return 0


_WAYS = {"add": _add, "set": _set, "list": _list}
