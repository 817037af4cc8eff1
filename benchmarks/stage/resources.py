"""Resources of django-import-export for the tables that the benchmarks import and export."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from import_export import fields, resources, widgets

from runwu.core.pinyin import initials_of
from runwu.enterprises.models import Building, Chain, Enterprise, GridCell
from runwu.rules.identifiers import Problem, read_credit_code
from stage.ledger import HEAD

_STAGES = {
    "投产": "production",
    "正常经营": "production",
    "在建": "building",
    "筹备": "hiring",
    "停产": "suspended",
    "已注销": "closed",
}
_OWNERSHIPS = {
    "民营": "private",
    "民营企业": "private",
    "国有控股": "state",
    "外商投资": "foreign",
    "混合所有制": "mixed",
    "集体": "collective",
}
_YES_NO = {"是": True, "有": True, "否": False, "无": False}


class Word(widgets.Widget):
    """A word out of a list."""

    def __init__(self, words: dict[str, Any], none: Any) -> None:
        super().__init__()
        self.words, self.none = words, none

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return self.words.get(value, self.none)


class Place(widgets.Widget):
    """A row found by its name in a dictionary."""

    def __init__(self, rows: dict[str, Any]) -> None:
        super().__init__()
        self.rows = rows

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return self.rows.get(value) if value else None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(value or "")


class Count(widgets.Widget):
    """A number of people, however it is written."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        figures = "".join(sign for sign in str(value or "") if sign.isdecimal())
        return int(figures) if figures else None


class Code(widgets.CharWidget):
    """A credit code whose check characters fit."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        found = read_credit_code(value)
        if isinstance(found, Problem):
            raise ValidationError(found.happened)
        return found.code


class Share(widgets.DecimalWidget):
    """A share with two decimals."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | None:
        return Decimal(value).quantize(Decimal("0.01")) if value else None


def enterprise_resource(park: Any) -> Any:
    """Return a resource for the ledger of a park."""
    grids = {row.name: row for row in GridCell.objects.filter(park=park)}
    buildings = {row.name: row for row in Building.objects.filter(park=park)}
    chains = {row.name: row for row in Chain.objects.all()}
    titles = iter(HEAD)

    def field(attribute: str, widget: Any = None, default: Any = fields.NOT_PROVIDED) -> Any:
        return fields.Field(attribute=attribute, column_name=next(titles), widget=widget, default=default)

    class EnterpriseResource(resources.ModelResource):
        name = field("name")
        short_name = field("short_name", default="")
        credit_code = field("credit_code", Code())
        address = field("address", default="")
        grid = field("grid", Place(grids))
        building = field("building", Place(buildings))
        longitude = field("longitude", widgets.FloatWidget())
        latitude = field("latitude", widgets.FloatWidget())
        industry = field("industry", default="")
        chain = field("chain", Place(chains))
        ownership = field("ownership", Word(_OWNERSHIPS, ""))
        foreign_share = field("foreign_share", Share())
        staff = field("staff", Count())
        stage = field("stage", Word(_STAGES, ""))
        next(titles)  # the day of production: a dated fact, which the baseline does not keep
        operating = field("operating", Word({"是": "yes", "否": "no"}, "unknown"))
        source = field("source", default="")
        above_designated = field("above_designated", Word(_YES_NO, None))
        high_tech = field("high_tech", Word(_YES_NO, None))
        insured = field("insured", Word(_YES_NO, None))

        class Meta:
            model = Enterprise
            fields = (
                "name", "short_name", "credit_code", "address", "grid", "building", "longitude", "latitude", "industry",
                "chain", "ownership", "foreign_share", "staff", "stage", "operating", "source", "above_designated",
                "high_tech", "insured",
            )  # fmt: skip
            import_id_fields = ("credit_code",)
            clean_model_instances = True
            skip_unchanged = True
            report_skipped = True

        def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
            instance.park = park
            instance.initials = initials_of(instance.name)

        def init_instance(self, row: Any = None) -> Any:
            return Enterprise(park=park)

    return EnterpriseResource()


def export_resource() -> Any:
    """Return a resource that exports what our list shows."""

    class ExportResource(resources.ModelResource):
        class Meta:
            model = Enterprise
            fields = (
                "name", "credit_code", "park__name", "grid__name", "building__name", "chain__name", "industry",
                "ownership", "stage", "operating", "staff", "above_designated", "high_tech",
            )  # fmt: skip

        def get_queryset(self) -> Any:
            return super().get_queryset().select_related("park", "grid", "building", "chain").order_by("name", "pk")

    return ExportResource()
