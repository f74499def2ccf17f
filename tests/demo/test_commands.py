"""The commands demo_load, demo_accounts and demo_result without loaded data."""

import pytest
from django.core.management import CommandError

from demo import commune, hai_phong, scenarios
from demo.accounts import COUNCIL_GUIDES, GUIDES, PASSWORD, SHEET_GUIDES

from .conftest import run

pytestmark = pytest.mark.django_db


def test_the_communes_are_loaded_after_their_city():
    order = list(scenarios.SCENARIOS)
    assert order.index(hai_phong) < order.index(commune)


def test_the_result_fails_without_a_scenario():
    with pytest.raises(CommandError, match="hai-phong-2023 is not loaded"):
        run("demo_result")


def test_the_accounts_are_printed_with_their_password():
    lines = run("demo_accounts").splitlines()
    assert len(lines) == len(GUIDES) + len(COUNCIL_GUIDES) + len(SHEET_GUIDES) + 2
    assert all(PASSWORD in line for line in lines[2:])
