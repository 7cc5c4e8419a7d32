"""The map: which colour stands for how many articles."""

from itertools import pairwise

import pytest

from archive.iran_map import draw_map, legend_for
from archive.models import Province


@pytest.mark.parametrize(
    ("largest", "ranges"),
    [
        (0, []),
        (1, [(5, 1, 1)]),
        (2, [(3, 1, 1), (5, 2, 2)]),
        (1024, [(1, 1, 4), (2, 5, 16), (3, 17, 64), (4, 65, 256), (5, 257, 1024)]),
    ],
)
def test_the_legend_grows_by_ratio_and_ends_dark(largest, ranges):
    assert [(line.step, line.low, line.high) for line in legend_for(largest)] == ranges


@pytest.mark.parametrize("largest", [3, 7, 30, 31, 500, 99_999])
def test_every_count_has_exactly_one_step(largest):
    legend = legend_for(largest)
    assert legend[0].low == 1
    assert legend[-1].high == largest
    assert all(a.high + 1 == b.low for a, b in pairwise(legend))


@pytest.mark.django_db
def test_every_province_is_drawn():
    drawn = draw_map((province, 0) for province in Province.objects.all())
    assert len(drawn.provinces) == 31
    assert all(shape.path.startswith("M") and shape.step == 0 for shape in drawn.provinces)
    assert drawn.legend == ()
