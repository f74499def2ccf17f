"""From a template and values to Word files, and from those to one PDF. All of it in the sandbox."""

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

from .drawing import FOLDER
from .samples import SAMPLES

NO_OFFICE = (
    "Máy chủ chưa có LibreOffice nên chưa có bản PDF; bản Word vẫn đầy đủ. "
    "Hãy báo người quản trị cài đặt."
)
NOT_CONVERTED = (
    "LibreOffice không chuyển được sang PDF (hỏng hoặc quá lâu); bản Word vẫn đầy đủ. "
    "Hãy soạn lại sau ít phút."
)
BROKEN = "Mẫu quá phức tạp hoặc hỏng nên không điền được. Hãy lưu lại bằng Word rồi tải lên."
_EVERY_SECONDS = 0.4
# Files of one process: LibreOffice needs a second or two to start, and has minutes in all.
_LEAST_PART, _MOST_PART, _MOST_PROCESSES = 10, 100, 4
# What XML cannot hold: control characters that somebody pasted into a text.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")


class NoPdfError(Exception):
    """Word files could not be turned into PDF; the message is Vietnamese, for people."""


def built_in(kind: str) -> Path:
    """The template that comes with the product."""
    return FOLDER / f"{kind}.docx"


def faults_of(template: Path, kind: str) -> list[str]:
    """What is wrong with a template of `kind`, in Vietnamese. Costs a process of its own."""
    with _as_json(SAMPLES[kind]) as fields:
        try:
            return sandbox.run("word_check", template, str(fields))["faults"]
        except sandbox.SandboxError:
            return [BROKEN]


def fill(
    template: Path,
    kind: str,
    contexts: list[dict],
    folder: Path,
    progress: Callable[[int], None] = lambda done: None,
) -> list[Path]:
    """`0000.docx`, ... in `folder`, one for each of `contexts`. Raises DomainError.

    `progress` is told 0, none is finished yet, some times a second: a sign of life.
    """
    with _as_json(SAMPLES[kind]) as fields, _as_json(_printable(contexts)) as values:
        arguments = (template, values, fields, folder)
        try:
            answers = _in_parts("word_fill", len(contexts), arguments, lambda: progress(0))
        except sandbox.SandboxError:
            answers = [{"problem": BROKEN}]
    for answer in answers:
        if "problem" in answer:
            raise DomainError(f"Không điền được mẫu: {answer['problem']}")
    return sorted(folder.glob("*.docx"))


def _in_parts(
    job: str, number: int, arguments: Iterable[Path], watch: Callable[[], None]
) -> list[dict]:
    """The answers of a job that does `number` files, a part in each process of the sandbox.

    As many at a time as there are processors, four at most; `watch` is called meanwhile. Raises
    SandboxError, and what `watch` raises; then no further part is begun.
    """
    processors = min(os.cpu_count() or 1, _MOST_PROCESSES)
    size = max(_LEAST_PART, min(ceil(number / processors), _MOST_PART))
    texts = [str(argument) for argument in arguments]
    with ThreadPoolExecutor(processors) as pool:
        works = [
            pool.submit(sandbox.run, job, *texts, str(start), str(start + size))
            for start in range(0, number, size)
        ]
        try:
            while wait(works, _EVERY_SECONDS).not_done:
                watch()
            return [work.result() for work in works]
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _printable(value):
    """The same values without what XML cannot hold."""
    if isinstance(value, str):
        return _NOT_IN_XML.sub("", value)
    if isinstance(value, list):
        return [_printable(item) for item in value]
    return {name: _printable(item) for name, item in value.items()}


@contextmanager
def _as_json(value) -> Iterator[Path]:
    with tempfile.NamedTemporaryFile("w", prefix="values-", suffix=".json") as file:
        json.dump(value, file)
        file.flush()
        yield Path(file.name)


def convert(files: Path, folder: Path, progress: Callable[[int], None]) -> list[Path]:
    """PDFs in `folder` of all Word files in `files`, by LibreOffice.

    `progress` is told how many are there, some times a second. Raises NoPdfError.
    """
    number = len(list(files.glob("*.docx")))

    def count() -> None:
        progress(len(list(folder.glob("*.pdf"))))

    try:
        answers = _in_parts("office_pdfs", number, (files, folder), count)
    except sandbox.SandboxError:
        raise NoPdfError(NOT_CONVERTED) from None
    if any("problem" in answer for answer in answers):
        raise NoPdfError(NO_OFFICE)
    count()
    made = sorted(folder.glob("*.pdf"))
    if len(made) < number:
        raise NoPdfError(NOT_CONVERTED)
    return made


def joined(files: list[Path], target: Path) -> Path:
    """One PDF of many, in their order."""
    if len(files) == 1:
        return files[0]
    with pikepdf.new() as whole:
        for file in files:
            with pikepdf.open(file) as part:
                whole.pages.extend(part.pages)
        whole.save(target)
    return target


def packed(files: list[Path], names: list[str], target: Path) -> Path:
    """One ZIP of many Word files under `names`."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for file, name in zip(files, names, strict=True):
            archive.write(file, name)
    return target
