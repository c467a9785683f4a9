"""Pictures for pages without a photograph: the hills of Koroška, drawn by a page's own numbers.

A section has its colours, from a pale sky to dark ink; a page has its ridges, its scene
(``core.drawing_scenes``) and one cream mark for what it is about (``core.drawing_marks``). The same seed
always gives the same picture. The mark stays where no format of ours cuts it off: in the middle, so that
even a square shows it whole, and away from the upper edge.

The colours stand in the picture itself, so that it can travel alone; its classes let the style sheet
turn day into night.
"""

import hashlib
import math
from functools import lru_cache

from core.drawing_marks import CREAM, MARKS, PALETTES, SHAPES
from core.drawing_scenes import (
    OPEN_LANDS,
    Chance,
    Frame,
    Ridge,
    Scene,
    Stage,
    backdrop,
    knoll,
    scene_of,
    silhouette,
    summit,
)

Colour = tuple[int, int, int]
# Left, top, scale.
Spot = tuple[float, float, float]

# Where each ridge lies and how far it swings, as parts of the height.
LAYERS = ((0.43, 0.15), (0.57, 0.12), (0.72, 0.09), (0.87, 0.06))

HALF = 0.5
# Curves in a hill's line and faces in a rock's; more would make the picture too heavy.
STEPS, FACES = 9, 17
WIDEST = 640
IN_THE_SKY = {"sun", "moon", "speech", "note"}


def mark_for(seed: str) -> str:
    """Choose a mark for a page that has none."""
    return MARKS[hashlib.sha256(f"mark {seed}".encode()).digest()[0] % len(MARKS)]


@lru_cache(maxsize=1024)  # half a millisecond each, and a list shows a dozen
def landscape(*, seed: str, section: str, mark: str, width: int = 640, height: int = 360) -> str:
    """Return the picture as SVG of at most 1.5 kB; an unknown section or mark gets a known one.

    Width and height tell its proportion: a wide one is drawn in fewer units, for its figures are shorter.
    """
    if width > WIDEST:
        width, height = WIDEST, round(height * WIDEST / width)
    section = section if section in PALETTES else "home"
    mark = mark if mark in SHAPES else mark_for(seed)
    sky, *colours = PALETTES[section]
    scene = scene_of(seed)
    if mark in IN_THE_SKY and scene.sky == "sun":
        scene = scene._replace(sky="clouds")
    chance = _chances(f"{section} {seed}")
    frame = _frame(chance, width, height)
    ridges = _ridges(chance, frame, scene, mark)
    # Stars and cream marks want a deeper sky.
    is_dusk = scene.sky == "stars" or mark in IN_THE_SKY
    day = _mix(sky, colours[0], 0.5 if is_dusk else 0.3 * next(chance))

    spot, depth_of_mark = _spot(mark, frame, ridges)
    layers = _layers(chance, scene, Stage(frame, ridges, colours))
    # Between a ridge and its backdrop.
    layers.insert(2 * depth_of_mark + 1, _mark(mark, spot, colours[-1]))
    return (
        f'<svg class="drawing drawing_{section}" viewBox="0 0 {width} {height}" '
        'preserveAspectRatio="xMidYMid slice" aria-hidden="true" '
        'xmlns="http://www.w3.org/2000/svg">'
        f'<path class="sky" fill="{day}" d="M0 0h{width}v{height}H0"/>{"".join(layers)}</svg>'
    )


def _layers(chance: Chance, scene: Scene, stage: Stage) -> list[str]:
    """Return what is drawn from the back to the front: a ridge's backdrop, the ridge, the next one's."""
    layers = []
    for depth, (ridge, colour) in enumerate(zip(stage.ridges, stage.colours, strict=True)):
        layers.append(backdrop(scene, depth, chance, stage))
        is_rock = depth == 0 and scene.far in {"rock", "peak"}
        line = _rock(chance, ridge, stage.frame) if is_rock else _hills(ridge, stage.frame)
        more = silhouette(scene.land, depth, chance, stage.frame, ridge)
        layers.append(f'<path class="ridge_{depth + 1}" fill="{colour}" d="{line}{more}"/>')
    return layers


def _frame(chance: Chance, width: int, height: int) -> Frame:
    """Return the picture's size with the middle of its mark, near enough to the centre for a square."""
    side = 1 if next(chance) < HALF else -1
    reach = min(0.22 * height, 0.2 * width) if width < 2 * height else 0.6 * height
    return Frame(width, height, width / 2 + side * reach * (0.2 + 0.8 * next(chance)))


def _chances(seed: str) -> Chance:
    """Yield numbers from 0 to 1, the same for the same seed on every machine."""
    turn = 0
    while True:
        for byte in hashlib.sha256(f"{turn} {seed}".encode()).digest():
            yield byte / 255
        turn += 1


