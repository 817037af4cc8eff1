"""How often something was tried within a time, shared by all processes of an installation."""

from django.db import models


class Limit(models.Model):
    """A count of tries (次数限制); what was tried and by whom stand as one keyed digest."""

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)
