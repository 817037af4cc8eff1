import json
import subprocess
import sys
from pathlib import Path

import pytest

from runwu.config.cli import main


def test_help_speaks_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])

    shown = capsys.readouterr().out
    assert "启动网页" in shown
    assert "start the server" in shown


def test_an_instance_is_planned_without_a_server(tmp_path: Path) -> None:
    source, target = tmp_path / "problem.json", tmp_path / "answer.json"
    source.write_text(json.dumps(_instance()), encoding="utf-8")

    code = main(["plan-coverage", "--instance", str(source), "-o", str(target)])

    answer = json.loads(target.read_text(encoding="utf-8"))
    assert code == 0
    assert set(answer["assignment"].values()) == {"甲"}


def test_an_ill_posed_instance_names_its_entry(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "problem.json"
    broken = _instance()
    broken["units"].append(broken["units"][0])
    source.write_text(json.dumps(broken), encoding="utf-8")

    code = main(["plan-coverage", "--instance", str(source), "-o", str(tmp_path / "answer.json")])

    assert code == 1
    assert "甲" in capsys.readouterr().err


def test_two_workbooks_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan-coverage", "一个.xlsx", "-o", "plan"]) == 2
    assert "请给出两个工作簿" in capsys.readouterr().err


def test_a_rule_is_shown_with_its_clause_and_its_readers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "show", "formation.min_full_members", "--on", "2026-11-22"]) == 0

    shown = capsys.readouterr().out
    assert "第四条" in shown
    assert "formation.may_form_branch" in shown


def test_the_rules_of_two_days_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "diff", "2018-10-27", "2018-10-28"]) == 0

    assert "受影响的判断" in capsys.readouterr().out


def test_every_rule_in_force_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "list", "--on", "2026-11-22", "--place", "海南省"]) == 0

    listed = capsys.readouterr().out
    assert "formation.joint_max_units" in listed
    assert "5 家                  一般 · 支部工作条例 第五条" in listed
    assert listed.index("党支部的组建") < listed.index("考核指标")


def test_an_unknown_rule_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "show", "示例"]) == 1

    assert "没有名为“示例”的规则" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("formation.min_ful", "formation.min_full_members"),
        ("DUES.WAGE_BAND", "dues.wage_bands"),
        ("党费", "dues.wage_bands"),
    ],
)
def test_a_rule_that_was_probably_meant_is_proposed(
    written: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rules", "show", written]) == 1

    assert meant in capsys.readouterr().err


@pytest.mark.parametrize("words", [["list", "--on", "2026-02-30"], ["diff", "去年", "2026-01-01"]])
def test_a_day_that_is_none_is_said_in_chinese(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["rules", *words])

    assert "读不出来。依据：日期写成年-月-日" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["list", "--on", "1900-01-01"], "1900-01-01 还没有任何规定"),
        (["show", "dues.wage_bands", "--on", "2001-01-01"], "当日没有规定，最早自 2008-04-01 起"),
        (["diff", "2026-11-22", "2026-11-23"], "规则相同"),
    ],
)
def test_a_day_without_a_rule_is_said(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", *words]) == 0

    assert said in capsys.readouterr().out


def test_a_reader_that_has_seen_enough_breaks_nothing() -> None:
    listed = "import sys; from runwu.config.cli import main; sys.exit(main(['rules', 'list']))"

    done = subprocess.run(
        f'{sys.executable} -c "{listed}" | head -1', shell=True, capture_output=True, text=True, check=True
    )  # noqa: S602 -- the words are our own

    assert done.stderr == ""


def _instance() -> dict[str, list[dict[str, object]]]:
    unit = {
        "park": "p", "building": "一号楼", "lat": 31.8, "lon": 106.7, "grid": "g1", "chain": None,
        "full_members": 1, "probationary": 0, "today": None,
    }  # fmt: skip
    return {
        "schema": "runwu-joint-branch/1",  # type: ignore[dict-item]
        "name": "示例",  # type: ignore[dict-item]
        "profile": "近便",  # type: ignore[dict-item]
        "parks": [{"id": "p", "name": "示例园区"}],
        "units": [
            {**unit, "id": "甲", "name": "示例甲"},
            {**unit, "id": "乙", "name": "示例乙", "lat": 31.8005},
            {**unit, "id": "丙", "name": "示例丙", "lat": 31.7995},
        ],
        "branches": [],
        "pairs": [],
    }


def _planned(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Solve an instance by the command line, with its certificate."""
    source, target, proof = (tmp_path / name for name in ("problem.json", "answer.json", "proof.json"))
    source.write_text(json.dumps(_instance()), encoding="utf-8")
    told = ["--seed", "3", "--workers", "1", "--certificate", str(proof), "-o", str(target)]
    assert main(["plan-coverage", "--instance", str(source), *told]) == 0
    return source, target, proof


def _checked(source: Path, target: Path, proof: Path) -> int:
    return main(["plan-coverage", "--instance", str(source), "--certificate", str(proof), "--check", str(target)])


def test_an_answer_is_checked_by_its_certificate_without_the_solver(tmp_path: Path) -> None:
    assert _checked(*_planned(tmp_path)) == 0


@pytest.mark.parametrize(("name", "by"), [("bound", 1), ("cost", 1), ("cost", -1)])
def test_an_answer_with_another_cost_or_bound_is_refused(tmp_path: Path, name: str, by: int) -> None:
    source, target, proof = _planned(tmp_path)
    answer = json.loads(target.read_text(encoding="utf-8"))
    target.write_text(json.dumps(answer | {name: answer[name] + by}), encoding="utf-8")

    assert _checked(source, target, proof) == 1


def test_a_bound_raised_together_with_its_certificate_is_refused(tmp_path: Path) -> None:
    source, target, proof = _planned(tmp_path)
    answer, held = (json.loads(path.read_text(encoding="utf-8")) for path in (target, proof))
    held["parks"][0]["bound"] += 1
    proof.write_text(json.dumps(held), encoding="utf-8")
    target.write_text(json.dumps(answer | {"bound": answer["bound"] + 1}), encoding="utf-8")

    assert _checked(source, target, proof) == 1


def test_a_file_that_is_no_certificate_is_refused_with_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target, proof = _planned(tmp_path)
    proof.write_text("{}", encoding="utf-8")

    assert _checked(source, target, proof) == 1
    assert "格式不对" in capsys.readouterr().err
