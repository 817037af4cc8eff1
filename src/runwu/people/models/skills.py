"""Skills (技能): languages, trades and Party work, each with where it is known from and that the person knows of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel, choice_constraint
from runwu.people.models.persons import Person


class SkillKind(models.TextChoices):
    LANGUAGE = "language", _("语言")
    TRADE = "trade", _("行业技能")
    PARTY = "party", _("党务技能")


class SkillLevel(models.TextChoices):
    """How well, in three words; never added up, never compared between persons."""

    BASIC = "basic", _("入门")
    SKILLED = "skilled", _("熟练")
    EXPERT = "expert", _("精通")


class Skill(PublicModel):
    """A skill of a person: told by the person (`own`), or entered by staff who told the person on `told_on`."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="skills")
    kind = models.CharField(_("类别"), max_length=8, choices=SkillKind.choices)
    name = models.CharField(_("名称"), max_length=30)
    level = models.CharField(_("程度"), max_length=8, choices=SkillLevel.choices)
    source = models.CharField(_("来源"), max_length=100)
    own = models.BooleanField(_("本人填写"), default=False)
    told_on = models.DateField(_("告知本人日期"), null=True, blank=True)
    recorded_on = models.DateField(_("登记日期"))
    recorded_by = models.UUIDField()

    class Meta:
        ordering = ["kind", "name", "id"]
        constraints = [
            choice_constraint("kind", SkillKind, "skill_known_kind"),
            choice_constraint("level", SkillLevel, "skill_known_level"),
            models.UniqueConstraint(
                fields=["person", "kind", "name"],
                name="skill_once",
                violation_error_message=_("这项技能已经登记。请先去掉原来的，再重新填写。"),
            ),
            models.CheckConstraint(
                condition=Q(own=True) | Q(told_on__isnull=False),
                name="skill_known_to_the_person",
                violation_error_message=_("技能由本人填写，或者告知本人以后登记。请填写告知日期。"),
            ),
        ]
        indexes = [models.Index(fields=["kind", "name"])]
