"""Demo data and data in earnest stay apart (示例数据不与真实数据混放)."""

from runwu.config.demo.loading import PARK
from runwu.config.demo.province.parks import PARKS
from runwu.enterprises.models import Park


def park_of_others() -> str:
    """Return the name of a park that somebody set up where the demo was never loaded; "" where there is none."""
    if Park.objects.filter(name__in=[PARK, *(park.name for park in PARKS)]).exists():
        return ""
    return Park.objects.order_by("pk").values_list("name", flat=True).first() or ""
