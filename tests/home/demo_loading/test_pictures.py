from io import BytesIO

import pytest
from PIL import Image

from core.drawing_marks import MARKS
from home.demo_loading.pictures import SIZE, drawn_picture, outlines


def test_outlines_follows_relative_and_absolute_lines():
    assert outlines("M1 2h3v-1L9 9l-1-1z") == [
        [1 + 2j, 4 + 2j, 4 + 1j, 9 + 9j, 8 + 8j, 1 + 2j],
    ]


def test_outlines_begins_a_new_line_after_each_move():
    assert outlines("M0 0 2 0 2 2zM5 5H7") == [[0j, 2 + 0j, 2 + 2j, 0j], [5 + 5j, 7 + 5j]]


def test_outlines_ends_curves_where_they_should():
    (line,) = outlines("M0 0c0 4 4 4 4 0s4-4 4 0q2 2 4 0")

    assert [line[24], line[48], line[72]] == pytest.approx([4, 8, 12])
    # The smooth curve leaves the point as the curve before it arrived.
    assert line[25].imag < 0 < line[23].imag


def test_outlines_goes_round_a_circle_the_long_way():
    (line,) = outlines("M50 10a40 40 0 1 0 1 0")

    assert min(point.real for point in line) == pytest.approx(10.5, abs=0.5)
    assert max(point.imag for point in line) == pytest.approx(90, abs=0.5)


def test_drawn_picture_is_the_same_for_the_same_seed():
    first, second, other = (
        drawn_picture(seed=seed, section="blog", mark="tent") for seed in ("a", "a", "b")
    )

    assert first == second
    assert first != other


@pytest.mark.parametrize("mark", MARKS)
def test_drawn_picture_understands_every_mark(mark):
    with Image.open(BytesIO(drawn_picture(seed="a", section="blog", mark=mark))) as picture:
        assert (picture.format, picture.size) == ("JPEG", SIZE)
        assert len(picture.getcolors(maxcolors=SIZE[0] * SIZE[1])) > 5
