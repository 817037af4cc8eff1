"""Growing into posts (干部培养): what a card notes, which posts are vacant, and who stands in reserve (后备)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from runwu.core.crypto.fields import EncryptedTextField
from runwu.core.models.base import PublicModel, choice_constraint
from runwu.organizations.choices import NoteKind, PostKind, Readiness, ReserveState
from runwu.organizations.models.organizations import Organization
from runwu.people.models import Person


class CardNote(PublicModel):
    """A line on a secretary's card (履职卡): a training attended, the grade of a yearly review, or the next step."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="card_notes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="card_notes")
    kind = models.CharField(_("类别"), max_length=12, choices=NoteKind.choices)
    on = models.DateField(_("日期"))
    words = EncryptedTextField(_("内容"), blank=True, default="")
    grade = EncryptedTextField(_("等次"), blank=True, default="")
    document = models.CharField(_("依据文件"), max_length=100, blank=True)
    recorded_on = models.DateField(_("登记日期"))
    recorded_by = models.UUIDField()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [choice_constraint("kind", NoteKind, "cardnote_known_kind")]


class Vacancy(PublicModel):
    """A post that waits for somebody (空缺岗位), and the language and trade that it asks for."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="vacancies")
    kind = models.CharField(_("职务"), max_length=24, choices=PostKind.choices)
    language = models.CharField(_("语言要求"), max_length=30, blank=True)
    trade = models.CharField(_("行业技能要求"), max_length=30, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    opened_on = models.DateField(_("登记日期"))
    closed_on = models.DateField(_("关闭日期"), null=True, blank=True)
    recorded_by = models.UUIDField()

    class Meta:
        ordering = ["opened_on", "id"]
        constraints = [
            choice_constraint("kind", PostKind, "vacancy_known_kind"),
            models.CheckConstraint(
                condition=~Q(language="") | ~Q(trade=""),
                name="vacancy_asks_for_something",
                violation_error_message=_("请至少填写语言要求或者行业技能要求。"),
            ),
        ]


class Reserve(PublicModel):
    """Somebody whom a committee keeps in reserve for a post (后备人选), told on `told_on`; gone from it on objection."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="reserves")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reserves")
    kind = models.CharField(_("培养方向"), max_length=24, choices=PostKind.choices)
    readiness = models.CharField(_("准备情况"), max_length=12, choices=Readiness.choices)
    strengths = EncryptedTextField(_("具备条件"), blank=True, default="")
    gap = EncryptedTextField(_("还差什么"), blank=True, default="")
    state = models.CharField(_("状态"), max_length=12, choices=ReserveState.choices, default=ReserveState.LISTED)
    told_on = models.DateField(_("告知本人日期"))
    told_by = models.CharField(_("谁告知的"), max_length=50)
    ended_on = models.DateField(_("退出日期"), null=True, blank=True)
    reason = EncryptedTextField(_("退出原因"), blank=True, default="")
    recorded_on = models.DateField(_("登记日期"))
    recorded_by = models.UUIDField()

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            choice_constraint("kind", PostKind, "reserve_known_kind"),
            choice_constraint("readiness", Readiness, "reserve_known_readiness"),
            choice_constraint("state", ReserveState, "reserve_known_state"),
            models.CheckConstraint(condition=Q(told_on__lte=F("recorded_on")), name="reserve_told_first"),
            models.CheckConstraint(
                condition=Q(state="listed", ended_on__isnull=True) | (~Q(state="listed") & Q(ended_on__isnull=False)),
                name="reserve_ends_with_a_day",
            ),
            models.UniqueConstraint(
                fields=["organization", "person"], condition=Q(state="listed"), name="reserve_listed_once"
            ),
        ]


class ReserveVersion(PublicModel):
    """How an entry in reserve was before it was updated (后备情况沿革): gone with the words themselves when it ends."""

    reserve = models.ForeignKey(Reserve, on_delete=models.CASCADE, related_name="versions")
    readiness = models.CharField(_("准备情况"), max_length=12, choices=Readiness.choices)
    strengths = EncryptedTextField(_("具备条件"), blank=True, default="")
    gap = EncryptedTextField(_("还差什么"), blank=True, default="")
    told_on = models.DateField(_("告知本人日期"))
    told_by = models.CharField(_("谁告知的"), max_length=50)
    replaced_on = models.DateField(_("更新日期"))
    replaced_by = models.UUIDField()

    class Meta:
        ordering = ["-replaced_on", "-id"]
        constraints = [choice_constraint("readiness", Readiness, "reserveversion_known_readiness")]
