"""pyproject.toml names what the code imports, and the requirements files fit it."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.launch.run_lock import FILES
from tools.launch.steps import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# Runs in an environment of pretalx's own, which it makes.
ELSEWHERE = ROOT / "tools" / "bench" / "pretalx_worker.py"
# Which groups the code of a folder may use besides the project's own dependencies.
GROUPS_OF_FOLDER = {"tests": ["dev"], "tools/bench": ["bench"]}
PACKAGES = sorted(path.parent.name for path in ROOT.glob("[a-z]*/__init__.py"))
FOLDERS = [
    *(name for name in PACKAGES if name != "tools"),
    *("tools/bench", "tools/launch", "tools/reference"),
]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_imported_package_is_named(folder):
    named = names_of(*GROUPS_OF_FOLDER.get(folder, []))
    of_module = packages_distributions()
    missing = {
        module
        for module in imported_modules(ROOT / folder)
        if named.isdisjoint(canonicalize_name(name) for name in of_module.get(module, [module]))
    }
    assert missing == set()


@pytest.mark.parametrize("name", FILES)
def test_a_requirements_file_pins_what_the_project_names(name):
    text = (ROOT / name).read_text("utf-8")
    pins = pinned_versions(text)
    for requirement in required_by(name):
        version = pins.pop(canonicalize_name(requirement.name))
        assert requirement.specifier.contains(version), requirement


@pytest.mark.parametrize("name", FILES)
def test_every_pin_has_hashes_and_no_server_is_named(name):
    text = (ROOT / name).read_text("utf-8")
    entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^ *#.*\n", "", text).strip())
    assert all(re.match(r"\S+==\S+.*\\\n +--hash=sha256:", entry) for entry in entries)
    assert "://" not in text and "--index" not in text


def test_a_package_has_the_same_version_in_every_file():
    texts = [(ROOT / name).read_text("utf-8") for name in FILES]
    pins = {pin for text in texts for pin in pinned_versions(text).items()}
    assert len(pins) == len({package for package, _ in pins})


def required_by(name: str) -> list[Requirement]:
    """The requirements that pyproject.toml has for one of the files."""
    source = FILES[name]
    texts = PROJECT["project"]["dependencies"] if "pyproject.toml" in source else []
    for group in source[source.index("--group") + 1 :] if "--group" in source else []:
        texts = texts + PROJECT["dependency-groups"][group]
    return [Requirement(text) for text in texts]


def names_of(*groups: str) -> set[str]:
    texts = list(PROJECT["project"]["dependencies"])
    for group in groups:
        texts += PROJECT["dependency-groups"][group]
    return {canonicalize_name(Requirement(text).name) for text in texts}


def pinned_versions(text: str) -> dict[str, str]:
    pins = re.findall(r"(?m)^([A-Za-z0-9._-]+)==([^ ;\\]+)", text)
    return {canonicalize_name(name): version for name, version in pins}


def imported_modules(folder: Path) -> Iterator[str]:
    """Top-level names of the packages that the Python files in `folder` import."""
    own = {path.name for path in ROOT.iterdir() if path.is_dir()}
    for path in folder.rglob("*.py"):
        if path == ELSEWHERE:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module]
            for name in names:
                module = name.partition(".")[0]
                if module not in own and module not in sys.stdlib_module_names:
                    yield module
