"""The check that finds services without a page, task or command."""

import pytest

from tools.launch import unreached_services

SERVICES = """
def award(): _sign()
def _sign(): count()
def count(): pass
def forget(): recompute()
def recompute(): pass
"""


@pytest.fixture
def tree(tmp_path):
    """An app whose page calls `award`, and `count` through it; nothing calls the others."""
    package = tmp_path / "awards" / "services"
    package.mkdir(parents=True)
    (package / "granting.py").write_text(SERVICES)
    (tmp_path / "awards" / "views.py").write_text("def page(): return granting.award()")
    for folder in ("tests", "demo"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "story.py").write_text("forget()")
    return tmp_path


def test_a_service_that_only_tests_and_the_demonstration_call_is_found(tree, capsys):
    assert unreached_services.main(tree, {}) == 1
    found = [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()]
    assert found == ["forget", "recompute"]


def test_an_expected_service_passes_until_it_is_reached(tree, capsys):
    to_come = {"forget": "a page to come", "recompute": "a page to come"}
    assert unreached_services.main(tree, to_come) == 0
    (tree / "awards" / "tasks.py").write_text("recompute()")
    assert unreached_services.main(tree, to_come) == 1
    assert "recompute: is reached or gone" in capsys.readouterr().out
