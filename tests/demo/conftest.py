from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from demo import ha_noi, hai_phong, scenarios
from demo.blueprints import cut_down, read_blueprint
from demo.office import Endings
from demo.reports import Pace
from demo.steps import steps_to


@pytest.fixture
def no_steps():
    """Steps whose lines are not printed."""
    return steps_to(lambda line: None, "test")


@pytest.fixture(scope="session")
def small_hai_phong():
    """Hải Phòng with six districts of four communes: enough to fill the quotas of 39 and 64."""
    return cut_scenario(hai_phong, "hai_phong", 6, 4, Pace(6, 14), Endings(returned=5, refused=4))


@pytest.fixture(scope="session")
def tiny_hai_phong():
    """Too small for the awards: it ends with the proposal."""
    scenario = cut_scenario(
        hai_phong, "hai_phong", 2, 1, Pace(2, 3), Endings(returned=2, refused=1)
    )
    scenario.load = partial(scenario.load, to_the_end=False)
    return scenario


@pytest.fixture(scope="session")
def tiny_ha_noi():
    """Hà Nội with fourteen districts, of which the last two have communes."""
    endings = Endings(returned=2, refused=1, waiting=4)
    return cut_scenario(ha_noi, "ha_noi", 14, 1, Pace(1, 2), endings)


@pytest.fixture(scope="session")
def loaded_for_a_module(django_db_setup, django_db_blocker, tmp_path_factory):
    """`with loaded_for_a_module(scenario, ...) as printed`, for tests that use savepoints."""

    @contextmanager
    def loaded(*chosen) -> Iterator[str]:
        with (
            django_db_blocker.unblock(),
            override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
            pytest.MonkeyPatch.context() as patched,
            transaction.atomic(),
        ):
            patched.setattr(scenarios, "SCENARIOS", chosen)
            yield run("demo_load")
            transaction.set_rollback(True)

    return loaded


def run(command: str) -> str:
    output = StringIO()
    call_command(command, stdout=output)
    return output.getvalue()


def cut_scenario(scenario, city: str, districts: int, communes: int, pace: Pace, endings: Endings):
    """The scenario in a smaller city, in place of its module."""
    blueprint = cut_down(read_blueprint(city), districts=districts, communes=communes)
    load = partial(scenario.load, blueprint=blueprint, pace=pace, endings=endings)
    return SimpleNamespace(
        NAME=scenario.NAME, PLAN=scenario.PLAN, is_loaded=scenario.is_loaded, load=load
    )
