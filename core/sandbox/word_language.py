"""The language of Word templates: fields, lists, conditions. Nothing computes or calls.

Used by the jobs `word_check` and `word_fill`; imports nothing of Django.
"""

import re
from collections.abc import Iterator

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

FILTERS = ("upper", "lower", "length", "first", "last", "join", "default")
TESTS = ("defined", "undefined", "none", "odd", "even")
LOOP = dict.fromkeys(("index", "index0", "first", "last", "length"), "")
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Const,
    nodes.Filter,
    nodes.Test,
)
DEEPEST = 2  # nested lists: more would only make a small file large
_PARAGRAPH = re.compile(r"<w:p([ >])")
_BRACKETS = (("{{", "}}"), ("{%", "%}"))


def environment() -> ImmutableSandboxedEnvironment:
    """Jinja without globals and loader, with few filters, escaping everything."""
    found = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    found.globals.clear()
    found.filters = {name: found.filters[name] for name in FILTERS}
    found.tests = {name: found.tests[name] for name in TESTS}
    return found


def parts_of(template: DocxTemplate) -> Iterator[tuple[str, str]]:
    """(place in Vietnamese, its XML prepared for Jinja) of body, headers and footers."""
    template.init_docx()
    yield "", _ready(template, template.get_xml())
    for uri, where in ((template.HEADER_URI, "đầu trang"), (template.FOOTER_URI, "chân trang")):
        for _, part in template.get_headers_footers(uri):
            yield where, _ready(template, template.get_part_xml(part))


def _ready(template: DocxTemplate, xml: str) -> str:
    return _PARAGRAPH.sub(r"\n<w:p\1", template.patch_xml(xml))


def faults_in(where: str, xml: str, fields: dict) -> list[str]:
    """Faults of one part, in Vietnamese; `fields` as in `Fields`."""
    broken = list(_broken_brackets(where, xml))
    if broken:
        return broken
    try:
        tree = environment().parse(xml)
    except TemplateSyntaxError as error:
        return [f"{_place(where, xml, error.lineno)}: lệnh trong ngoặc chưa đúng ({error.message})"]
    return list(dict.fromkeys(Fields(where, xml, fields).faults(tree)))


def _broken_brackets(where: str, xml: str) -> Iterator[str]:
    """Paragraphs in which a bracket opens without closing, or closes without opening."""
    for number, line in enumerate(xml.split("\n"), start=1):
        text = re.sub(r"<[^>]+>", "", line)
        for opening, closing in _BRACKETS:
            opened, closed = text.count(opening), text.count(closing)
            if opened != closed:
                missing = closing if opened > closed else opening
                yield f"{_place(where, xml, number)}: thiếu dấu {missing}"


def _place(where: str, xml: str, number: int) -> str:
    lines = xml.split("\n")
    text = re.sub(r"<[^>]+>", "", lines[min(number, len(lines)) - 1]).strip()[:60]
    paragraph = f"đoạn {max(number - 1, 1)}" + (f" “{text}”" if text else "")
    return f"{where}, {paragraph}" if where else paragraph


class Fields:
    """Walks a template along the known names: {"name": "", "rows": [{"column": ""}]}."""

    def __init__(self, where: str, xml: str, fields: dict) -> None:
        self.where, self.xml, self.fields = where, xml, fields

    def faults(self, tree: nodes.Template) -> Iterator[str]:
        yield from self._walk(tree, self.fields, 0)

    def _at(self, node: nodes.Node) -> str:
        return _place(self.where, self.xml, node.lineno)

    def _walk(self, node: nodes.Node, known: dict, depth: int) -> Iterator[str]:
        if not isinstance(node, ALLOWED):
            yield f"{self._at(node)}: không dùng được lệnh này trong mẫu"
        elif isinstance(node, nodes.For):
            yield from self._loop(node, known, depth)
        elif isinstance(node, nodes.Name | nodes.Getattr):
            if self._found(node, known) is None:
                yield self._unknown(node, known)
        elif isinstance(node, nodes.Filter) and node.name not in FILTERS:
            yield f"{self._at(node)}: không có bộ lọc “{node.name}” (dùng được: {_list(FILTERS)})"
        elif isinstance(node, nodes.Test) and node.name not in TESTS:
            yield f"{self._at(node)}: không có phép thử “{node.name}”"
        else:
            for child in node.iter_child_nodes():
                yield from self._walk(child, known, depth)

    def _loop(self, node: nodes.For, known: dict, depth: int) -> Iterator[str]:
        rows = self._found(node.iter, known)
        if depth >= DEEPEST or node.recursive or node.test:
            yield f"{self._at(node)}: vòng lặp quá phức tạp"
        elif not isinstance(node.target, nodes.Name) or not isinstance(
            node.iter, nodes.Name | nodes.Getattr
        ):
            yield f"{self._at(node)}: vòng lặp phải có dạng for dong in danh_sach"
        elif rows is None:
            yield self._unknown(node.iter, known)
        elif not isinstance(rows, list):
            yield f"{self._at(node)}: “{_path(node.iter)}” không phải danh sách"
        else:
            inner = known | {node.target.name: rows[0], "loop": LOOP}
            for child in [*node.body, *node.else_]:
                yield from self._walk(child, inner, depth + 1)

    def _found(self, node: nodes.Node, known: dict):
        """What a name refers to, or None."""
        if isinstance(node, nodes.Name):
            return known.get(node.name)
        if isinstance(node, nodes.Getattr):
            within = self._found(node.node, known)
            return within.get(node.attr) if isinstance(within, dict) else None
        return None

    def _unknown(self, node: nodes.Node, known: dict) -> str:
        within = self._found(node.node, known) if isinstance(node, nodes.Getattr) else None
        allowed = within if isinstance(within, dict) else self.fields
        return (
            f"{self._at(node)}: không có trường “{_path(node)}”. "
            f"Dùng được: {_list(sorted(allowed))}"
        )


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    return "?"


def _list(names) -> str:
    return ", ".join(names)
