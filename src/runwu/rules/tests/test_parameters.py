"""Parameter files: what a changed file changes, and what is refused with a clear message."""

from __future__ import annotations

import shutil
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest

from runwu.rules import ParameterError, Rulebook, RuleInputError, load_parameters, packaged_parameters
from runwu.rules.formation import MemberCounts, may_form_branch
from runwu.rules.handbook import render

DOCUMENTS = [{"document": [{"id": "doc", "title": "《示例办法》", "short": "示例办法", "from": date(2020, 1, 1)}]}]


def value(**changes: Any) -> dict[str, Any]:
    """Build one dated value."""
    start = {
        "from": date(2020, 1, 1),
        "value": 3,
        "document": "doc",
        "article": "第一条",
        "sure": "text",
        "text": "示例",
    }
    return start | {name.rstrip("_"): entry for name, entry in changes.items()}


def parameter(*values: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Build one parameter."""
    return {"key": "a.b", "title": "示例参数", "unit": "名", "force": "ought", "value": list(values)} | changes


def tables(*parameters: dict[str, Any], **places: Any) -> dict[str, Any]:
    """Build a whole set as mappings."""
    return {"documents": DOCUMENTS, "national": [{"topic": "示例", "parameter": list(parameters)}], **places}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the packaged parameter files."""
    with as_file(files("runwu.rules.parameters")) as packaged:
        shutil.copytree(packaged, tmp_path / "parameters", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return tmp_path / "parameters"


def test_a_changed_file_changes_verdict_chip_and_arithmetic_from_its_date_on(folder: Path) -> None:
    file = folder / "national" / "formation.toml"
    added = '[[parameter.value]]\nfrom = 2027-01-01\nvalue = 4\ndocument = "branch-regulation"\narticle = "第九条"\n'
    marker = '[[parameter]]\nkey = "formation.max_members"'
    file.write_text(
        file.read_text("utf-8").replace(marker, f'{added}sure = "text"\ntext = "示例修订"\n\n{marker}'), "utf-8"
    )

    parameters = load_parameters(folder)
    before = may_form_branch(MemberCounts(full=3), book=Rulebook(on=date(2026, 12, 31), parameters=parameters))
    after = may_form_branch(MemberCounts(full=3), book=Rulebook(on=date(2027, 1, 1), parameters=parameters))

    assert (before.outcome, before.chips, before.arithmetic) == (
        "due",
        ("支部工作条例 第四条",),
        ("正式党员 3 名 ≥ 3 名",),
    )
    assert (after.outcome, after.chips, after.arithmetic) == (
        "refused",
        ("支部工作条例 第九条",),
        ("正式党员 3 名 < 4 名",),
    )


def test_the_copied_folder_reads_like_the_packaged_one(folder: Path) -> None:
    assert render(load_parameters(folder)) == render()


def test_a_coming_value_can_be_tried_without_a_file() -> None:
    parameters = packaged_parameters().with_value("formation.min_full_members", 5, since=date(2027, 1, 1))

    assert Rulebook(on=date(2027, 1, 1), parameters=parameters).value("formation.min_full_members") == 5
    assert Rulebook(on=date(2026, 12, 31), parameters=parameters).value("formation.min_full_members") == 3


def test_a_value_ends_with_its_last_day() -> None:
    parameters = load_parameters(tables(parameter(value(to=date(2020, 12, 31)))))

    assert Rulebook(on=date(2020, 12, 31), parameters=parameters).value("a.b") == 3
    with pytest.raises(RuleInputError, match="2021-01-01 当日没有"):
        Rulebook(on=date(2021, 1, 1), parameters=parameters).value("a.b")


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (tables(parameter(value()), parameter(value())), "a.b 出现了两次"),
        (tables(parameter()), "没有任何取值"),
        (tables(parameter(value(), value())), "日期重叠"),
        (tables(parameter(value(to=date(2021, 1, 1)), value(from_=date(2021, 1, 1)))), "日期重叠"),
        (tables(parameter(value(to=date(2019, 1, 1)))), "在开始之前就结束"),
        (tables(parameter(value(), value(from_=date(2021, 1, 1), value="三"))), "类型不一致"),
        (tables(parameter(value(), colour="red")), "不认识的字段 colour"),
        (tables(parameter(value(colour="red"))), "不认识的字段 colour"),
        (tables(parameter(value(document="lost"))), "没有登记文件 lost"),
        (tables(parameter(value(sure="maybe"))), "取值 maybe 不在可选范围内"),
        (tables(parameter(value(), force="perhaps")), "取值 perhaps 不在可选范围内"),
        (tables(parameter(value(value=None))), "value 应为"),
        (tables(parameter(value(from_="2020-01-01"))), "字段 from 缺少或类型不对"),
        (tables(parameter(value(text=" "))), "字段 text 是空的"),
        (tables(parameter(value(), at_least=True)), "字段 at_least 缺少或类型不对"),
        (tables() | {"documents": DOCUMENTS * 2}, "文件 doc 列了两次"),
        (tables(hainan=[{"topic": "示例", "parameter": [parameter(value())]}]), "全国参数中没有这个键"),
        (
            tables(parameter(value()), hainan=[{"topic": "示例", "parameter": [parameter(value())]}]),
            "全国规定已经确定，地方不能另设",
        ),
        (
            tables(
                parameter(value(), force="generally"),
                hainan=[{"topic": "示例", "parameter": [parameter(value(), unit="家")]}],
            ),
            "单位与全国参数不同",
        ),
    ],
)
def test_what_does_not_hold_together_is_refused_by_name(broken: dict[str, Any], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        load_parameters(broken)


def test_a_file_that_is_no_toml_is_named(folder: Path) -> None:
    (folder / "national" / "formation.toml").write_text("topic = ", "utf-8")

    with pytest.raises(ParameterError, match=r"formation\.toml 读不出来"):
        load_parameters(folder)


def test_a_folder_without_national_values_is_named(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="没有 national 文件夹"):
        load_parameters(tmp_path)


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(ParameterError, match=r"没有名为 no\.such 的参数"):
        packaged_parameters().require("no.such")


def test_no_value_begins_before_its_document() -> None:
    early = [
        (parameter.key, dated.valid_from)
        for parameter in packaged_parameters()
        for dated in parameter.values
        if dated.source.effective_from and dated.valid_from < dated.source.effective_from
    ]

    assert early == []


def test_the_page_begins_with_its_contents_and_names_the_last_day_of_every_value() -> None:
    page = render()

    assert "- [还要核对的](#还要核对的)" in page
    assert "| 2012年5月24日 | 2018年10月27日 | 3 名 |" in page
