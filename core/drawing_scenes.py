"""What happens in a drawing around its mark: the weather, the valley, the mountain at the back.

A page's seed chooses one of each, so that two pages with the same mark still look like two places. All
pieces stand on the side where the mark is not.
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from core.drawing_marks import CREAM

Chance = Iterator[float]
Ridge = Callable[[float], float]

SKIES = ("clear", "clouds", "birds", "stars", "bands", "sun")
LANDS = ("wood", "village", "lake", "river", "fog", "fields", "orchard")
FARS = ("hills", "rock", "peak", "dome")


class Scene(NamedTuple):
    sky: str
    land: str
    far: str


class Frame(NamedTuple):
    width: int
    height: int
    mark_x: float

    @property
    def away(self) -> int:
        """The side where the mark is not: -1 for left, 1 for right."""
        return -1 if self.mark_x > self.width / 2 else 1

    def aside(self, share: float) -> float:
        """Return a place on the free side: 0 is the middle, 1 the edge of what a narrow frame shows."""
        return self.width / 2 + self.away * min(self.width / 2, 0.9 * self.height) * share


class Stage(NamedTuple):
    """The frame with its ridges and their colours, from the farthest to the nearest."""

    frame: Frame
    ridges: list[Ridge]
    colours: list[str]


def scene_of(seed: str) -> Scene:
    """Choose a scene; a page has the same one in every section and format."""
    sky, land, far, *_ = hashlib.sha256(f"scene {seed}".encode()).digest()
    return Scene(SKIES[sky % len(SKIES)], LANDS[land % len(LANDS)], FARS[far % len(FARS)])


def backdrop(scene: Scene, depth: int, chance: Chance, stage: Stage) -> str:
    """Return what stands right behind the ridge of this depth."""
    frame, ridges, colours = stage
    if depth == 0 and scene.sky in SKY_PIECES:
        return _glow(SKY_PIECES[scene.sky](chance, frame, frame.height / 100))
    if depth == 1 and scene.sky == "birds":
        birds = _birds(chance, frame, frame.height / 100)
        return f'<path class="ridge_2" fill="{colours[1]}" d="{birds}"/>'
    if depth == 2 and scene.land == "fog":
        return _glow(_fog(chance, frame))
    if depth == 3 and scene.land in OPEN_LANDS:
        piece = OPEN_LANDS[scene.land](chance, frame, ridges)
        return f'<path class="ridge_1" fill="{colours[0]}" d="{piece}"/>'
    return ""


def silhouette(land: str, depth: int, chance: Chance, frame: Frame, ridge: Ridge) -> str:
    """Return what grows or is built on the ridge of this depth, in its colour, as more of its path."""
    if depth == 3 and land == "wood":
        return _spruces(chance, frame, ridge, 4 + round(3 * next(chance)))
    if depth == 3 and land == "lake":
        return _spruces(chance, frame, ridge, 2)
    if depth == 2 and land == "village":
        return _village(chance, frame, ridge)
    if depth == 2 and land == "orchard":
        return _orchard(chance, frame, ridge)
    return ""


def summit(far: str, chance: Chance, frame: Frame) -> Ridge:
    """Return how far the mountain at the back rises above its ridge."""
    middle = frame.aside(0.35 + 0.3 * next(chance))
    half = frame.height * (0.34 + 0.16 * next(chance))
    tall = frame.height * (0.2 + 0.06 * next(chance))

    def peak(x: float) -> float:
        return tall * max(0.0, 1 - abs(x - middle) / half)

    def dome(x: float) -> float:
        return tall * 0.9 / (1 + ((x - middle) / half) ** 4)

    return {"peak": peak, "dome": dome}.get(far, lambda x: 0.0)


def knoll(frame: Frame) -> Ridge:
    """Return how far the slope rises on which a lake, a river or fields are seen."""
    middle, half = frame.aside(0.45), 0.4 * frame.height
    return lambda x: 0.08 * frame.height / (1 + ((x - middle) / half) ** 4)


def _glow(path: str) -> str:
    return f'<path class="glow" fill="{CREAM}" opacity=".5" d="{path}"/>'


def _clouds(chance: Chance, frame: Frame, unit: float) -> str:
    return "".join(
        _cloud(frame.aside(share + 0.2 * next(chance)), unit * high, unit * size)
        for share, high, size in ((0.3, 27, 0.42), (-0.75, 20, 0.3))
    )


def _cloud(x: float, y: float, scale: float) -> str:
    """Return a cloud with a flat foot; its figures are scaled, for its picture has no group."""
    low, mid, top, end = (round(part * scale) for part in (20, 30, 24, 16))
    return (
        f"M{x:.0f} {y:.0f}a{low} {low} 0 0 0 0-{2 * low}"
        f"a{mid} {mid} 0 0 0-{round(1.8 * mid)} 0a{top} {top} 0 0 0-{end} {2 * low}z"
    )


def _birds(chance: Chance, frame: Frame, unit: float) -> str:
    x, y = frame.aside(0.3 + 0.3 * next(chance)), unit * (10 + 6 * next(chance))
    wing, high = round(5 * unit), round(4 * unit)
    bird = f"q{wing}-{high} {wing} 0 0-{high} {wing} 0-{wing}-{round(high * 0.3)}-{wing} {high}"
    flight = ((0, 0), (-12, 7), (9, 9))
    return "".join(
        f"M{x + right * unit:.0f} {y + down * unit:.0f}{bird}z" for right, down in flight
    )


def _stars(chance: Chance, frame: Frame, unit: float) -> str:
    path = ""
    for index in range(5):
        x = frame.aside(0.8 - 0.36 * index + 0.2 * next(chance))
        y = unit * (5 + 26 * next(chance))
        size = round(unit * (1.3 + next(chance)))
        path += f"M{x:.0f} {y:.0f}l{size} {size}-{size} {size}-{size}-{size}z"
    return path


def _bands(chance: Chance, frame: Frame, unit: float) -> str:
    return "".join(
        _bar(frame.aside(share + 0.3 * next(chance)), high * unit, long * unit, 2.5 * unit)
        for share, high, long in ((0.3, 12, 60), (-0.2, 22, 90))
    )


def _sun(chance: Chance, frame: Frame, unit: float) -> str:
    radius = round(unit * (20 + 8 * next(chance)))
    x, y = frame.aside(0.25 + 0.3 * next(chance)), 12 * unit
    return f"M{x:.0f} {y:.0f}a{radius} {radius} 0 1 0 1 0z"


def _bar(middle: float, y: float, long: float, half: float) -> str:
    """Return a lying bar with round ends."""
    radius, across = round(half), round(long)
    turn = f"a{radius} {radius} 0 0 1 0"
    return f"M{middle - long / 2:.0f} {y:.0f}h{across}{turn} {2 * radius}h-{across}{turn}-{2 * radius}z"


def _fog(chance: Chance, frame: Frame) -> str:
    """Return two banks of fog, which come in from the edges before the second ridge."""
    unit = frame.height / 100
    right, left = sorted(
        (frame.aside(0.1 + 0.2 * next(chance)), frame.aside(-0.1 - 0.2 * next(chance)))
    )
    radius, upper, lower = round(4 * unit), round(62 * unit), round(73 * unit)
    turn = f"a{radius} {radius} 0 0"
    return (
        f"M0 {lower}H{left:.0f}{turn} 1 0 {2 * radius}H0z"
        f"M{frame.width} {upper}H{right:.0f}{turn} 0 0 {2 * radius}H{frame.width}z"
    )


def _lake(chance: Chance, frame: Frame, ridges: list[Ridge]) -> str:
    half = round(frame.height * (0.3 + 0.12 * next(chance)))
    x = frame.aside(0.42)
    y = (ridges[2](x) + ridges[3](x)) / 2
    high = round(frame.height * 0.075)
    return f"M{x - half:.0f} {y:.0f}q{half}-{high} {2 * half} 0-{half} {high}-{2 * half} 0z"


def _river(chance: Chance, frame: Frame, ridges: list[Ridge]) -> str:
    x = frame.aside(0.35 + 0.2 * next(chance))
    y, unit = ridges[2](x), frame.height / 100
    one, two, three = (round(part * unit) for part in (9, 5, 20))
    down = round(frame.height - y)
    return (
        f"M{x:.0f} {y:.0f}c{three} {one}-{three} {one}-{two} {round(0.4 * down)}"
        f"s{one} {one}-{three} {round(0.6 * down)}h{2 * three}"
        f"c{two}-{three} {one}-{three}-{two}-{round(0.6 * down)}s{one}-{two}-{two}-{round(0.4 * down)}z"
    )


def _fields(chance: Chance, frame: Frame, ridges: list[Ridge]) -> str:
    x = frame.aside(0.35 + 0.2 * next(chance))
    y, unit = ridges[2](x) + 0.02 * frame.height, frame.height / 100
    down, wide = round(26 * unit), round(7 * unit)
    return "".join(
        f"M{x + start * unit:.0f} {y:.0f}l{round(lean * unit)} {down}h{wide}z"
        for start, lean in ((-9, -40), (-4, -22), (1, -4), (6, 14))
    )


def _spruces(chance: Chance, frame: Frame, ridge: Ridge, count: int) -> str:
    x, height = frame.aside(0.2 + 0.45 * next(chance)), frame.height
    path = ""
    for _ in range(count):
        tall = height * (0.07 + 0.09 * next(chance))
        half = round(tall * 0.24)
        path += f"M{x:.0f} {ridge(x) - tall:.0f}l{half} {tall * 1.3:.0f}h-{2 * half}"
        x += frame.away * height * (0.035 + 0.045 * next(chance))
    return path


def _orchard(chance: Chance, frame: Frame, ridge: Ridge) -> str:
    x, height = frame.aside(0.15 + 0.3 * next(chance)), frame.height
    path = ""
    for _ in range(4):
        radius = round(height * (0.025 + 0.02 * next(chance)))
        path += (
            f"M{x:.0f} {ridge(x) - 0.8 * radius:.0f}a{radius} {radius} 0 1 1 2 0v{2 * radius}h-2"
        )
        x += frame.away * height * (0.07 + 0.03 * next(chance))
    return path


def _village(chance: Chance, frame: Frame, ridge: Ridge) -> str:
    """Return a church among houses."""
    unit = frame.height / 100
    x = frame.aside(0.3 + 0.3 * next(chance))
    path = ""
    for right, wall, roof, half in ((-9, 4, 4, 5), (0, 8, 14, 2.5), (4, 6, 4, 5), (16, 4, 4, 4)):
        left = x + right * unit
        walls, top, side = round((wall + 8) * unit), round(roof * unit), round(half * unit)
        path += f"M{left:.0f} {ridge(left) - wall * unit:.0f}l{side}-{top} {side} {top}v{walls}h-{2 * side}"
    return path


SKY_PIECES = {"clouds": _clouds, "stars": _stars, "bands": _bands, "sun": _sun}
# These lie open to the eye, on a slope that is raised for them, in the colour of the farthest ridge.
OPEN_LANDS = {"lake": _lake, "river": _river, "fields": _fields}
