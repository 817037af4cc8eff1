"""What speaks against a term or its extension (届次不能登记的情形), in three parts."""

from datetime import date

from django.utils.translation import gettext as _

from runwu.core.errors import Conflict, UserError
from runwu.organizations.models import Organization, Post


def no_terms(one: Organization) -> UserError:
    """The organisation is not elected for terms."""
    return UserError(
        _("“%(name)s”是%(form)s，不登记届次。") % {"name": one.label, "form": one.get_form_display()},
        rule=_("党支部、党总支、基层党委按届选举；派出机关、临时和功能型党支部不按届选举。"),
        now=_("书记等由上级指派的，请直接登记任职。"),
    )


def no_paper() -> UserError:
    """The authority or the paper is missing."""
    return UserError(
        _("没有填写批准机关或依据文件。"),
        rule=_("选举结果和延期换届由上级党组织批准。"),
        now=_("请照批复填写批准机关和文号。"),
    )


def day_cannot_be(what: str, limit: date, *, late: bool) -> UserError:
    """A day lies in the future, or before the organisation was founded."""
    said = _("%(what)s晚于今天（%(limit)s）。") if late else _("%(what)s早于组织成立的日期 %(limit)s。")
    return UserError(
        said % {"what": what, "limit": limit},
        rule=_("届次按实际选举、批准的日期登记。"),
        now=_("请照选举结果报告和批复核对日期。"),
    )


def elected_already(on: date) -> UserError:
    """That election or number is on record."""
    return UserError(
        _("%s 的选举或者这一届已经登记。") % on,
        rule=_("每次选举只登记一次，届数不重复。"),
        now=_("请核对选举日期和第几届。"),
    )


def not_the_latest() -> UserError:
    """A later term is on record."""
    return UserError(
        _("这一届之后又登记了换届。"),
        rule=_("延期和撤回只对现在的一届办理。"),
        now=_("请在现在的一届上办理。"),
    )


def extends_nothing(ends: date) -> UserError:
    """The extension would end before the term does."""
    return UserError(
        _("延期到的日子不晚于届满日 %s。") % ends,
        rule=_("延期是把换届推迟到届满之后。"),
        now=_("请照批准延期的文件核对日期；提前换届的，选举后直接登记新一届。"),
    )


def not_today() -> Conflict:
    """It was entered on another day."""
    return Conflict(
        _("这一届或延期不是今天登记的，不能撤回。"),
        rule=_("撤回只在登记当天有效。"),
        now=_("内容有误的，请用“更正”修改。"),
    )


def held_since(post: Post) -> Conflict:
    """Somebody holds the post by now that would go on with the withdrawal."""
    return Conflict(
        _("换届以后又登记了%s，撤回换届会使前后两任同时在任。") % post.get_kind_display(),
        rule=_("一个组织同一时间只有一名书记，同一人同一职务只登记一次；别人据此办理之后，先撤回后来的办理。"),
        now=_("请先撤回换届后登记的任职，再撤回换届。"),
    )


def outside_term(since: date, elected: date) -> UserError:
    """A post would begin before the first term on record."""
    return UserError(
        _("任职日期 %(since)s 早于登记的第一届选举日期 %(elected)s。") % {"since": since, "elected": elected},
        rule=_("书记、副书记、委员在一届任期之内任职。"),
        now=_("请先补登那一届，或核对任职日期。"),
    )


def after_term(since: date, last: date) -> UserError:
    """A post would begin after the term ran out."""
    return UserError(
        _("任职日期 %(since)s 在本届 %(last)s 届满之后。") % {"since": since, "last": last},
        rule=_("书记、副书记、委员在一届任期之内任职；延期换届要经上级批准。"),
        now=_("请先登记换届；上级批准延期的，请先登记延期。"),
    )
