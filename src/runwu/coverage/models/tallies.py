"""Tallies kept for boards over many parks (覆盖汇总): derived from facts, never edited, renewed by a chore."""

from django.db import models

from runwu.enterprises.models import Park


class ParkTally(models.Model):
    """How the enterprises of a park looked on a day, by one grouping; the newest log entry tells what it knows."""

    park = models.ForeignKey(Park, on_delete=models.CASCADE, related_name="tallies")
    grouping = models.CharField(max_length=8)
    on = models.DateField()
    looks = models.JSONField(default=list)
    newest_entry = models.BigIntegerField(default=0)
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["park", "grouping"], name="parktally_once")]
