"""Rows valid from one day to another, so that the state of any day is a query."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value


def lasting(path: str, day: date) -> Q:
    """Condition that the dated row at `path` (a relation) is valid on `day`."""
    return Q(**{f"{path}__valid_from__lte": day}) & (
        Q(**{f"{path}__valid_to__isnull": True}) | Q(**{f"{path}__valid_to__gte": day})
    )


class DatedQuerySet(models.QuerySet):
    def on(self, day: date):
        """Rows valid on `day`, first and last day included."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


class DatedModel(models.Model):
    """A row valid from a day to a day, both included; without an end, until further notice."""

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
    """Constraint: at most one row on any day for the same `fields`.

    Rows with NULL in one of the fields never conflict.
    """
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
