import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings

from core.drawing import landscape, mark_for
from core.drawing_marks import MARKS, PALETTES
from core.drawing_scenes import FARS, LANDS, SKIES, scene_of
from core.marks import MARK_LABELS, mark_choices
from home.demo_loading.pictures import outlines

# How a picture is drawn, and the narrowest frame in which it is shown: a square cuts a card's.
FORMATS = {
    (640, 360): 1,
    (480, 360): 1,
    (1280, 420): 2,
    (1280, 300): 2,
    (1280, 240): 2,
}
SVG = "{http://www.w3.org/2000/svg}"


def box_of_mark(svg):
    """Return the left, upper, right and lower end of the mark, lines with their width."""
    (group,) = ElementTree.fromstring(svg).findall(f"{SVG}g")  # noqa: S314 - ours
    left, top, scale = (float(figure) for figure in re.findall(r"-?[\d.]+", group.get("transform")))
    ends = [
        (point.real + side * aside, point.imag + side * aside)
        for shape in group
        for aside in [float(shape.get("stroke-width", 0)) / 2]
        for outline in outlines(shape.get("d"))
        for point in outline
        for side in (-1, 1)
    ]
    across, down = zip(*ends, strict=True)
    return (
        left + scale * min(across),
        top + scale * min(down),
        left + scale * max(across),
        top + scale * max(down),
    )


def test_landscape_is_the_same_for_the_same_page():
    first = landscape(seed="a page", section="blog", mark="sun")
    landscape.cache_clear()

    assert landscape(seed="a page", section="blog", mark="sun") == first


def test_landscape_differs_between_neighbours_of_one_section():
    pictures = {
        landscape(seed=f"page {number}", section="blog", mark="sun") for number in range(50)
    }

    assert len(pictures) == 50


def test_neighbours_without_a_chosen_mark_differ_in_mark_or_scene():
    seeds = [f"page {number}" for number in range(200)]

    assert [
        (one, two)
        for one, two in pairwise(seeds)
        if (mark_for(one), scene_of(one)) == (mark_for(two), scene_of(two))
    ] == []


def test_scene_of_chooses_by_the_page_alone_and_uses_every_piece():
    scenes = [scene_of(f"page {number}") for number in range(200)]

    assert scene_of("page 0") == scenes[0]
    assert [set(pieces) for pieces in zip(*scenes, strict=True)] == [
        set(SKIES),
        set(LANDS),
        set(FARS),
    ]


@pytest.mark.parametrize(("width", "height"), FORMATS)
@pytest.mark.parametrize("mark", MARKS)
def test_landscape_stays_small(mark, width, height):
    sizes = [
        len(
            landscape(
                seed=f"{mark} {seed}", section="calendar", mark=mark, width=width, height=height
            ).encode()
        )
        for seed in range(30)
    ]

    assert max(sizes) <= 1500


@pytest.mark.parametrize(("width", "height"), FORMATS)
@pytest.mark.parametrize("mark", MARKS)
def test_landscape_keeps_its_mark_where_no_frame_cuts_it(mark, width, height):
    for seed in range(12):
        svg = landscape(seed=str(seed), section="home", mark=mark, width=width, height=height)
        across, down = map(float, re.search(r'viewBox="0 0 (\d+) (\d+)"', svg).groups())
        left, top, right, bottom = box_of_mark(svg)

        assert across / down == pytest.approx(width / height, rel=0.01)
        half = FORMATS[width, height] * down / 2
        assert left >= across / 2 - half
        assert right <= across / 2 + half
        # A frame that is wider than the picture cuts off sky and ground.
        assert top >= 0.09 * down
        assert bottom <= (1.05 if mark == "path" else 1) * down


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


def test_every_mark_has_a_name_for_editors():
    assert [mark for mark, label in mark_choices()] == list(MARKS)
    assert set(MARK_LABELS) == set(MARKS)


@pytest.mark.parametrize("section", PALETTES)
def test_nearest_ridge_has_the_colour_of_the_ground_that_follows_it(section):
    css = (Path(settings.BASE_DIR) / "static/css/site.css").read_text()

    light = re.search(rf"--{section}_ridge: (#\w+);", css).group(1)

    assert light == PALETTES[section][-1]


def test_all_that_a_drawing_is_made_of_is_dimmed_in_the_dark():
    css = (Path(settings.BASE_DIR) / "static/css/site.css").read_text()
    dark = css.split("--- drawing:")[1].split("--- hero:")[0]
    pieces = {
        name
        for seed in range(60)
        for name in re.findall(
            r'class="(\w+)"', landscape(seed=str(seed), section="blog", mark=mark_for(str(seed)))
        )
    }

    assert {name for name in pieces if f".{name}" not in dark} == set()
