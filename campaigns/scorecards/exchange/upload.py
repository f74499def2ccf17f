"""An uploaded file: its kind is known from its name and checked against its content."""

from typing import Any

from ..faults import DocumentError, Fault
from .places import Places
from .workbook.reading import read_workbook
from .yaml_file import read_yaml

LARGEST_UPLOAD = 2_000_000
ENDINGS = ("xlsx", "yaml", "yml")

EMPTY_FILE = "Tệp trống. Hãy chọn lại tệp."
TOO_LARGE = "Tệp lớn hơn 2 MB; một bảng tiêu chí không cần nhiều như vậy."

_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_upload(name: str, content: bytes) -> tuple[Any, Places]:
    """Nested data and its places. Raises DocumentError; every message names the place."""
    ending = name.rpartition(".")[2].lower()
    if problem := _problem(ending, content):
        raise DocumentError([Fault((), problem)])
    return read_workbook(content) if ending == "xlsx" else read_yaml(content)


def _problem(ending: str, content: bytes) -> str | None:
    """Why a file is not opened at all."""
    if not content.strip():
        return EMPTY_FILE
    if len(content) > LARGEST_UPLOAD:
        return TOO_LARGE
    if ending == "xlsm":
        return "Tệp có macro (.xlsm); hãy lưu lại dạng .xlsx."
    if ending == "xls" or content.startswith(_OLD_OFFICE):
        return "Tệp Excel kiểu cũ hoặc đặt mật khẩu; hãy bỏ mật khẩu và lưu lại dạng .xlsx."
    if ending not in ENDINGS:
        return "Chỉ nhận tệp Excel (.xlsx) hoặc YAML (.yaml, .yml)."
    if ending != "xlsx" and content.startswith(_ZIP):
        return "Tệp này là Excel nhưng tên có đuôi của YAML; hãy đổi đuôi thành .xlsx."
    return None
