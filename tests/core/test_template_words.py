"""Text filters of templates."""

import pytest

from core.templatetags.vi import share_of


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (0, 10, ""),
        (3, 0, ""),
        (1, 17, "6 %"),
        (1, 26, "4 %"),
        (1, 200, "1 %"),
        (2, 475, "dưới 1 %"),
    ],
)
def test_a_share_is_rounded_half_up_and_a_small_one_is_shown(part, whole, text):
    assert share_of(part, whole) == text
