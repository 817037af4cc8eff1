"""Posts (任职): who holds which post in which organisation, from when to when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import DatedModel, DatedQuerySet, PublicModel, choice_constraint, ends_after_start
from runwu.organizations.choices import PostKind
from runwu.organizations.models.organizations import Organization
from runwu.people.models import Person


class Post(PublicModel, DatedModel):
    """A post held by a person."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="posts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(_("职务"), max_length=24, choices=PostKind.choices)
    concurrent_position = models.CharField(_("兼任职务"), max_length=50, blank=True)

    objects = DatedQuerySet["Post"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("post_ends_after_start"),
            choice_constraint("kind", PostKind, "post_known_kind"),
            models.UniqueConstraint(
                fields=["organization"],
                condition=models.Q(valid_to__isnull=True, kind="secretary"),
                name="post_one_secretary",
                violation_error_message=_("一个支部同一时间只有一名书记。请先结束前任的任职。"),
            ),
        ]
