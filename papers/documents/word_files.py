"""Word files from a template and values, and PDFs from those, in the sandbox."""

import json
import os
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from math import ceil
from pathlib import Path

import pikepdf

from core import sandbox
from core.errors import DomainError

from ..models import PaperKind
from .sample_values import SAMPLES

NO_OFFICE = (
    "Máy chủ chưa có LibreOffice nên chưa có bản PDF; bản Word vẫn đầy đủ. "
    "Hãy báo người quản trị cài đặt."
)
NOT_CONVERTED = (
    "LibreOffice không chuyển được sang PDF (hỏng hoặc quá lâu); bản Word vẫn đầy đủ. "
    "Hãy soạn lại sau ít phút."
)
BROKEN_TEMPLATE = (
    "Mẫu quá phức tạp hoặc hỏng nên không điền được. Hãy lưu lại bằng Word rồi tải lên."
)
_PROGRESS_INTERVAL_SECONDS = 0.4
# Number of files for one process: LibreOffice takes a second or two to start, and the sandbox gives
# a process a few minutes.
_FEWEST_FILES, _MOST_FILES, _MOST_PROCESSES = 10, 100, 4
# Control characters that were pasted into a text; XML cannot hold them.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")


class NoPdfError(Exception):
    """Word files could not be converted to PDF. The message is Vietnamese, for people."""


def faults_of(template: Path, kind: PaperKind) -> list[str]:
    """Faults of a template of `kind`, in Vietnamese. Starts a sandbox process."""
    with _as_json(SAMPLES[kind]) as fields:
        try:
            return sandbox.run("word_check", template, str(fields))["faults"]
        except sandbox.SandboxError:
            return [BROKEN_TEMPLATE]


def fill(
    template: Path,
    kind: PaperKind,
    contexts: list[dict],
    folder: Path,
    progress: Callable[[int], None] = lambda done: None,
) -> list[Path]:
    """Write `0000.docx`, ... into `folder`, one for each of `contexts`.

    Calls `progress` with 0 several times a second, as a heartbeat. Raises DomainError for a
    template that cannot be filled in.
    """
    with (
        _as_json(SAMPLES[kind]) as fields,
        _as_json(_without_control_characters(contexts)) as values,
    ):
        arguments = (template, values, fields, folder)
        try:
            answers = _in_parts("word_fill", len(contexts), arguments, lambda: progress(0))
        except sandbox.SandboxError:
            answers = [{"problem": BROKEN_TEMPLATE}]
    for answer in answers:
        if "problem" in answer:
            raise DomainError(f"Không điền được mẫu: {answer['problem']}")
    return sorted(folder.glob("*.docx"))


def _in_parts(
    job: str, number: int, arguments: Iterable[Path], watch: Callable[[], None]
) -> list[dict]:
    """The answers of a sandbox job over `number` files, in parts of one process each.

    Runs as many processes at a time as there are processors, four at most, and calls `watch`
    meanwhile. Raises SandboxError and whatever `watch` raises; then starts no further part.
    """
    processors = min(os.cpu_count() or 1, _MOST_PROCESSES)
    size = max(_FEWEST_FILES, min(ceil(number / processors), _MOST_FILES))
    texts = [str(argument) for argument in arguments]
    with ThreadPoolExecutor(processors) as pool:
        futures = [
            pool.submit(sandbox.run, job, *texts, str(start), str(start + size))
            for start in range(0, number, size)
        ]
        try:
            while wait(futures, _PROGRESS_INTERVAL_SECONDS).not_done:
                watch()
            return [future.result() for future in futures]
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _without_control_characters(value):
    """The same values without characters that XML cannot hold."""
    if isinstance(value, str):
        return _NOT_IN_XML.sub("", value)
    if isinstance(value, list):
        return [_without_control_characters(item) for item in value]
    return {name: _without_control_characters(item) for name, item in value.items()}


@contextmanager
def _as_json(value) -> Iterator[Path]:
    """The path of a temporary file with this value."""
    with tempfile.NamedTemporaryFile("w", prefix="values-", suffix=".json") as file:
        json.dump(value, file)
        file.flush()
        yield Path(file.name)


def convert(files: Path, folder: Path, progress: Callable[[int], None]) -> list[Path]:
    """Convert all Word files in `files` to PDF files in `folder`, by LibreOffice.

    `progress` is called with the number of finished files several times a second. Raises
    NoPdfError.
    """
    number = len(list(files.glob("*.docx")))

    def report_progress() -> None:
        progress(len(list(folder.glob("*.pdf"))))

    try:
        answers = _in_parts("office_pdfs", number, (files, folder), report_progress)
    except sandbox.SandboxError:
        raise NoPdfError(NOT_CONVERTED) from None
    if any("problem" in answer for answer in answers):
        raise NoPdfError(NO_OFFICE)
    report_progress()
    pdfs = sorted(folder.glob("*.pdf"))
    if len(pdfs) < number:
        raise NoPdfError(NOT_CONVERTED)
    return pdfs


def joined(files: list[Path], target: Path) -> Path:
    """One PDF of several, in their order; a single file is returned as it is."""
    if len(files) == 1:
        return files[0]
    with pikepdf.new() as whole:
        for file in files:
            with pikepdf.open(file) as part:
                whole.pages.extend(part.pages)
        whole.save(target)
    return target


def packed(files: list[Path], names: list[str], target: Path) -> Path:
    """One ZIP of Word files under these names."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for file, name in zip(files, names, strict=True):
            archive.write(file, name)
    return target
