"""What the hand that drags is told of each place at once: price, legality, and the broken rule with its clause."""

import pytest
from django.test import Client

from runwu.coverage.models import FormationPlan
from runwu.coverage.tests.addresses import plan_url

pytestmark = [pytest.mark.django_db(databases=["default", "progress"]), pytest.mark.usefixtures("_morning")]


def test_each_place_says_price_legality_and_the_broken_rule(client: Client, plan: FormationPlan) -> None:
    unit = next(unit["id"] for unit in plan.instance["units"] if unit["name"] == "示例甲")

    answer = client.get(f"{plan_url(plan)}units/{unit}/prices?profile=near").json()

    assert answer["beyond"] == "不在可去的范围内：距离超过 1,500 米，或那一组已锁定。"
    assert answer["places"]
    assert [place for place in answer["places"].values() if "综合评分" not in place["says"]] == []
    assert [place for place in answer["places"].values() if ("不合规：" in place["says"]) is place["allowed"]] == []
