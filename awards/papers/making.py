"""From a template and values to Word files, and from those to one PDF. All of it in the sandbox."""

import json
import re
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


def fill(template: Path, kind: str, contexts: list[dict], folder: Path) -> list[Path]:
    """`0000.docx`, ... in `folder`, one for each of `contexts`. Raises DomainError."""
    with _as_json(SAMPLES[kind]) as fields, _as_json(_printable(contexts)) as values:
        try:
            answer = sandbox.run("word_fill", template, str(values), str(fields), str(folder))
        except sandbox.SandboxError:
            answer = {"problem": BROKEN}
    if "problem" in answer:
        raise DomainError(f"Không điền được mẫu: {answer['problem']}")
    return sorted(folder.glob("*.docx"))


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
    """PDFs in `folder` of all Word files in `files` by one process of LibreOffice.

    `progress` is told how many are there, some times a second. Raises NoPdfError.
    """
    answer: dict = {}

    def work() -> None:
        try:
            answer.update(sandbox.run("office_pdfs", files, str(folder)))
        except sandbox.SandboxError:
            answer["made"] = 0

    worker = threading.Thread(target=work)
    worker.start()
    while worker.is_alive():
        worker.join(_EVERY_SECONDS)
        progress(len(list(folder.glob("*.pdf"))))
    made = sorted(folder.glob("*.pdf"))
    if "problem" in answer:
        raise NoPdfError(NO_OFFICE)
    if answer.get("made", 0) < len(list(files.glob("*.docx"))):
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
