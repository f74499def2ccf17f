from functools import partial
from types import SimpleNamespace

import pytest

from demo import ha_noi, hai_phong
from demo.blueprints import cut_down, read_blueprint
from demo.office import Endings
from demo.reports import Pace
from demo.steps import steps_to


@pytest.fixture
def no_steps():
    """Steps of a story that nobody watches."""
    return steps_to(lambda line: None, "test")


@pytest.fixture
def small_hai_phong():
    """Hải Phòng with six districts of four communes: enough to fill the quotas of 39 and 64."""
    return cut_story(hai_phong, "hai_phong", 6, 4, Pace(6, 14), Endings(returned=5, refused=4))


@pytest.fixture
def tiny_hai_phong():
    """Too small for the honours' story: it ends with the proposal."""
    story = cut_story(hai_phong, "hai_phong", 2, 1, Pace(2, 3), Endings(returned=2, refused=1))
    story.tell = partial(story.tell, to_the_end=False)
    return story


@pytest.fixture
def tiny_ha_noi():
    """Hà Nội with fourteen districts, of which the last two have communes."""
    endings = Endings(returned=2, refused=1, waiting=4)
    return cut_story(ha_noi, "ha_noi", 14, 1, Pace(1, 2), endings)


def cut_story(story, city: str, districts: int, communes: int, pace: Pace, endings: Endings):
    """A story of the same words in a smaller city; stands in for its module."""
    blueprint = cut_down(read_blueprint(city), districts=districts, communes=communes)
    tell = partial(story.tell, blueprint=blueprint, pace=pace, endings=endings)
    return SimpleNamespace(NAME=story.NAME, PLAN=story.PLAN, is_told=story.is_told, tell=tell)
