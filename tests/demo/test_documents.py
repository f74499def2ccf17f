"""Files of the demonstration: city sizes, sums of scorecards, texts without unknown slots."""

import re
import unicodedata
from decimal import Decimal

import pytest

from demo.blueprints import cut_down, read_blueprint
from demo.documents import DATA, read_document, read_scorecard

ROUNDS = ["hai_phong_2023", "ha_noi_2022"]
COMMUNES = "commune_round"


def test_hai_phong_has_its_15_districts_and_217_communes():
    districts = read_blueprint("hai_phong").place.parts
    kinds = [commune.name.split()[0] for district in districts for commune in district.parts]
    assert len(districts) == 15
    assert sum(district.name.startswith("Quận") for district in districts) == 7
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "Phường": 66,
        "Thị": 10,
        "Xã": 141,
    }


def test_ha_noi_has_30_districts_and_no_ward_has_a_council():
    districts = read_blueprint("ha_noi").place.parts
    assert len(districts) == 30
    assert not any(c.name.startswith("Phường") for d in districts for c in d.parts)


@pytest.mark.parametrize("city", ["hai_phong", "ha_noi"])
def test_no_unit_is_named_twice_in_one_place(city):
    place = read_blueprint(city).place
    for unit in (place, *place.parts):
        names = [part.name for part in unit.parts]
        assert len(names) == len(set(names))


def test_a_city_is_cut_down_to_its_first_parts():
    small = cut_down(read_blueprint("hai_phong"), districts=2, communes=3)
    assert [len(district.parts) for district in small.place.parts] == [3, 3]


@pytest.mark.parametrize("document", ROUNDS)
def test_every_scorecard_adds_up_to_100(document):
    for scorecard in read_document(document)["scorecards"]:
        assert sum(Decimal(group["max"]) for group in scorecard["tree"]) == 100


@pytest.mark.parametrize("document", [*ROUNDS, COMMUNES])
def test_a_plan_states_that_its_data_are_invented(document):
    assert read_document(document)["plan"]["note"].startswith("Dữ liệu minh họa")


@pytest.mark.parametrize("document", [*ROUNDS, COMMUNES])
def test_there_are_texts_for_every_kind_of_activity(document):
    texts = read_document("texts")["kinds"]
    for kind in read_document(document)["kinds"]:
        assert texts[kind]["delegate"] and texts[kind]["body"] and texts[kind]["places"]


def test_texts_use_known_slots_only():
    known = {"council", "unit", "policy", "concern", "people"}
    for values in read_document("texts")["kinds"].values():
        for text in [*values["delegate"], *values["body"], *values["places"]]:
            assert set(re.findall(r"{(\w*)}", text)) <= known


@pytest.mark.parametrize("path", sorted(DATA.glob("*.yaml")), ids=lambda path: path.stem)
def test_documents_are_composed_unicode(path):
    assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))


def test_every_commune_of_the_round_is_one_of_hai_phong_and_named_once():
    founded = {
        (district.name, commune.name)
        for district in read_blueprint("hai_phong").place.parts
        for commune in district.parts
    }
    clusters = read_document(COMMUNES)["clusters"]
    chosen = [
        (district, commune)
        for cluster in clusters
        for district, communes in cluster["communes"].items()
        for commune in communes
    ]
    assert set(chosen) <= founded
    names = {commune for _, commune in chosen}
    assert len(names) == len(chosen) == 32
    assert names >= {*read_document(COMMUNES)["cases"], *read_document(COMMUNES)["corrections"]}


def test_every_leaf_of_the_commune_scorecard_has_outcomes_or_is_the_office_s():
    document = read_document(COMMUNES)
    leaves = set(_leaf_codes(read_scorecard("commune_2026")["criteria"]))
    values = {*document["base"], *document["extra"]}
    reported = {code for kind in document["kinds"].values() for code in kind["codes"]}
    assert values | reported == leaves


def _leaf_codes(nodes):
    for node in nodes:
        yield from _leaf_codes(node["items"]) if "items" in node else [node["code"]]
