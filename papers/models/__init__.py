"""Official papers, their Word templates and the layouts of certificates."""

from .kinds import PaperKind
from .layouts import CertificateLayout
from .papers import Paper, PaperState
from .templates import PaperTemplate

__all__ = ["CertificateLayout", "Paper", "PaperKind", "PaperState", "PaperTemplate"]
