"""Numbers of official papers (“12/BC-HĐND”), made comparable in the database."""

from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Upper


class _Normalize(Func):
    function = "normalize"
    template = "%(function)s(%(expressions)s, NFC)"


class _Replace(Func):
    function = "regexp_replace"


def document_key(field: str) -> models.GeneratedField:
    """A generated column: the number in `field` without case, spaces and dots.

    Dashes become one kind; the word “Số” and leading zeros are dropped. Two equal keys with a sign,
    not only a number, are the same paper within one year.
    """
    text = Upper(_Normalize(F(field)))
    text = _Replace(text, Value(r"[\s.,:;]+"), Value(""), Value("g"))
    text = _Replace(text, Value("[‐‑‒–—−_]"), Value("-"), Value("g"))
    return models.GeneratedField(
        expression=_Replace(text, Value("^(SỐ)?0*"), Value("")),
        output_field=models.CharField(max_length=100),
        db_persist=True,
        db_index=True,
        verbose_name="số, ký hiệu để đối chiếu",
    )
