"""Pictures for pages without a photograph: the hills of Koroška, drawn by a page's own numbers.

A section has its colours, from a pale sky to dark ink; a page has its ridges, its spruces and one cream
mark for what it is about. The same seed always gives the same picture. The mark stays where no format of
ours cuts it off: in the middle, never farther to a side than the picture is high.

The colours stand in the picture itself, so that it can travel alone; its classes let the style sheet
turn day into night.
"""

import hashlib
import math
from collections.abc import Callable, Iterator
from functools import lru_cache

Colour = tuple[int, int, int]
Ridge = Callable[[float], float]

# The sky, and four ridges from the farthest to the nearest, which is the section's ink.
PALETTES: dict[str, tuple[str, str, str, str, str]] = {
    "home": ("#ffdfae", "#f2a765", "#d2602f", "#7d3a2b", "#1c2b26"),
    "calendar": ("#ffe2a9", "#f3b063", "#e0843b", "#ad5522", "#6f2f10"),
    "blog": ("#d9e8f4", "#94bbe0", "#6496c4", "#3d6c97", "#1b3f61"),
    "guides": ("#e4efd0", "#a5ca93", "#74a873", "#467a50", "#1f4a31"),
    "mentors": ("#f3e3ee", "#c6a4d4", "#9d76ba", "#6c4a8e", "#42265f"),
    "places": ("#fce1d4", "#eba58d", "#d2735a", "#9d4632", "#642517"),
}
CREAM = "#fff6e3"

# Where each ridge lies and how far it swings, as parts of the height.
LAYERS = ((0.43, 0.15), (0.57, 0.12), (0.72, 0.09), (0.87, 0.06))

# On a field of 100 by 100. "c" is filled with cream, "k" with ink, "l" is a line of cream, "w" a wide
# one, "g" a glow.
SHAPES: dict[str, tuple[tuple[str, str], ...]] = {
    "sun": (("g", "M50 4a46 46 0 1 0 1 0z"), ("c", "M50 18a32 32 0 1 0 1 0z")),
    "moon": (
        ("c", "M58 10a42 42 0 1 0 34 58A36 36 0 0 1 58 10z"),
        ("g", "M84 14l3 8 8 3-8 3-3 8-3-8-8-3 8-3zM96 44l2 5 5 2-5 2-2 5-2-5-5-2 5-2z"),
    ),
    "speech": (
        (
            "c",
            (
                "M14 10h74a12 12 0 0 1 12 12v34a12 12 0 0 1-12 12H46L26 90V68H14A12 12 0 0 1 2 56"
                "V22a12 12 0 0 1 12-12z"
            ),
        ),
        ("k", "M28 34a6 6 0 1 0 1 0zM51 34a6 6 0 1 0 1 0zM74 34a6 6 0 1 0 1 0z"),
    ),
    "note": (("c", "M22 68a15 12 0 1 0 13 12V34l44-9v35a15 12 0 1 0 9 11V4L26 17v51z"),),
    "tent": (
        ("l", "M51 30V-2"),
        ("c", "M51 18 102 102H-2z"),
        ("k", "M51 46 70 102H32z"),
        ("c", "M52-4 74 4 52 11z"),
    ),
    "lights": (
        ("g", "M28 88 0 0h34zM44 88 38-8h26L56 88zM72 88 68 0h34z"),
        ("c", "M6 84h90v18H6z"),
        ("k", "M50 62a5 5 0 1 0 1 0zM46 75h9v10h-9z"),
    ),
    "path": (
        (
            "c",
            (
                "M58 0c-12 8-30 12-20 21 10 8 34 9 24 22-8 11-46 20-56 60h58c2-24 32-34 32-56"
                "C96 26 60 26 58 14c0-5 3-10 5-14z"
            ),
        ),
    ),
    "house": (
        ("c", "M8 50 50 12l14 13V14h12v21l16 15h-8v52H16V50z"),
        ("k", "M28 58h16v16H28zM56 58h16v44H56z"),
        ("l", "M71 2c-6-8 6-12 0-20"),
    ),
    "cairn": (("w", "M10 94h80M22 75h58M30 57h42M36 41h28M46 27h6"),),
    "lamp": (
        ("g", "M58 44 46 102h62L82 32z"),
        ("l", "M8 99h40M28 98 14 58 54 26"),
        ("c", "M42 22 66 4q10 2 20 26L56 50Q42 34 42 22z"),
    ),
    "bicycle": (
        (
            "l",
            (
                "M20 58a21 21 0 1 0 1 0zM80 58a21 21 0 1 0 1 0zM20 79 36 46H70L48 79H20"
                "M80 79 68 34H80M48 79 34 38M26 38H42"
            ),
        ),
    ),
    "book": (
        ("c", "M50 34C38 24 16 24-2 30v64c18-6 40-6 52 4 12-10 34-10 52-4V30c-18-6-40-6-52 4z"),
        (
            "k",
            "M48 36h4v60h-4zM12 46l26 3v5l-26-3zM12 63l26 3v5l-26-3zM88 46l-26 3v5l26-3zM88 63l-26 3v5l26-3z",
        ),
    ),
    "ball": (
        ("c", "M50 22a40 40 0 1 0 1 0z"),
        (
            "k",
            (
                "M50 46 66 58 60 77H40L34 58zM50 22l10 7-10 8-10-8zM12 52l10-3 2 13-10 7zM88 52"
                "l-10-3-2 13 10 7zM24 91l4-11 13 5 1 14zM76 91l-4-11-13 5-1 14z"
            ),
        ),
    ),
    "hands": (
        (
            "l",
            "M10 50V26M20 48V14M30 48V12M40 50V22M4 62-4 46M61 66V40M71 64V28M81 64V30M91 66V42M97 78l8-16",
        ),
        ("c", "M6 44h38v28L38 86v26H14V86L6 72zM57 60h38v24l-8 14v14H65V98l-8-14z"),
    ),
    "mountain": (
        ("c", "M-14 104 44 14 60 40l9-11 47 75z"),
        ("k", "M44 14 60 40l9-11 47 75H84L62 70 56 78 48 52z"),
        ("l", "M44 12V-18"),
        ("c", "M44-20 68-12 44-4z"),
    ),
    "seedling": (
        ("l", "M50 102C50 80 49 66 52 46"),
        (
            "c",
            "M52 62C22 66 8 50 4 26 34 24 52 34 52 62zM51 50C52 24 66 10 98 8 98 38 80 52 51 50z",
        ),
    ),
}
MARKS = tuple(SHAPES)
HALF = 0.5


