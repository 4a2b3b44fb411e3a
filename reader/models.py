from django.db import models


class Counter(models.Model):
    """How often the tables that a part of the public pages shows have changed; raised by triggers, see epoch.py."""

    part = models.CharField(max_length=20, primary_key=True)
    changes = models.BigIntegerField()

    class Meta:
        verbose_name = "counter"

    def __str__(self) -> str:
        return f"{self.part}: {self.changes}"
