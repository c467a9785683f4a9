import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings

from core.drawing import MARKS, PALETTES, landscape, mark_for

FORMATS = [(640, 360), (480, 360), (1280, 300), (1280, 240)]
SVG = "{http://www.w3.org/2000/svg}"


def test_landscape_is_the_same_for_the_same_page():
    first = landscape(seed="a page", section="blog", mark="sun")
    landscape.cache_clear()

    assert landscape(seed="a page", section="blog", mark="sun") == first


def test_landscape_differs_between_neighbours_of_one_section():
    pictures = {
        landscape(seed=f"page {number}", section="blog", mark="sun") for number in range(50)
    }

    assert len(pictures) == 50


@pytest.mark.parametrize(("width", "height"), FORMATS)
@pytest.mark.parametrize("mark", MARKS)
def test_landscape_stays_small(mark, width, height):
    sizes = [
        len(
            landscape(
                seed=str(seed), section=section, mark=mark, width=width, height=height
            ).encode()
        )
        for seed in range(6)
        for section in PALETTES
    ]

    assert max(sizes) <= 1500


@pytest.mark.parametrize(("width", "height"), FORMATS)
@pytest.mark.parametrize("mark", MARKS)
def test_landscape_keeps_its_mark_where_a_narrow_frame_does_not_cut_it(mark, width, height):
    for seed in range(12):
        svg = landscape(seed=str(seed), section="home", mark=mark, width=width, height=height)
        left, top, scale = (
            float(figure)
            for figure in re.search(r"translate\((-?\d+) (-?\d+)\)scale\(([\d.]+)\)", svg).groups()
        )

        # A frame of 4 : 3 is the narrowest one, and a drawing may reach 15 units beyond its field.
        assert left - 15 * scale >= width / 2 - height * 0.9
        assert left + 115 * scale <= width / 2 + height * 0.9
        assert top >= 0


def test_landscape_is_decoration_without_text_or_script():
    root = ElementTree.fromstring(landscape(seed="<script>", section="blog", mark="book"))  # noqa: S314 - ours

    assert root.attrib["aria-hidden"] == "true"
    assert root.attrib["class"] == "drawing drawing_blog"
    assert {element.tag for element in root.iter()} == {f"{SVG}svg", f"{SVG}path", f"{SVG}g"}
    assert "".join(root.itertext()) == ""


@pytest.mark.parametrize(
    ("section", "mark"),
    [('"><script>', "sun"), ("blog", '"><script>'), ("", "")],
    ids=["unknown section", "unknown mark", "neither given"],
)
def test_landscape_draws_something_known_when_told_something_unknown(section, mark):
    svg = landscape(seed="x", section=section, mark=mark)

    assert "script" not in svg
    assert svg.startswith('<svg class="drawing drawing_')


def test_mark_for_chooses_by_the_page_alone_and_uses_all_marks():
    assert mark_for("a page") == mark_for("a page")
    assert {mark_for(str(seed)) for seed in range(500)} == set(MARKS)


@pytest.mark.parametrize("section", PALETTES)
def test_nearest_ridge_has_the_colour_of_the_ground_that_follows_it(section):
    css = (Path(settings.BASE_DIR) / "static/css/site.css").read_text()

    light = re.search(rf"--{section}_ridge: (#\w+);", css).group(1)

    assert light == PALETTES[section][-1]
