"""What is known of instructors for their assignment, and proposals who looks after which enterprise (派员建议)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import PublicModel, choice_constraint
from runwu.coverage.choices import ContactKind, Language, PlanState
from runwu.enterprises.models import Chain, Enterprise, GridCell, Park
from runwu.people.models import Person


class ContactProfile(PublicModel):
    """Where an instructor or liaison starts from, what they speak and know, how many enterprises they take."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="contact_profile")
    grid = models.ForeignKey(
        GridCell, null=True, blank=True, on_delete=models.SET_NULL, related_name="contact_profiles"
    )
    languages = models.JSONField(_("工作语言"), default=list, blank=True)
    chains = models.ManyToManyField(Chain, blank=True, related_name="contact_profiles")
    most = models.PositiveSmallIntegerField(_("最多联系"), null=True, blank=True)


class EnterpriseLanguage(PublicModel):
    """A language that an enterprise works in, which its contact ought to speak (工作语言)."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("工作语言"), max_length=4, choices=Language.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "language"], name="enterpriselanguage_once"),
            choice_constraint("language", Language, "enterpriselanguage_known"),
        ]


class ContactPlan(PublicModel):
    """A proposal who looks after which enterprise of a park: facts by public id, the answer, changes by hand.

    `enough` says that somebody asked the computation to stop with the best so far.
    """

    park = models.ForeignKey(Park, on_delete=models.CASCADE, related_name="contact_plans")
    kind = models.CharField(_("身份"), max_length=16, choices=ContactKind.choices)
    as_of = models.DateField(_("数据截至"))
    state = models.CharField(_("状态"), max_length=16, choices=PlanState.choices, default=PlanState.QUEUED)
    instance = models.JSONField(default=dict)
    answer = models.JSONField(default=dict, blank=True)
    assignment = models.JSONField(default=dict, blank=True)
    changed = models.JSONField(default=list, blank=True)
    accepted = models.JSONField(default=dict, blank=True)
    accepted_on = models.DateField(_("采纳日期"), null=True, blank=True)
    failure = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=0)
    job = models.UUIDField(null=True, blank=True)
    enough = models.BooleanField(_("到此为止"), default=False)
    created_by = models.UUIDField()
    created_at = models.DateTimeField(_("提出时间"), auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            choice_constraint("state", PlanState, "contactplan_known_state"),
            choice_constraint("kind", ContactKind, "contactplan_known_kind"),
        ]
        indexes = [models.Index(fields=["park", "-created_at"])]
