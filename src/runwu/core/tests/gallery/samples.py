"""What the gallery shows: made-up clauses, verdicts, a frame, a form and a table."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import django_tables2
from django import forms

from runwu.rules.sources import Force, Source, Sure
from runwu.rules.verdict import Outcome, Reason, Verdict

FIRM = Source(
    document="《中国共产党支部工作条例（试行）》",
    short="支部工作条例",
    article="第四条",
    sure=Sure.TEXT,
    effective_from=date(2018, 10, 28),
    text="正式党员三名以上的单位，应当成立党支部。",
)
SOFT = Source(
    document="《某园区规定》（示例）", short="某园区规定", article="第五条", sure=Sure.LOCAL, effective_from=None
)


def _link(label: str, icon: str, *, current: bool = False, count: int | None = None) -> SimpleNamespace:
    return SimpleNamespace(label=label, url=f"/#{icon}", icon=icon, current=current, count=count)


def frame(theme: str = "") -> SimpleNamespace:
    """Return a frame as config.context builds it, with made-up contents."""
    first = SimpleNamespace(label="", items=(_link("今天", "home", current=True, count=4),))
    park = SimpleNamespace(
        label="园区", items=(_link("园区看板", "map-2"), _link("企业", "building-factory-2", count=25))
    )
    manage = SimpleNamespace(label="管理", items=(_link("导入", "file-import"), _link("操作日志", "history")))
    return SimpleNamespace(
        nav=(first, park, manage),
        tabbar=(*first.items, *park.items, _link("我的", "users")),
        user_label="示小满",
        role_label="园区党务",
        place_label="示例园区",
        demo=True,
        sponsor="示例园区工作委员会",
        filing="示例备案号 000000",
        theme=theme,
    )


SAMPLES = (
    (Outcome.REFUSED, Force.MUST_NOT, FIRM, ("暂不能单独成立党支部", "正式党员两名，还差一名。", "与邻近企业联合组建")),
    (Outcome.ADVISED, Force.GENERALLY, SOFT, ("可以办，但超出一般规模", "联合党支部覆盖 6 家。", "写明理由")),
    (Outcome.DUE, Force.OUGHT, FIRM, ("应当单独成立党支部", "第 3 名正式党员到岗。", "看请示草稿")),
    (Outcome.UNKNOWN, Force.DEFINES, SOFT, ("还不能判断", "缺一项事实：转正日期没有人填过。", "问所在支部一次")),
    (Outcome.ALLOWED, Force.OUGHT, FIRM, ("可以设立", "各项条件都满足。", "生成请示")),
)


def _verdict(outcome: Outcome, force: Force, source: Source, words: tuple[str, str, str]) -> Verdict:
    title, happened, step = words
    reason = Reason(text="正式党员三名以上的应当成立。", source=source, force=force, arithmetic="2 名 < 3 名")
    return Verdict(outcome=outcome, title=title, happened=happened, reasons=(reason,), now=(step,))


def verdicts() -> tuple[Verdict, ...]:
    """Return one verdict of each outcome."""
    return tuple(_verdict(*sample) for sample in SAMPLES)


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="企业名称", help_text="与营业执照一致。")
    day = forms.DateField(label="会议日期")
    stage = forms.ChoiceField(label="阶段", choices=[("a", "建设"), ("b", "投产")])
    kinds = forms.MultipleChoiceField(
        label="覆盖方式", choices=[("a", "单独"), ("b", "联合")], widget=forms.CheckboxSelectMultiple, required=False
    )
    operating = forms.BooleanField(label="实际经营", required=False, help_text="以社保、税务两项为准。")
    remark = forms.CharField(label="说明", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    sheet = forms.FileField(label="企业台账", required=False)

    def clean_day(self) -> Any:
        raise forms.ValidationError("最早 12 月 8 日。", params={"source": FIRM})


class EnterpriseTable(django_tables2.Table):
    """A list as list pages show it."""

    name = django_tables2.Column(verbose_name="企业", linkify=lambda record: f"#{record['name']}")
    stage = django_tables2.Column(verbose_name="阶段", orderable=False)
    staff = django_tables2.Column(verbose_name="职工", attrs={"td": {"class": "n"}, "th": {"class": "n"}})

    class Meta:
        orderable = True


def rows() -> list[dict[str, object]]:
    """Return a few made-up enterprises."""
    return [{"name": f"示例企业{index}", "stage": "投产", "staff": 20 * index or None} for index in range(4)]


class SignIn(forms.Form):
    """The two fields of the sign-in page."""

    login = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
