"""The site's own drawings as photographs would arrive: JPEGs for posts that show a picture.

Only what ``core.drawing`` writes is understood, no other SVG. Points are complex numbers.
"""

import cmath
import math
import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

from PIL import Image, ImageColor, ImageDraw

from core.drawing import landscape

SIZE = (1280, 720)
# Drawn larger and made smaller again, which smooths the edges.
ENLARGED = 2
STEPS_OF_A_CURVE = 24
ARGUMENTS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "a": 7, "z": 0}
Outline = list[complex]


def drawn_picture(*, seed: str, section: str, mark: str) -> bytes:
    """Return the drawing as a JPEG, the same for the same seed."""
    width, height = SIZE
    svg = landscape(seed=seed, section=section, mark=mark, width=width, height=height)
    image = Image.new("RGB", (width * ENLARGED, height * ENLARGED))
    drawing = ElementTree.fromstring(svg)  # noqa: S314 -- our own text
    enlarged = image.width / float(drawing.attrib["viewBox"].split()[2])
    for element in drawing:
        if element.tag.endswith("path"):
            _draw(image, element.attrib, 0j, enlarged)
            continue
        left, top, scale = map(float, re.findall(r"-?[\d.]+", element.attrib["transform"]))
        for shape in element:
            _draw(
                image,
                {**element.attrib, **shape.attrib},
                complex(left, top) * enlarged,
                scale * enlarged,
            )
    output = BytesIO()
    image.resize(SIZE, Image.Resampling.LANCZOS).save(output, "JPEG", quality=88)
    return output.getvalue()


def _draw(image: Image.Image, style: dict, origin: complex, scale: float) -> None:
    is_line = style["fill"] == "none"
    mask = Image.new("L", image.size)
    pen = ImageDraw.Draw(mask)
    for outline in outlines(style["d"]):
        points = [(origin + point * scale) for point in outline]
        corners = [(point.real, point.imag) for point in points]
        if is_line:
            width = round(float(style["stroke-width"]) * scale)
            pen.line(corners, fill=255, width=width, joint="curve")
            for x, y in (corners[0], corners[-1]):
                pen.circle((x, y), width / 2, fill=255)
        elif len(corners) > 2:
            pen.polygon(corners, fill=255)
    if "opacity" in style:
        mask = mask.point([round(shade * float(style["opacity"])) for shade in range(256)])
    image.paste(ImageColor.getrgb(style["stroke" if is_line else "fill"]), mask=mask)


def outlines(path: str) -> list[Outline]:
    """Return the lines of a path, its curves broken into short pieces."""
    lines: list[Outline] = []
    here = handle = 0j
    for command, values in _commands(path):
        kind = command.lower()
        base = here if command.islower() else 0j
        points = [base + complex(x, y) for x, y in zip(values[::2], values[1::2], strict=False)]
        match kind:
            case "m":
                lines.append([points[0]])
            case "z":
                lines[-1].append(lines[-1][0])
            case "l":
                lines[-1].append(points[0])
            case "h":
                lines[-1].append(complex(base.real + values[0], here.imag))
            case "v":
                lines[-1].append(complex(here.real, base.imag + values[0]))
            case "a":
                end = base + complex(*values[5:])
                lines[-1] += _arc(here, values[0], bool(values[3]), bool(values[4]), end)
            case _:
                if kind == "s":
                    points.insert(0, 2 * here - handle)
                if kind == "q":
                    corner, end = points
                    points = [here + (corner - here) * 2 / 3, end + (corner - end) * 2 / 3, end]
                lines[-1] += _curve(here, *points)
        handle = points[1] if kind in {"c", "s"} else lines[-1][-1]
        here = lines[-1][-1]
    return lines


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    for command, text in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", path):
        values = [float(value) for value in re.findall(r"-?(?:\d*\.\d+|\d+)", text)]
        count = ARGUMENTS[command.lower()]
        yield command, values[:count]
        # More values repeat the command; after a move they are lines.
        again = {"m": "l", "M": "L"}.get(command, command)
        for start in range(count, len(values), count or 1):
            yield again, values[start : start + count]


def _curve(start: complex, first: complex, second: complex, end: complex) -> Outline:
    steps = (step / STEPS_OF_A_CURVE for step in range(1, STEPS_OF_A_CURVE + 1))
    return [
        start * (1 - t) ** 3
        + 3 * first * t * (1 - t) ** 2
        + 3 * second * t**2 * (1 - t)
        + end * t**3
        for t in steps
    ]


def _arc(
    start: complex, radius: float, is_large: bool, is_clockwise: bool, end: complex
) -> Outline:
    """Return a part of a circle; the drawings know no ellipses."""
    way = end - start
    aside = math.sqrt(max(radius**2 - abs(way) ** 2 / 4, 0))
    side = 1 if is_clockwise != is_large else -1
    centre = (start + end) / 2 + way * 1j / abs(way) * aside * side
    begin = cmath.phase(start - centre)
    turn = (cmath.phase(end - centre) - begin) % math.tau
    if not is_clockwise:
        turn -= math.tau
    return [
        centre + cmath.rect(radius, begin + turn * step / STEPS_OF_A_CURVE)
        for step in range(1, STEPS_OF_A_CURVE + 1)
    ]
