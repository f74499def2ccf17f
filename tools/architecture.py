"""Draw docs/architecture.svg: the apps as layers, their sizes and what each imports.

Everything in the picture is read from the project: layers from the import contracts in
pyproject.toml, imports from the code (grimp), descriptions from the docstrings of the packages.
`--check` fails when the kept picture shows other layers or imports, or a size that is off by more
than a tenth.
"""

import argparse
import ast
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from tools.launch import bootstrap
from tools.launch.steps import ROOT, StartError, shown

if TYPE_CHECKING:
    import grimp

PICTURE = ROOT / "docs" / "architecture.svg"
SIZE_TOLERANCE = 0.1  # a picture must not be drawn again for every new line

WIDTH = 980
TOP = 100  # room for the slanted names above the table of imports
ROW = 52
BOX_LEFT, BOX_WIDTH, BOX_HEIGHT = 20, 520, 44
TABLE_LEFT, CELL = 590, 28

STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2733; }
.page { fill: #ffffff; }
.box { fill: #eef2f7; stroke: #93a1b5; }
.bar { fill: #a51c24; }
.name { font: 600 15px ui-monospace, monospace; }
.quiet { fill: #566274; font-size: 12px; }
.own { fill: #eef2f7; }
.import { fill: #35618f; }
.line { stroke: #d5dce6; }
@media (prefers-color-scheme: dark) {
  text { fill: #e3e8ef; }
  .page { fill: #161b22; }
  .box, .own { fill: #222a35; stroke: #5c6b80; }
  .bar { fill: #e36a70; }
  .quiet { fill: #a9b4c3; }
  .import { fill: #7fb2e5; }
  .line { stroke: #333d4b; }
}
""".strip()


@dataclass(frozen=True)
class Architecture:
    """Layers from the top down, lines of code of each app, importing modules of each pair."""

    layers: list[list[str]]
    inside: list[list[str]]  # the layers that most apps have inside, from the top down
    lines: dict[str, int]
    imports: Counter[tuple[str, str]]  # (app, imported app) -> modules that import it
    purposes: dict[str, str]

    @property
    def apps(self) -> list[str]:
        return list(chain.from_iterable(self.layers))


def main() -> int:
    bootstrap.enter_venv("requirements-dev.txt")
    parser = argparse.ArgumentParser(prog="bin/architecture", description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail when the picture is out of date")
    options = parser.parse_args()
    architecture = read_architecture(ROOT)
    if options.check:
        check(architecture, PICTURE)
    else:
        PICTURE.write_text(draw(architecture), "utf-8")
        print(f"Drew {shown(PICTURE)}.")
    return 0


# --- reading ----------------------------------------------------------------------------------
def read_architecture(root: Path) -> Architecture:
    import grimp  # comes with import-linter, which a bare clone has not installed yet

    contracts = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    apps_contract, inside_contract = contracts["tool"]["importlinter"]["contracts"][:2]
    layers = [split_layer(layer) for layer in apps_contract["layers"]]
    apps = list(chain.from_iterable(layers))
    graph = grimp.build_graph(*apps, cache_dir=None)
    return Architecture(
        layers=layers,
        inside=common_layers(inside_contract, graph.modules),
        lines={app: lines_of_code(root / app) for app in apps},
        imports=imports_between_apps(graph),
        purposes={app: purpose(root / app) for app in apps},
    )


def split_layer(layer: str) -> list[str]:
    """Split a layer of a contract into its modules: `(views) | (admin)` has two."""
    return re.findall(r"[\w.]+", layer)


def common_layers(contract: Mapping[str, Any], modules: Set[str]) -> list[list[str]]:
    """Return the layers of a contract with only the modules that half of its apps have."""
    apps = contract["containers"]

    def is_common(name: str) -> bool:
        number = sum(f"{app}.{name}" in modules for app in apps)
        return name != "apps" and 2 * number >= len(apps)  # apps.py is Django's, nobody imports it

    layers = [list(filter(is_common, split_layer(layer))) for layer in contract["layers"]]
    return [layer for layer in layers if layer]


def lines_of_code(app: Path) -> int:
    """Count the lines of an app's Python files without migrations."""
    files = (file for file in app.rglob("*.py") if "migrations" not in file.parts)
    return sum(len(file.read_text("utf-8").splitlines()) for file in files)


def imports_between_apps(graph: "grimp.ImportGraph") -> Counter[tuple[str, str]]:
    pairs: Counter[tuple[str, str]] = Counter()
    for module in graph.modules:
        app = module.partition(".")[0]
        imported = graph.find_modules_directly_imported_by(module)
        pairs.update(
            (app, other) for other in {name.partition(".")[0] for name in imported} - {app}
        )
    return pairs


def purpose(app: Path) -> str:
    """Return the first line of the package's docstring."""
    docstring = ast.get_docstring(ast.parse((app / "__init__.py").read_text("utf-8")))
    if not docstring:
        raise StartError(f"{app.name}/__init__.py needs a docstring: what the app owns, one line.")
    return docstring.splitlines()[0].rstrip(".")


# --- checking ---------------------------------------------------------------------------------
def check(architecture: Architecture, picture: Path) -> None:
    """Raise StartError when the kept picture shows another architecture."""
    kept = picture.read_text("utf-8") if picture.exists() else ""
    drawn = draw(architecture)
    old_sizes, new_sizes = sizes(kept), sizes(drawn)
    is_current = without_sizes(kept) == without_sizes(drawn) and all(
        abs(old_sizes[app] - size) <= SIZE_TOLERANCE * size for app, size in new_sizes.items()
    )
    if not is_current:
        raise StartError(f"{shown(picture)} is out of date: run bin/architecture and commit it.")


def sizes(svg: str) -> dict[str, int]:
    return {
        app: int(lines) for app, lines in re.findall(r'data-app="(\w+)" data-lines="(\d+)"', svg)
    }


def without_sizes(svg: str) -> str:
    """Blank everything that changes with every commit: numbers of lines, the bars, the counts."""
    return re.sub(
        r'data-lines="\d+"|<rect class="bar"[^>]*>|[\d,]+ lines|<title>[^<]*</title>', "", svg
    )


# --- drawing ----------------------------------------------------------------------------------
def draw(architecture: Architecture) -> str:
    height = TOP + ROW * len(architecture.layers) + 70
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
        ' aria-label="The apps as layers, and which app imports which">',
        f"<style>{STYLE}</style>",
        f'<rect class="page" width="{WIDTH}" height="{height}"/>',
        text(BOX_LEFT, TOP - 34, "Apps, from the top layer down", "name"),
        text(BOX_LEFT, TOP - 14, "an app imports only from the layers below it", "quiet"),
        *column_names(architecture),
    ]
    for number, layer in enumerate(architecture.layers):
        y = TOP + ROW * number
        parts += layer_boxes(architecture, layer, y)
        parts += imports_rows(architecture, layer, y)
    parts += inside_an_app(architecture.inside, TOP + ROW * len(architecture.layers) + 22)
    return "\n".join([*parts, "</svg>", ""])


def layer_boxes(architecture: Architecture, layer: list[str], y: int) -> list[str]:
    """One box an app, apps of the same layer side by side; the bar shows the share of the code."""
    largest = max(architecture.lines.values())
    width = (BOX_WIDTH - 8 * (len(layer) - 1)) // len(layer)
    parts = []
    for number, app in enumerate(layer):
        x, lines = BOX_LEFT + number * (width + 8), architecture.lines[app]
        bar = round((width - 2) * lines / largest)
        parts += [
            f'<g data-app="{app}" data-lines="{lines}">',
            f'<rect class="box" x="{x}" y="{y}" width="{width}" height="{BOX_HEIGHT}" rx="5"/>',
            f'<rect class="bar" x="{x + 1}" y="{y + BOX_HEIGHT - 4}" width="{bar}" height="3"/>',
            text(x + 10, y + 18, app, "name"),
            text(x + 10, y + 34, architecture.purposes[app], "quiet"),
            text(x + width - 10, y + 18, f"{lines:,} lines", "quiet", anchor="end"),
            "</g>",
        ]
    return parts


def column_names(architecture: Architecture) -> list[str]:
    """The slanted heads of the table of imports."""
    parts = [text(TABLE_LEFT - 34, TOP - 34, "imports", "name", anchor="middle")]
    for number, app in enumerate(architecture.apps):
        x, y = TABLE_LEFT + CELL * number + CELL // 2 + 4, TOP - 8
        parts.append(f'<g transform="rotate(-45 {x} {y})">{text(x, y, app)}</g>')
    return parts


def imports_rows(architecture: Architecture, layer: list[str], y: int) -> list[str]:
    """One row a layer: a dot for each app that it imports."""
    parts = []
    middle = y + BOX_HEIGHT // 2
    right = TABLE_LEFT + CELL * len(architecture.apps)
    parts.append(f'<line class="line" x1="{TABLE_LEFT}" y1="{middle}" x2="{right}" y2="{middle}"/>')
    for number, imported in enumerate(architecture.apps):
        x = TABLE_LEFT + CELL * number + CELL // 2
        if imported in layer:
            parts.append(
                f'<rect class="own" x="{x - 9}" y="{middle - 9}" width="18" height="18" rx="4"/>'
            )
        count = sum(architecture.imports[app, imported] for app in layer)
        if count:
            title = f"<title>{', '.join(layer)}: {count} modules import {imported}</title>"
            parts.append(f'<circle class="import" cx="{x}" cy="{middle}" r="6">{title}</circle>')
    return parts


def inside_an_app(layers: list[list[str]], y: int) -> list[str]:
    """The layers inside an app in one line, from the top down as from left to right."""
    names = "  >  ".join(" | ".join(layer) for layer in layers)
    heading = text(BOX_LEFT, y, "Inside an app, from the top layer down", "name")
    return [heading, text(BOX_LEFT, y + 24, names)]


def text(x: int, y: int, words: str, look: str = "", *, anchor: str = "") -> str:
    attributes = f" class={quoteattr(look)}" if look else ""
    attributes += f" text-anchor={quoteattr(anchor)}" if anchor else ""
    return f'<text x="{x}" y="{y}"{attributes} xml:space="preserve">{escape(words)}</text>'
