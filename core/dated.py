"""Things that hold from one day to another: who was it on that day is a query, not memory."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value


def lasting(path: str, day: date) -> Q:
    """Condition that the dated thing at `path` (a relation) holds on `day`."""
    return Q(**{f"{path}__valid_from__lte": day}) & (
        Q(**{f"{path}__valid_to__isnull": True}) | Q(**{f"{path}__valid_to__gte": day})
    )


class DatedQuerySet(models.QuerySet):
    def on(self, day: date):
        """Those that hold on `day`, both ends included."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


class DatedModel(models.Model):
    """Valid from a day to a day, both included; an open end means until further notice."""

    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", null=True, blank=True)

    class Meta:
        abstract = True


def ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
        violation_error_message="“Đến ngày” phải từ “từ ngày” trở đi.",
    )


def never_overlapping(name: str, *fields: str) -> ExclusionConstraint:
    """At most one row for the same `fields` on any day; rows with an empty one never meet."""
    days = Func(
        F("valid_from"),
        F("valid_to"),
        Value("[]"),
        function="daterange",
        output_field=DateRangeField(),
    )
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((field, RangeOperators.EQUAL) for field in fields),
            (days, RangeOperators.OVERLAPS),
        ],
        violation_error_message="Khoảng thời gian này trùng với một dòng đã có.",
    )
