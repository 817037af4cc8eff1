"""Workbooks of coverage (企业台账、党建指导员名册): registered as kinds of imports."""

from django.utils.translation import gettext_lazy as _

from runwu.core.imports import Choice, ImportKind, ImportOption, NextStep, register_kind
from runwu.coverage.imports.firms.checker import FirmChecker
from runwu.coverage.imports.firms.columns import ENTERPRISE_COLUMNS
from runwu.coverage.imports.firms.writer import write_firms
from runwu.coverage.imports.instructors.checker import InstructorChecker
from runwu.coverage.imports.instructors.columns import INSTRUCTOR_COLUMNS
from runwu.coverage.imports.instructors.writer import write_instructors
from runwu.enterprises.choices import CoordinateSystem
from runwu.members.imports.places import account_scope, park_places

COORDINATES = ImportOption(
    key="coordinate_system",
    label=_("坐标系"),
    choices=(
        Choice("", _("按园区设定")),
        Choice(CoordinateSystem.WGS84, "WGS-84"),
        Choice(CoordinateSystem.GCJ02, _("GCJ-02（高德、腾讯、国内多数地图）")),
        Choice(CoordinateSystem.BD09, _("BD-09（百度）")),
    ),
    help=_("表里的经纬度取自哪种地图。不同坐标系相差几百米，写入时统一换算。没有坐标可不管。"),
)

ENTERPRISES = register_kind(
    ImportKind(
        key="enterprises",
        title=_("企业台账"),
        unit=_("家"),
        specs=ENTERPRISE_COLUMNS,
        places=park_places,
        scope_of=account_scope,
        checker=FirmChecker,
        write=write_firms,
        options=(COORDINATES,),
        day_note=_("较早的数据不会覆盖台账里更新的记录。"),
        note=_("一家企业以统一社会信用代码为准，还没有代码的用园区临时编号。空着的格子不改台账里已有的内容。"),
        order=1,
        next_steps=(
            NextStep(_("接着导入党员名册"), "imports:new", ("members",)),
            NextStep(_("看园区看板"), "reports:board"),
        ),
    )
)

INSTRUCTORS = register_kind(
    ImportKind(
        key="instructors",
        title=_("党建指导员名册"),
        unit=_("人"),
        specs=INSTRUCTOR_COLUMNS,
        places=park_places,
        scope_of=account_scope,
        checker=InstructorChecker,
        write=write_instructors,
        note=_("先导入指导员，再导入企业台账，台账里的“党建指导员”一列就能对上人。"),
        order=3,
        next_steps=(NextStep(_("接着导入企业台账"), "imports:new", ("enterprises",)),),
    )
)

__all__ = ["ENTERPRISES", "INSTRUCTORS"]
