"""`bin/bench papers`: 100 achievement reports by LibreOffice and 100 certificates by Typst, as PDF.

The work of a worker for one paper, from the values to one PDF, without the database.
"""

import argparse
import json
import os
import resource
import tempfile
import time
from pathlib import Path
from statistics import median

NUMBER = 100
TARGETS = {"reports": 30.0, "certificates": 2.0}  # seconds


def add_options(commands) -> None:
    parser = commands.add_parser("papers", help=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings.demo")
    import django

    django.setup()
    medians = {}
    for name, measure in (("certificates", _certificates), ("reports", _reports)):
        runs = [measure() for _ in range(options.runs)]
        medians[name] = {part: round(median(run[part] for run in runs), 2) for part in runs[0]}
    if options.json:
        print(json.dumps(medians))
    else:
        for name, parts in medians.items():
            words = ", ".join(f"{part} {number}" for part, number in parts.items())
            print(f"{NUMBER} {name}, seconds: {words} (target {TARGETS[name]:.0f})")
    return int(any(medians[name]["whole"] > TARGETS[name] for name in TARGETS))


def _certificates() -> dict[str, float]:
    from awards.models import AwardType
    from papers.documents.certificates import default_layout, pdf_of, qr_of, sample_texts
    from papers.models import CertificateLayout

    award_type = AwardType(name="Bằng khen", decided_by="Chủ tịch UBND thành phố Sông Xanh")
    default = default_layout()
    layout = CertificateLayout(
        page_width=default["page_width"],
        page_height=default["page_height"],
        offset_x=0,
        offset_y=0,
        fields=default["fields"],
    )
    begun, worked = time.perf_counter(), _processor()
    words = sample_texts(award_type)
    pages = [
        words | {"name": f"Nguyễn Thị Thử Nghiệm {i}", "qr": qr_of(f"DO-{i:04d}")}
        for i in range(NUMBER)
    ]
    size = len(pdf_of(layout, pages))
    return {
        "whole": time.perf_counter() - begun,
        "processor": _processor() - worked,
        "megabytes": size / 1e6,
    }


def _processor() -> float:
    """Processor time, in seconds, of this process and its ended children."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def _reports() -> dict[str, float]:
    from papers.documents import word_files
    from papers.documents.sample_values import SAMPLES
    from papers.documents.word_templates import built_in_template
    from papers.models import PaperKind

    kind = PaperKind.REPORT_INDIVIDUAL
    values = [SAMPLES[kind] | {"ten": f"Nguyễn Thị Thử {number}"} for number in range(NUMBER)]
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        words, pages = Path(name, "words"), Path(name, "pages")
        words.mkdir()
        pages.mkdir()
        begun, worked = time.perf_counter(), _processor()
        word_files.fill(built_in_template(kind), kind, values, words)
        filled = time.perf_counter()
        made = word_files.convert(words, pages, lambda done: None)
        converted = time.perf_counter()
        whole = word_files.joined(made, Path(name, "all.pdf"))
        ended = time.perf_counter()
        size = whole.stat().st_size
    return {
        "whole": ended - begun,
        "processor": _processor() - worked,
        "word": filled - begun,
        "pdf": converted - filled,
        "joined": ended - converted,
        "megabytes": size / 1e6,
    }
