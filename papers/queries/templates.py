"""Word templates of an office, by kind of paper."""

from dataclasses import dataclass

from ..models import PaperKind, PaperTemplate
from .offers import ORDER


@dataclass(frozen=True)
class TemplateChoice:
    """A kind of paper with the office's template in use and the one on trial, if any."""

    kind: PaperKind
    in_use: PaperTemplate | None
    on_trial: PaperTemplate | None


def template_choices(organiser_id: int) -> list[TemplateChoice]:
    """Every kind that has a Word template. 1 query."""
    templates = PaperTemplate.objects.filter(organiser=organiser_id, withdrawn_at__isnull=True)
    templates = list(templates.select_related("uploaded_by").order_by("uploaded_at"))
    in_use = {template.kind: template for template in templates if template.used_from}
    on_trial = {template.kind: template for template in templates if not template.used_from}
    return [
        TemplateChoice(kind, in_use.get(kind), on_trial.get(kind))
        for kind in ORDER
        if kind.has_word_template
    ]


def template_in_use(organiser_id: int, kind: PaperKind) -> PaperTemplate | None:
    """The office's template of a kind; None where the built-in one is used."""
    return PaperTemplate.objects.in_use().filter(organiser=organiser_id, kind=kind).first()
