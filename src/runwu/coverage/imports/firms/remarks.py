"""What is wrong or remarkable in a row of the enterprise workbook, by itself (单行核对)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from runwu.core.imports import ImportContext, ImportRow, Remark
from runwu.core.imports.coordinates import Position, distance_m, in_china, to_wgs84
from runwu.core.imports.rows import error, warning
from runwu.coverage.imports.firms.wishes import LONGEST, FirmWish, share_in_percent
from runwu.enterprises.models import Park
from runwu.rules.identifiers import Problem, read_credit_code, read_industry

_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")


def vet(row: ImportRow, wish: FirmWish, park: Park, context: ImportContext) -> Iterator[Remark]:
    """Yield what is wrong with a row by itself, and put checked values into its wish."""
    yield from _too_long(row)
    yield from _code(row, wish)
    yield from _industry(row, wish)
    yield from _figures(row, wish)
    yield from _place(row, wish, park, context)
    yield from _branch(row, wish)


def _too_long(row: ImportRow) -> Iterator[Remark]:
    for key, limit in LONGEST.items():
        if len(row.text(key)) > limit:
            yield error(
                "too_long",
                _("这一格有 %d 个字，太长了。") % len(row.text(key)),
                _("请缩到 %d 字以内。") % limit,
                key=key,
            )


def _code(row: ImportRow, wish: FirmWish) -> Iterator[Remark]:
    if "credit_code" not in wish.fields:
        return
    found = read_credit_code(row.text("credit_code"))
    if isinstance(found, Problem):
        del wish.fields["credit_code"]
        yield error(f"code_{found.kind}", f"{found.happened}。", f"{found.now}。", key="credit_code")
    else:
        wish.fields["credit_code"] = found.code


def _industry(row: ImportRow, wish: FirmWish) -> Iterator[Remark]:
    text = row.text("industry")
    if not text:
        return
    found = read_industry(text)
    if isinstance(found, Problem):
        yield warning("industry", f"{found.happened}，", _("行业代码这一格不写入。"), key="industry")
    else:
        wish.fields["industry"] = found.code


def _figures(row: ImportRow, wish: FirmWish) -> Iterator[Remark]:
    staff = row.values.get("staff")
    if isinstance(staff, int) and not 0 <= staff <= 10_000_000:
        yield error("staff", _("职工人数不能是 %d。") % staff, _("请填 0 或正整数；不知道就留空。"), key="staff")
    share = wish.fields.get("foreign_share")
    if share is None:
        return
    wish.fields["foreign_share"] = found = share_in_percent(share).quantize(Decimal("0.01"))
    if not 0 <= found <= 100:
        yield error(
            "share", _("外资比例 %s%% 不在 0 到 100 之间。") % share, _("请填百分数，如 25。"), key="foreign_share"
        )
    elif found != share:
        yield warning(
            "share_as_ratio",
            _("外资比例 %s 按百分之 %s 记。") % (share, f"{found:f}"),
            _("不对就改成百分数。"),
            key="foreign_share",
        )


def _place(row: ImportRow, wish: FirmWish, park: Park, context: ImportContext) -> Iterator[Remark]:
    point, problem = _point(row)
    if problem is not None:
        yield problem
    if point is None:
        return
    if abs(point.latitude) > 90 and in_china(Position(point.longitude, point.latitude)):
        yield error("swapped", _("经度和纬度像是填反了。"), _("请把两格对调。"), key=_coordinate_key(row))
    elif abs(point.latitude) > 90 or abs(point.longitude) > 180:
        yield error(
            "no_point", _("这不是地球上的坐标。"), _("请核对经度和纬度；没有就留空。"), key=_coordinate_key(row)
        )
    else:
        found = to_wgs84(point, context.options.get("coordinate_system") or park.coordinate_system)
        wish.fields |= {"latitude": found.latitude, "longitude": found.longitude}
        yield from _outside(found, park, _coordinate_key(row))


def _point(row: ImportRow) -> tuple[Position | None, Remark | None]:
    latitude, longitude = row.values.get("latitude"), row.values.get("longitude")
    if latitude is not None and longitude is not None:
        return Position(float(latitude), float(longitude)), None  # type: ignore[arg-type]
    if latitude is not None or longitude is not None:
        missing = "longitude" if longitude is None else "latitude"
        return None, error("half_point", _("经度和纬度只填了一个。"), _("请补上另一个，或两格都留空。"), key=missing)
    text = row.text("position")
    numbers = [float(number) for number in _NUMBERS.findall(text)]
    if len(numbers) == 2:
        return Position(*sorted(numbers)), None  # in China the latitude is always the smaller one
    return None, error(
        "position", _("“坐标”这一格读不出两个数。"), _("请写成 经度,纬度。"), key="position"
    ) if text else None


def _coordinate_key(row: ImportRow) -> str:
    return "longitude latitude" if row.values.get("longitude") is not None else "position"


def _outside(point: Position, park: Park, key: str) -> Iterator[Remark]:
    if park.latitude is None or park.longitude is None:
        return
    away = distance_m(point, Position(park.latitude, park.longitude))
    if away > park.radius_m:
        words = {"away": away / 1000, "radius": park.radius_m / 1000}
        yield error(
            "outside",
            _("坐标离园区中心 %(away).1f 公里，超出园区范围（%(radius).1f 公里）。") % words,
            _("请核对经纬度和坐标系；没有准确坐标就留空，按厂房或网格定位。"),
            key=key,
        )


def _branch(row: ImportRow, wish: FirmWish) -> Iterator[Remark]:
    if row.text("formation") and wish.branch is None:
        yield warning("formation_alone", _("填了组建方式，没有填党组织名称，"), _("覆盖关系不写入。"), key="branch")
    founded = row.values.get("branch_since")
    if wish.branch and founded is not None and wish.branch.established is None:
        yield error("founded_later", _("党组织成立日期晚于数据截至日期。"), _("请核对日期。"), key="branch_since")
    began = row.values.get("produced_on")
    if began is not None and wish.facts and not any(fact.since == began for fact in wish.facts):
        yield began_later()


def began_later() -> Remark:
    """Return what is said where the day on which production began is of no use."""
    return warning(
        "began_later",
        _("投产日期没有用上：阶段不是投产，或日期晚于数据截至。"),
        _("请看一眼是否对。"),
        key="produced_on",
    )
