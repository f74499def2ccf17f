from collections import Counter
from dataclasses import replace

import pytest

from tools import architecture
from tools.architecture import Architecture
from tools.launch.steps import StartError

SMALL = Architecture(
    layers=[["desk"], ["ballots", "papers"], ["core"]],
    inside=[["views", "tasks"], ["models"]],
    lines={"desk": 1_000, "ballots": 500, "papers": 2_000, "core": 100},
    imports=Counter({("desk", "ballots"): 3, ("papers", "core"): 1}),
    purposes=dict.fromkeys(["desk", "ballots", "papers", "core"], "Something & more"),
)


@pytest.fixture
def picture(tmp_path):
    """The picture of `SMALL` as it was kept."""
    path = tmp_path / "architecture.svg"
    path.write_text(architecture.draw(SMALL), "utf-8")
    return path


def test_the_picture_shows_apps_sizes_and_imports(picture):
    svg = picture.read_text("utf-8")
    assert "2,000 lines" in svg and "Something &amp; more" in svg
    assert svg.count('class="import"') == 2
    assert "desk: 3 modules import ballots" in svg


def test_a_picture_stays_valid_until_a_size_is_off_by_more_than_a_tenth(picture):
    architecture.check(replace(SMALL, lines=SMALL.lines | {"papers": 2_150}), picture)
    with pytest.raises(StartError, match="run bin/architecture"):
        architecture.check(replace(SMALL, lines=SMALL.lines | {"papers": 2_400}), picture)


def test_another_import_layer_or_description_asks_for_a_new_picture(picture):
    changes = (
        {"imports": SMALL.imports + Counter({("desk", "core"): 1})},
        {"layers": [["desk"], ["papers"], ["ballots"], ["core"]]},
        {"purposes": SMALL.purposes | {"core": "Something else"}},
    )
    for change in changes:
        with pytest.raises(StartError):
            architecture.check(replace(SMALL, **change), picture)


def test_a_missing_picture_asks_for_one(tmp_path):
    with pytest.raises(StartError):
        architecture.check(SMALL, tmp_path / "none.svg")


def test_only_layers_that_half_of_the_apps_have_are_drawn_inside():
    contract = {"containers": ["desk", "papers"], "layers": ["(urls)", "(views) | (odd)", "(apps)"]}
    modules = {"desk.urls", "desk.views", "papers.views", "desk.apps", "papers.apps"}
    assert architecture.common_layers(contract, modules) == [["urls"], ["views"]]
