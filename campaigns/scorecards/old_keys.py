"""Keys of older scorecard files: refused, with what to write instead."""

from collections.abc import Mapping
from typing import Any

from .faults import Fault, Path

OLD_KEYS = {
    "interpretation": (
        "“interpretation” không còn dùng, vì một ghi chú chung không trả lời được từng mâu thuẫn. "
        "Ghi chú chung thì ghi ở “remark”; trả lời một mâu thuẫn thì ghi “interpretations: "
        "{mã mâu thuẫn: cách hiểu}” ở chính mục đó."
    )
}


def drop_old_keys(values: Mapping, path: Path, faults: list[Fault]) -> dict:
    """The fields of one node or of the whole without old keys; adds a fault for each one."""
    faults += [Fault((*path, key), OLD_KEYS[key]) for key in values if key in OLD_KEYS]
    return {key: value for key, value in values.items() if key not in OLD_KEYS}


def without_old_keys(data: Any) -> Any:
    """The nested data without old keys."""
    if isinstance(data, Mapping):
        return {k: without_old_keys(v) for k, v in data.items() if k not in OLD_KEYS}
    return [without_old_keys(v) for v in data] if isinstance(data, list | tuple) else data
