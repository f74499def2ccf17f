"""Sealed votes of a secret ballot (docs/adr/0009)."""

import uuid

from django.db import models

from .ballots import Ballot


class SealedVote(models.Model):
    """A sealed vote under a random key, without seat and time; all of one length.

    After the count only `receipt` is left, the fingerprint by which voters find their vote.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="votes")
    sealed = models.BinaryField(null=True)
    receipt = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "receipt"], name="vote_receipt_once")
        ]
