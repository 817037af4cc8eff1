"""Contacts of restricted members (联系人): one and a deputy, handed over when the first one leaves."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from runwu.core.models.base import DatedModel, DatedQuerySet, PublicModel, ends_after_start
from runwu.members.models.members import PartyMember
from runwu.people.models import Person


class RestrictionContact(PublicModel, DatedModel):
    """Who keeps in touch with a restricted member."""

    member = models.ForeignKey(PartyMember, on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contact_of")
    deputy = models.BooleanField(_("副联系人"), default=False)

    objects = DatedQuerySet["RestrictionContact"].as_manager()

    class Meta:
        constraints = [
            ends_after_start("restrictioncontact_ends_after_start"),
            models.UniqueConstraint(
                fields=["member", "deputy"],
                condition=models.Q(valid_to__isnull=True),
                name="restrictioncontact_one_open",
            ),
        ]
