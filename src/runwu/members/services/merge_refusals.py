"""What is said when two rows can't be merged: what happened, by which rule, what to do."""

from django.db import models
from django.utils.translation import gettext as _

from runwu.core.errors import Conflict, UserError
from runwu.members import duplicates, merging
from runwu.members.choices import Belonging
from runwu.members.models import PartyMember
from runwu.organizations.models import Post


def require_one_person(kept: PartyMember, absorbed: PartyMember) -> None:
    """Insist that two rows can be about one person, and that nothing else has to be settled first."""
    rule = _("合并只用于同一个人登记了两行；合并不改变党员身份。")
    if kept.pk == absorbed.pk:
        raise UserError(_("选的是同一行。"), rule=rule, now=_("请选另一行。"))
    if duplicates.differ_by_number(kept, absorbed):
        raise UserError(
            _("两行的公民身份号码不同，不是同一个人。"),
            rule=_("号码是认定同一个人的依据，号码不同的不合并。"),
            now=_("号码登记有误的，先用正确的名册更正，再来合并。"),
        )
    if not duplicates.common_ground(kept, absorbed):
        raise UserError(
            _("两行没有相同的姓名和出生日期或者手机。"), rule=rule, now=_("确是同一个人的，先更正其中一行。")
        )
    born = {one.person.birth_date for one in (kept, absorbed)} - {""}
    if len(born) > 1:
        raise UserError(_("两行的出生日期不同。"), rule=rule, now=_("请对照档案更正写错的那一行，再来合并。"))
    if (kept.standing, kept.membership) != (absorbed.standing, absorbed.membership):
        raise UserError(
            _("两行的党员身份不同。"),
            rule=_("党员身份只由党组织的决定改变，不能因为合并而改变。"),
            now=_("请先照批复登记身份变动或者更正写错的那一行，再来合并。"),
        )
    if kept.belonging != Belonging.REGISTERED and absorbed.belonging == Belonging.REGISTERED:
        raise UserError(
            _("组织关系在册的是另一行。"),
            rule=_("正式组织关系只有一个，合并以后要留着。"),
            now=_("请改为保留组织关系在册的一行。"),
        )
    if kept.person.user_id and absorbed.person.user_id:
        raise UserError(_("两行各连着一个账号。"), rule=rule, now=_("请安全管理员先停用其中一个账号的人员关联。"))


def require_no_own_contact(kept: PartyMember, absorbed: PartyMember) -> None:
    """Insist that neither row is the contact of the other."""
    people = {kept.person_id: absorbed, absorbed.person_id: kept}
    if any(member.contacts.filter(person_id=person).exists() for person, member in people.items()):
        raise UserError(
            _("其中一行登记为另一行的联系人。"), rule=_("联系人不能是本人。"), now=_("请先另定联系人，再来合并。")
        )


def require_no_open_post(kept: PartyMember, absorbed: PartyMember, *, sealed: bool) -> None:
    """Insist that nobody who becomes sealed by the merge stands in a public list of posts."""
    if sealed and Post.objects.open().filter(person__in=(kept.person_id, absorbed.person_id)).exists():
        raise UserError(
            _("本人现有公开的任职，任职名单上有姓名。"),
            rule=_("限组织内知悉的，姓名不出现在任何名单上。"),
            now=_("请先按规定办理职务变动，再合并。"),
        )


def in_two_pieces(model: type[models.Model]) -> UserError:
    """Say that a period of the other row begins before and ends after one of the kept row."""
    return UserError(
        _("并入一行的“%s”从保留行的以前开始，到保留行的以后才结束。") % merging.label_of(model),
        rule=_("同一时间只有一个，两行说的不一样，合并不能替人判断哪一个对。"),
        now=_("请改为保留另一行，或者先更正其中一行的起止日期。"),
    )


def both_open(model: type[models.Model]) -> UserError:
    """Say that both rows have something under way that a person has once."""
    return UserError(
        _("两行都有“%s”，合并以后会重复。") % merging.label_of(model),
        rule=_("同一个人同一时间只有一件；批准了的核定表和开出的收据不因合并而改。"),
        now=_(
            "没办完的，请先办完或者撤回其中一件；党费重复的，请先冲销重复的收据、撤回重复的在流入地交纳的登记，核定表从下一年度起只列一行。"
        ),
    )


def not_today() -> Conflict:
    """Say that only a merge of today is taken back."""
    return Conflict(
        _("这次合并不是今天办的，或者已经撤回。"),
        rule=_("合并当天可以撤回。"),
        now=_("合并错了的，按合并记录重新登记另一行。"),
    )


def changed_since() -> Conflict:
    """Say that the kept row was changed since."""
    return Conflict(
        _("合并以后，保留的一行又改过。"),
        rule=_("撤回要回到合并以前的样子。"),
        now=_("请核对改动：要撤回的，先把改动改回去。"),
    )
