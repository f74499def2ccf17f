"""Search without accents in lists of the Django admin."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from .names import search_words


class AccentFreeSearchMixin:
    """Find rows with every typed word in one of `search_fields`, without accents and case.

    Fields may follow foreign keys, not many-to-many relations, so rows are never repeated.
    """

    search_help_text = "Gõ một phần tên, không cần dấu"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        fields = self.get_search_fields(request)
        if not fields:
            return queryset, False
        for word in search_words(search_term):
            holds_word = Q()
            for field in fields:
                holds_word |= Q(**{f"{field}__unaccent__icontains": word})
            queryset = queryset.filter(holds_word)
        return queryset, False
