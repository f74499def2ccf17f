"""Find public services that no page, task or command reaches.

A service is reached if its name is used by a module outside of the services or by another reached
function of the services. Names are compared without their module. The demonstration and the tests
do not count. Prints each unreached service and exits with 1 if there is one.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from .steps import ROOT

APPS = (
    *("core", "accounts", "notices", "participants", "campaigns", "evidence", "scoring"),
    *("awards", "ballots", "papers", "dashboards", "thidua"),
)
# Services whose pages are still to come, each with the reason.
STILL_TO_COME = {
    "add_activity_kinds": "pages that draw up a plan",
    "arrange_cluster": "pages that found an office",
    "build_body": "pages that found an office",
    "build_council": "pages that found an office",
    "build_unit": "pages that found an office",
    "draft_proposal": "a button that drafts at once; today the schedule drafts after sealing",
    "establish_council": "a page for the award council; today the desk's stock form",
    "launch_plan": "pages that draw up a plan",
    "register_clusters": "pages that register entries",
    "seat_delegates": "pages that found an office",
    "seat_members": "a page for the award council; today the desk's stock form",
    "set_content_areas": "pages that draw up a plan",
}


def main(root: Path, still_to_come: dict[str, str]) -> int:
    unreached = unreached_services(root)
    for name in sorted(unreached - still_to_come.keys()):
        print(f"{name}: no page, task, command or reached service calls it")
    for name in sorted(still_to_come.keys() - unreached):
        print(f"{name}: is reached or gone, take it off STILL_TO_COME")
    return 1 if unreached != still_to_come.keys() else 0


def unreached_services(root: Path) -> set[str]:
    """Names of the public services that are not reached."""
    public: set[str] = set()
    inside: dict[str, set[str]] = {}  # function of the services -> names it refers to
    reached: set[str] = set()
    for path in modules_of(root):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if is_services(path.relative_to(root)):
            public |= public_names(tree)
            for name, names in functions_of(tree):
                inside.setdefault(name, set()).update(names)
        else:
            reached |= names_in(tree)
    waiting = list(reached)
    while waiting:
        for name in inside.get(waiting.pop(), set()) - reached:
            reached.add(name)
            waiting.append(name)
    return public - reached


def modules_of(root: Path) -> Iterator[Path]:
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def is_services(path: Path) -> bool:
    return "services" in path.parts or path.name == "services.py"


def public_names(tree: ast.Module) -> set[str]:
    """Names of the functions without a leading underscore."""
    names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    return {name for name in names if not name.startswith("_")}


def functions_of(tree: ast.Module) -> Iterator[tuple[str, set[str]]]:
    """(name, names used) of each function, class and assigned variable."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, names_in(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    yield target.id, names_in(node)


def names_in(tree: ast.AST) -> set[str]:
    """Names and attributes that are read; imports and definitions do not count."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
    return names


if __name__ == "__main__":
    sys.exit(main(ROOT, STILL_TO_COME))
