"""Forms and states of Party organisations: stable English codes, Chinese labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Form(models.TextChoices):
    """What kind of organisation it is (组织形式)."""

    SUPERIOR_COMMITTEE = "superior_committee", _("上级党委")
    WORKING_COMMITTEE = "working_committee", _("党工委")
    LEADING_GROUP = "leading_group", _("党组")
    COMMITTEE = "committee", _("基层党委")
    COMPREHENSIVE_COMMITTEE = "comprehensive_committee", _("综合党委")
    GENERAL_BRANCH = "general_branch", _("党总支")
    BRANCH = "branch", _("党支部")
    JOINT_BRANCH = "joint_branch", _("联合党支部")
    FUNCTIONAL_BRANCH = "functional_branch", _("功能型党支部")
    TEMPORARY_BRANCH = "temporary_branch", _("临时党支部")
    FLOATING_BRANCH = "floating_branch", _("流动党员党支部")
    CHAIN_ORGANIZATION = "chain_organization", _("产业链党组织")
    GROUP = "group", _("党小组")


BRANCH_FORMS = (
    Form.BRANCH,
    Form.JOINT_BRANCH,
    Form.FUNCTIONAL_BRANCH,
    Form.TEMPORARY_BRANCH,
    Form.FLOATING_BRANCH,
)
COMMITTEE_FORMS = (
    Form.SUPERIOR_COMMITTEE,
    Form.WORKING_COMMITTEE,
    Form.COMMITTEE,
    Form.COMPREHENSIVE_COMMITTEE,
)

PARENT_FORMS = (*COMMITTEE_FORMS, Form.GENERAL_BRANCH)
LED_FROM_ELSEWHERE = (
    Form.TEMPORARY_BRANCH,
    Form.FUNCTIONAL_BRANCH,
    Form.FLOATING_BRANCH,
    Form.CHAIN_ORGANIZATION,
    Form.WORKING_COMMITTEE,
    Form.LEADING_GROUP,
    Form.SUPERIOR_COMMITTEE,
)  # affiliations stay in other organisations, or leaders are sent: nobody is asked to be affiliated here


_BELOW_COMMITTEES = (
    Form.COMMITTEE, Form.COMPREHENSIVE_COMMITTEE, Form.GENERAL_BRANCH, Form.CHAIN_ORGANIZATION, *BRANCH_FORMS,
)  # fmt: skip
_DISPATCHING = (Form.SUPERIOR_COMMITTEE, Form.WORKING_COMMITTEE, Form.LEADING_GROUP, *_BELOW_COMMITTEES)
FORMS_BELOW: dict[Form, tuple[Form, ...]] = {
    Form.SUPERIOR_COMMITTEE: _DISPATCHING,
    Form.WORKING_COMMITTEE: _DISPATCHING[2:],
    Form.COMMITTEE: _BELOW_COMMITTEES,
    Form.COMPREHENSIVE_COMMITTEE: _BELOW_COMMITTEES,
    Form.GENERAL_BRANCH: BRANCH_FORMS,
    **dict.fromkeys(BRANCH_FORMS, (Form.GROUP,)),
}  # which forms may stand below an organisation of a form
HOLDING_BRANCHES = (Form.BRANCH, Form.JOINT_BRANCH)  # the branches in which members have their affiliation


def may_stand_below(form: str, superior: str) -> bool:
    """Tell whether an organisation of one form may stand below one of another.

    >>> may_stand_below(Form.COMMITTEE, Form.GENERAL_BRANCH), may_stand_below(Form.GROUP, Form.BRANCH)
    (False, True)
    """
    return form in FORMS_BELOW.get(Form(superior), ())


def may_succeed(form: str, successor: str) -> bool:
    """Tell whether an organisation of one form may be taken over by one of another.

    Members go where an affiliation is held, or for want of a branch to a committee; a group goes back to its branch.

    >>> may_succeed(Form.BRANCH, Form.GROUP), may_succeed(Form.GROUP, Form.BRANCH)
    (False, True)
    """
    if form == Form.GROUP:
        return successor in BRANCH_FORMS
    return successor in (*HOLDING_BRANCHES, *PARENT_FORMS) or successor == form


class Sector(models.TextChoices):
    """Where a branch stands (所在领域)."""

    ENTERPRISE = "enterprise", _("企业")
    SOCIAL = "social", _("社会组织")
    COMMUNITY = "community", _("社区")
    AGENCY = "agency", _("机关")


class OrganizationState(models.TextChoices):
    PENDING = "pending", _("待批复")
    ACTIVE = "active", _("已成立")
    DISSOLVED = "dissolved", _("已撤销")
    WITHDRAWN = "withdrawn", _("已撤回")


STANDING = (OrganizationState.ACTIVE, OrganizationState.PENDING)


class UnitRole(models.TextChoices):
    """How an enterprise is covered by an organisation."""

    OWN = "own", _("单独组建")
    HOST = "host", _("联合组建（牵头单位）")
    MEMBER = "member", _("联合组建（成员单位）")
    FALLBACK = "fallback", _("大党委兜底")


class RelationKind(models.TextChoices):
    """How organisations stand to each other beside the line of affiliation; none of them is subordination."""

    GUIDED = "guided", _("指导")
    ALLIED = "allied", _("联盟")
    PAIRED = "paired", _("结对")


class RelationLine(models.TextChoices):
    """By which line an organisation leads others that are not subordinate to it (条线)."""

    INDUSTRY = "industry", _("行业线")
    CHAIN = "chain", _("产业链")
    BIG_COMMITTEE = "big_committee", _("大党委")
    ONE_PLUS_N = "one_plus_n", _("1+N 联建")
    NONE = "none", _("不分条线")


LINES_OF = {
    RelationKind.GUIDED: (RelationLine.INDUSTRY, RelationLine.CHAIN, RelationLine.BIG_COMMITTEE),
    RelationKind.ALLIED: (RelationLine.ONE_PLUS_N, RelationLine.NONE),
    RelationKind.PAIRED: (RelationLine.NONE,),
}
LED_LINES = tuple(line for line in RelationLine if line != RelationLine.NONE)  # one side leads: trees without a ring


class PromiseState(models.TextChoices):
    """What became of a promise (承诺事项)."""

    OPEN = "open", _("待兑现")
    KEPT = "kept", _("已兑现")
    NOT_KEPT = "not_kept", _("未兑现")


class PostKind(models.TextChoices):
    SECRETARY = "secretary", _("书记")
    FIRST_SECRETARY = "first_secretary", _("第一书记")
    DEPUTY = "deputy", _("副书记")
    ORGANIZATION_OFFICER = "organization_officer", _("组织委员")
    PUBLICITY_OFFICER = "publicity_officer", _("宣传委员")
    DISCIPLINE_OFFICER = "discipline_officer", _("纪检委员")
    COMMITTEE_MEMBER = "committee_member", _("委员")
    GROUP_LEADER = "group_leader", _("党小组组长")
    PARTY_AFFAIRS = "party_affairs", _("专职党务工作者")
    INSTRUCTOR = "instructor", _("党建指导员")
    LIAISON = "liaison", _("企业联络员")
    SERVICE_OFFICER = "service_officer", _("企业服务专员")


ELECTED_POSTS = (
    PostKind.SECRETARY,
    PostKind.DEPUTY,
    PostKind.ORGANIZATION_OFFICER,
    PostKind.PUBLICITY_OFFICER,
    PostKind.DISCIPLINE_OFFICER,
    PostKind.COMMITTEE_MEMBER,
)  # held by members of the organisation, within a term


class RestructuringKind(models.TextChoices):
    """What is done with organisations by one approval (组织调整)."""

    DISSOLVE = "dissolve", _("撤销")
    CLOSE = "close", _("撤销（没有承接组织）")
    MERGE = "merge", _("合并")
    SPLIT = "split", _("拆分")
    UPGRADE = "upgrade", _("升格")
    FOUND = "found", _("新设合并")
    RENAME = "rename", _("更名")
    SET_UP = "set_up", _("设立")
    MOVE = "move", _("调整隶属")


class NoteKind(models.TextChoices):
    """What a line on a secretary's card is about (履职卡)."""

    TRAINING = "training", _("培训")
    REVIEW = "review", _("述职评议")
    NEXT_STEP = "next_step", _("下一步安排")


class ReviewGrade(models.TextChoices):
    """Grades of the yearly review of secretaries (述职评议综合评价等次)."""

    GOOD = "good", _("好")
    FAIRLY_GOOD = "fairly_good", _("较好")
    AVERAGE = "average", _("一般")
    POOR = "poor", _("差")


class Readiness(models.TextChoices):
    """How far somebody in reserve has come (准备情况)."""

    READY = "ready", _("可以任用")
    PREPARING = "preparing", _("正在培养")
    BEGINNING = "beginning", _("刚列入")


class ReserveState(models.TextChoices):
    LISTED = "listed", _("在列")
    OBJECTED = "objected", _("本人提出异议，已退出")
    ENDED = "ended", _("已退出")