def mark_for(seed: str) -> str:
    """Choose a mark for a page that has none."""
    return MARKS[hashlib.sha256(f"mark {seed}".encode()).digest()[0] % len(MARKS)]


@lru_cache(maxsize=1024)  # two milliseconds each, and a list shows a dozen
def landscape(*, seed: str, section: str, mark: str, width: int = 640, height: int = 360) -> str:
    """Return the picture as SVG of at most 1.5 kB; an unknown section or mark gets a known one."""
    section = section if section in PALETTES else "home"
    mark = mark if mark in SHAPES else mark_for(seed)
    sky, *colours = PALETTES[section]
    chance = _chances(f"{section} {seed}")
    side = 1 if next(chance) < HALF else -1
    mark_x = width / 2 + side * min(0.2 * width, 0.6 * height) * (0.2 + 0.8 * next(chance))
    ridges = [_ridge(chance, width, height, depth, mark_x) for depth in range(len(LAYERS))]
    spot, depth_of_mark = _spot(mark, mark_x, height, ridges)
    day = _mix(sky, colours[0], 0.3 * next(chance))

    parts = [f'<path class="sky" fill="{day}" d="M0 0h{width}v{height}H0z"/>']
    for depth, (ridge, colour) in enumerate(zip(ridges, colours, strict=True)):
        if depth == depth_of_mark:
            parts.append(_mark(mark, spot, colours[-1]))
        is_rock = depth == 0 and next(chance) < HALF
        line = _rock(chance, ridge, width, height) if is_rock else _hills(ridge, width, height)
        wood = _spruces(chance, ridge, width, height, mark_x) if depth == len(ridges) - 1 else ""
        parts.append(f'<path class="ridge_{depth + 1}" fill="{colour}" d="{line}{wood}"/>')
    if depth_of_mark == len(ridges):
        parts.append(_mark(mark, spot, colours[-1]))
    return (
        f'<svg class="drawing drawing_{section}" viewBox="0 0 {width} {height}" '
        'preserveAspectRatio="xMidYMid slice" aria-hidden="true" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def _chances(seed: str) -> Iterator[float]:
    """Yield numbers from 0 to 1, the same for the same seed on every machine."""
    turn = 0
    while True:
        for byte in hashlib.sha256(f"{turn} {seed}".encode()).digest():
            yield byte / 255
        turn += 1


def _ridge(chance: Iterator[float], width: int, height: int, depth: int, mark_x: float) -> Ridge:
    """Return a line of hills: three waves on a slope, level where something may stand."""
    base, swing = LAYERS[depth]
    waves = [
        (
            height * (long + spread * next(chance)),
            part * (0.6 + 0.8 * next(chance)),
            math.tau * next(chance),
        )
        for long, spread, part in (
            (2.2, 1.4, 0.6),
            (1.1, 0.7, 0.45),
            (0.72, 0.2, 0.16 - 0.03 * depth),
        )
    ]
    tilt = (next(chance) - 0.5) * swing * 1.2
    dip = (0.25 + next(chance)) * swing * 0.55

    def line(x: float) -> float:
        across = 2 * x / width - 1
        wave = sum(part * math.sin(math.tau * x / length + start) for length, part, start in waves)
        return height * (base + swing * wave + tilt * across - dip * (across * across - 0.3))

    level = line(mark_x)

    def levelled(x: float) -> float:
        near = math.exp(-(((x - mark_x) / (0.26 * height)) ** 4))
        return line(x) + (level - line(x)) * near * (0.9 if depth > 1 else 0.4)

    return levelled


def _hills(ridge: Ridge, width: int, height: int) -> str:
    """Return the area under a ridge as a path of smooth curves."""
    steps = 10 if width < 2.5 * height else 11
    step = width / steps
    x, y = 0, round(ridge(0))
    path = f"M0 {y}"
    for index in range(1, steps + 1):
        end_x, end = round(index * step), ridge(index * step)
        slope = (ridge(index * step + 1) - ridge(index * step - 1)) / 2
        handle_x, handle = round((end_x - x) * 2 / 3), round(end - slope * step / 3) - y
        path += f"s{handle_x}{_figure(handle)}{_figure(end_x - x)}{_figure(round(end) - y)}"
        x, y = end_x, round(end)
    return f"{path}V{height}H0z"


def _rock(chance: Iterator[float], ridge: Ridge, width: int, height: int) -> str:
    """Return the area under a ridge broken into faces, as the Peca stands behind the hills."""
    steps = 17 if width < 2.5 * height else 25
    x, y = 0, round(ridge(0))
    path = f"M0 {y}"
    for index in range(1, steps + 1):
        end_x = (
            round((index + (next(chance) - HALF) * 0.6) * width / steps) if index < steps else width
        )
        end = round(ridge(end_x) + (next(chance) - HALF - (index % 2) * HALF) * 0.09 * height)
        path += f"l{end_x - x}{_figure(end - y)}"
        x, y = end_x, end
    return f"{path}V{height}H0z"


def _figure(value: int) -> str:
    return f" {value}" if value >= 0 else str(value)


def _spruces(chance: Iterator[float], ridge: Ridge, width: int, height: int, mark_x: float) -> str:
    """Return a small wood on the nearest ridge, on the side where the mark is not."""
    away = -1 if mark_x > width / 2 else 1
    x = width / 2 + away * min(width / 2, 0.9 * height) * (0.2 + 0.45 * next(chance))
    path = ""
    for _ in range(4 + round(3 * next(chance))):
        tall = height * (0.07 + 0.09 * next(chance))
        half = round(tall * 0.24)
        path += f"M{x:.0f} {ridge(x) - tall:.0f}l{half} {tall * 1.3:.0f}h-{2 * half}"
        x += away * height * (0.035 + 0.045 * next(chance))
    return path


def _spot(
    mark: str, mark_x: float, height: int, ridges: list[Ridge]
) -> tuple[tuple[float, float, float], int]:
    """Return where the mark's field begins with its scale, and the ridge that stands before it."""
    if mark in {"sun", "moon"}:
        size = 0.36 * height
        share = 0.15 if mark == "sun" else 0.6  # a sun rises behind the hills, a moon stands above
        middle = max(0.58 * size, min(0.34 * height, ridges[0](mark_x) - share * size))
        return (mark_x - size / 2, middle - size / 2, size / 100), 0
    if mark in {"speech", "note"}:
        size = 0.3 * height
        return (mark_x - size / 2, 0.11 * height, size / 100), 1
    if mark == "path":
        top = ridges[2](mark_x)
        size = 1.02 * height - top
        return (mark_x - size / 2, top, size / 100), len(ridges)
    if mark == "mountain":
        size = 0.4 * height
        return (mark_x - size / 2, ridges[1](mark_x) - size * 0.85, size / 100), 1
    size = 0.37 * height
    return (mark_x - size / 2, ridges[3](mark_x) - size * 0.98, size / 100), 3


def _mark(mark: str, spot: tuple[float, float, float], ink: str) -> str:
    left, top, scale = spot
    styles = {
        "c": "",
        "g": ' class="glow" opacity=".5"',
        "k": f' class="ink" fill="{ink}"',
        "l": f' fill="none" stroke="{CREAM}" stroke-width="7"',
        "w": f' fill="none" stroke="{CREAM}" stroke-width="15"',
    }
    shapes = "".join(f'<path{styles[kind]} d="{path}"/>' for kind, path in SHAPES[mark])
    return (
        f'<g class="mark" fill="{CREAM}" stroke-linecap="round" stroke-linejoin="round" '
        f'transform="translate({left:.0f} {top:.0f})scale({scale:.2f})">{shapes}</g>'
    )


def _mix(first: str, second: str, share: float) -> str:
    one, two = _parts(first), _parts(second)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(one, two, strict=True))


def _parts(colour: str) -> Colour:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
