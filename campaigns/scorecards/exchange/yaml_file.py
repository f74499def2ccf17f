"""A scorecard as a YAML file, read from the syntax tree so that every value keeps its exact text.

No number becomes a float: `2.5` and `"2.5"` are the same text. Only `true` and `false` are
booleans; `on`, `yes`, dates and the like remain text.
"""

import re
from typing import Any

import yaml

from ..faults import DocumentError, Fault, Path
from .places import Places

LARGEST_FILE = 1_000_000
DEEPEST = 40
MOST_NODES = 100_000

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_KNOWN_TAGS = {
    f"{_TAG}{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")
} | {f"{_TAG}merge", f"{_TAG}value"}


def read_yaml(text: str | bytes) -> tuple[Any, Places]:
    """Nested data and its places. Raises DocumentError; every message names the place."""
    if len(text if isinstance(text, bytes) else text.encode("utf-8", "replace")) > LARGEST_FILE:
        raise _error("Tệp lớn hơn 1 MB; một bảng tiêu chí không cần nhiều như vậy.")
    try:
        text = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise _error("Tệp không phải là chữ mã hóa UTF-8.") from None
    try:
        _check_depth(text)
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _error(f"{_at(mark)}: tệp không đúng cú pháp YAML ({error.problem}).") from None
    except (yaml.YAMLError, UnicodeError):
        raise _error("Tệp có ký tự không dùng được trong YAML.") from None
    if root is None:
        raise _error("Tệp trống.")
    reader = _Reader()
    data = reader.value(root, (), ())
    if reader.faults:
        raise DocumentError(reader.faults)
    return data, Places(reader.places)


def _at(mark: Any) -> str:
    return f"dòng {mark.line + 1}, cột {mark.column + 1}" if mark else "trong tệp"


def _error(message: str) -> DocumentError:
    return DocumentError([Fault((), message)])


def _check_depth(text: str) -> None:
    """Check the depth with the event parser, which does not recurse."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise _error(f"{_at(event.start_mark)}: tệp lồng nhau sâu quá {DEEPEST} tầng.")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class _Reader:
    def __init__(self) -> None:
        self.places: dict[Path, str] = {}
        self.faults: list[Fault] = []
        self.count = 0

    def value(self, node: yaml.Node, path: Path, above: tuple[int, ...]) -> Any:
        self.count += 1
        if self.count > MOST_NODES:
            raise _error("Tệp dùng lại các phần của nó (*) quá nhiều lần.")
        self.places.setdefault(path, _at(node.start_mark))
        if id(node) in above:
            self.fault(node, path, "phần này chứa chính nó (anchor và alias nối thành vòng tròn).")
            return None
        if node.tag not in _KNOWN_TAGS:
            self.fault(node, path, f"không dùng được nhãn kiểu “{node.tag[:40]}”.")
            return None
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        above = (*above, id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, n), above) for n, item in enumerate(node.value)]
        return self.mapping(node, path, above)

    def mapping(self, node: yaml.MappingNode, path: Path, above: tuple[int, ...]) -> dict:
        values: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.fault(key, path, "tên mục phải là chữ.")
                continue
            if key.value in values:
                self.fault(key, (*path, key.value), f"mục “{key.value[:40]}” ghi hai lần.")
                continue
            inner = (*path, key.value)
            if not isinstance(value, yaml.ScalarNode):
                self.places.setdefault(inner, _at(key.start_mark))
            values[key.value] = self.value(value, inner, above)
        return values

    def fault(self, node: yaml.Node, path: Path, message: str) -> None:
        self.faults.append(Fault(path, f"{_at(node.start_mark)}: {message}"))


def _scalar(node: yaml.ScalarNode) -> Any:
    kind, text = node.tag.removeprefix(_TAG), node.value
    if kind == "null":
        return None
    if kind == "bool" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if kind == "int" and _WHOLE.fullmatch(text):
        return int(text)
    return text


# Writing ------------------------------------------------------------------------------------------

_CARD_ORDER = (
    *("name", "kinds", "legal_basis", "base_maximum", "bonus_cap", "deduction_cap"),
    *("lowest_total", "highest_total", "scaling", "tie_break", "remark", "interpretations"),
    *("grading", "criteria"),
)
_NODE_ORDER = (
    *("code", "name", "section", "max", "legal_basis", "remark", "interpretations", "area"),
    *("combine", "rounding", "shape", "params", "source", "source_name"),
)


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, and repeats a list instead of writing an alias."""

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write_yaml(document: dict) -> str:
    """The document as a file; `read_yaml` of it gives the same data."""
    card = _ordered(document, _CARD_ORDER)
    if "criteria" in card:
        card["criteria"] = [_node(node) for node in card["criteria"]]
    # S506 warns about loading; this is dumping, with the safe dumper.
    return yaml.dump(card, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


def _node(node: dict) -> dict:
    node = _ordered(node, _NODE_ORDER)
    if "items" in node:
        node["items"] = [_node(item) for item in node.pop("items")]
    return node


def _ordered(values: dict, order: tuple[str, ...]) -> dict:
    known = {key: values[key] for key in order if key in values}
    return {**known, **{key: value for key, value in values.items() if key not in known}}