def _ridges(chance: Chance, frame: Frame, scene: Scene, mark: str) -> list[Ridge]:
    """Return the ridges from the farthest to the nearest, as the scene and the mark want them."""
    ridges = [_ridge(chance, frame, depth) for depth in range(len(LAYERS))]
    ridges[0] = _raised(ridges[0], summit(scene.far, chance, frame))
    if mark in IN_THE_SKY:
        ridges[0] = _lowered(ridges[0], frame)
    if scene.land in OPEN_LANDS:
        ridges[2] = _raised(ridges[2], knoll(frame))
    return ridges


def _ridge(chance: Chance, frame: Frame, depth: int) -> Ridge:
    """Return a line of hills: three waves on a slope, level where something may stand."""
    width, height, mark_x = frame
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


def _raised(ridge: Ridge, rise: Ridge) -> Ridge:
    return lambda x: ridge(x) - rise(x)


def _lowered(ridge: Ridge, frame: Frame) -> Ridge:
    """Return the ridge so low that the sky above it has room for a mark."""
    drop = max(0.0, 0.5 * frame.height - ridge(frame.mark_x))
    return lambda x: ridge(x) + drop


def _hills(ridge: Ridge, frame: Frame) -> str:
    """Return the area under a ridge as a path of smooth curves, exact where the mark stands."""
    x, y = 0, round(ridge(0))
    path = f"M0 {y}"
    for end_x in _knots(frame):
        step, end = end_x - x, ridge(end_x)
        slope = (ridge(end_x + 1) - ridge(end_x - 1)) / 2
        handle = round(end - slope * step / 3) - y
        path += f"s{round(step * 2 / 3)}{_figure(handle)}{_figure(step)}{_figure(round(end) - y)}"
        x, y = end_x, round(end)
    return f"{path}V{frame.height}H0"


def _knots(frame: Frame) -> list[int]:
    """Return where curves meet, from left to right: about as far apart as hills are, one at the mark."""
    width, middle = frame.width, round(frame.mark_x)
    left = max(1, round(STEPS * middle / width))
    right = max(1, STEPS - left)
    return [round(middle * (index + 1) / left) for index in range(left)] + [
        middle + round((width - middle) * (index + 1) / right) for index in range(right)
    ]


def _rock(chance: Chance, ridge: Ridge, frame: Frame) -> str:
    """Return the area under a ridge broken into faces, as the Peca stands behind the hills."""
    width, height = frame.width, frame.height
    x, y = 0, round(ridge(0))
    path = f"M0 {y}"
    for index in range(1, FACES + 1):
        aside = (next(chance) - HALF) * 0.6 if index < FACES else 0
        end_x = round((index + aside) * width / FACES)
        end = round(ridge(end_x) + (next(chance) - HALF - (index % 2) * HALF) * 0.09 * height)
        path += f"l{end_x - x}{_figure(end - y)}"
        x, y = end_x, end
    return f"{path}V{height}H0"


def _figure(value: int) -> str:
    return f" {value}" if value >= 0 else str(value)


def _spot(mark: str, frame: Frame, ridges: list[Ridge]) -> tuple[Spot, int]:
    """Return where the mark's field begins with its scale, and the ridge that stands before it."""
    middle, height = frame.mark_x, frame.height
    size, depth = 0.37 * height, 3
    top = ridges[3](middle) - 0.98 * size
    if mark in {"sun", "moon"}:
        size, depth = 0.36 * height, 0
        share = 0.35 if mark == "sun" else 1.1  # a sun rises behind the hills, a moon stands above
        top = min(0.16 * height, max(0.1 * height, ridges[0](middle) - share * size))
    elif mark in IN_THE_SKY:
        size, depth, top = 0.3 * height, 1, 0.11 * height
    elif mark == "path":
        top, depth = ridges[2](middle), len(ridges)
        size = 1.02 * height - top
    elif mark == "mountain":
        size, depth = 0.4 * height, 1
        top = max(0.19 * height, ridges[1](middle) - 0.85 * size)  # below its flag's own room
    return (middle - size / 2, top, size / 100), depth


def _mark(mark: str, spot: Spot, ink: str) -> str:
    left, top, scale = spot
    styles = {
        "c": "",
        "g": ' class="glow" opacity=".5"',
        "k": f' class="ink" fill="{ink}"',
        "l": f' fill="none" stroke="{CREAM}" stroke-width="7"',
        "w": f' fill="none" stroke="{CREAM}" stroke-width="15"',
    }
    shapes = "".join(f'<path{styles[kind]} d="{path}"/>' for kind, path in SHAPES[mark])
    has_lines = any(kind in "lw" for kind, path in SHAPES[mark])
    ends = 'stroke-linecap="round" stroke-linejoin="round" ' if has_lines else ""
    place = f"translate({left:.0f} {top:.0f})scale({scale:.2f})"
    return f'<g class="mark" fill="{CREAM}" {ends}transform="{place}">{shapes}</g>'


def _mix(first: str, second: str, share: float) -> str:
    one, two = _parts(first), _parts(second)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(one, two, strict=True))


def _parts(colour: str) -> Colour:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
