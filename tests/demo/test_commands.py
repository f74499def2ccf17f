"""demo_load, demo_accounts and demo_result, as bin/demo calls them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from campaigns.models import Plan
from demo import commune, hai_phong, stories
from demo.accounts import COUNCIL_GUIDES, GUIDES, PASSWORD, SHEET_GUIDES
from evidence.models import ActivityReport, EvidenceFile
from participants.models import AdministrativeUnit, Person

pytestmark = pytest.mark.django_db


def run(command: str) -> str:
    output = StringIO()
    call_command(command, stdout=output)
    return output.getvalue()


def row_counts() -> list[int]:
    models = (AdministrativeUnit, Person, User, Plan, ActivityReport, EvidenceFile)
    return [model.objects.count() for model in models]


def test_loading_twice_changes_nothing(monkeypatch, tiny_hai_phong, tiny_ha_noi):
    monkeypatch.setattr(stories, "STORIES", (tiny_hai_phong, tiny_ha_noi))
    first = run("demo_load")
    before = row_counts()
    second = run("demo_load")
    assert "Hải Phòng 2023: activity reports" in first and "Hà Nội 2022: ranking" in first
    assert second.splitlines() == [
        "Hải Phòng 2023: already loaded",
        "Hà Nội 2022: already loaded",
    ]
    assert row_counts() == before


def test_a_story_killed_half_way_leaves_nothing_and_starts_anew(monkeypatch, tiny_hai_phong):
    monkeypatch.setattr(stories, "STORIES", (tiny_hai_phong,))
    with monkeypatch.context() as patched:
        patched.setattr(hai_phong, "seal_ranking", killed)
        with pytest.raises(KeyboardInterrupt):
            run("demo_load")
    assert row_counts() == [0, 0, 0, 0, 0, 0]
    assert "Hải Phòng 2023: loaded" in run("demo_load")


def killed(**kwargs):
    raise KeyboardInterrupt


def test_the_result_is_computed_and_printed(monkeypatch, small_hai_phong, tiny_ha_noi):
    monkeypatch.setattr(stories, "STORIES", (small_hai_phong, tiny_ha_noi))
    run("demo_load")
    output = run("demo_result")
    assert "  39 collectives, 64 individuals proposed\n" in output
    assert "Hải Phòng 2023 (closed, ranking 1 sealed)" in output
    assert "Hà Nội 2022 (running, ranking not sealed)" in output
    assert output.count("seconds to rank") == 2
    assert output.count("    1. ") >= 6


def test_the_communes_are_told_after_the_city_that_founded_them():
    order = list(stories.STORIES)
    assert order.index(hai_phong) < order.index(commune)


def test_the_result_fails_without_a_story():
    with pytest.raises(CommandError, match="hai-phong-2023 is not loaded"):
        run("demo_result")


def test_the_result_fails_when_a_quota_is_not_filled(monkeypatch, tiny_hai_phong):
    monkeypatch.setattr(stories, "STORIES", (tiny_hai_phong,))
    run("demo_load")
    with pytest.raises(CommandError, match=r"collective: \d+ proposed, the quota is 39"):
        run("demo_result")


def test_the_accounts_are_printed_with_their_password():
    lines = run("demo_accounts").splitlines()
    assert len(lines) == len(GUIDES) + len(COUNCIL_GUIDES) + len(SHEET_GUIDES) + 2
    assert all(PASSWORD in line for line in lines[2:])


def test_every_account_that_is_printed_exists(monkeypatch, tiny_hai_phong, tiny_ha_noi):
    monkeypatch.setattr(stories, "STORIES", (tiny_hai_phong, tiny_ha_noi))
    run("demo_load")
    printed = {guide.username for guide in GUIDES}
    assert printed == set(User.objects.values_list("username", flat=True))
