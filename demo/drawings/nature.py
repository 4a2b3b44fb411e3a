"""Things found in many landscapes: ridges, clouds, trees."""

import math
import random
from itertools import pairwise

from .canvas import Canvas, Colour, Point, mix


def ridge(rng: random.Random, width: float, base: float, height: float, roughness: float = 0.5) -> list[Point]:
    """A skyline from x = 0 to `width`: at most about `height` above `base`; rough is jagged, 0 is smooth hills."""
    steps = 256
    waves = [
        (frequency, rng.uniform(0, math.tau), rng.uniform(0.5, 1) * (0.34 + 0.2 * roughness) ** octave)
        for octave, frequency in enumerate((1.2, 2.6, 5.1, 9.7, 21, 43, 87))
        if octave < 3 or roughness > 0
    ]
    total = sum(strength for _, _, strength in waves)
    points = []
    for step in range(steps + 1):
        share = step / steps
        sway = sum(strength * math.sin(math.tau * f * share + phase) for f, phase, strength in waves)
        points.append((share * width, base - height * (0.5 + 0.5 * sway / total * 1.5)))
    return points


def peaks(rng: random.Random, width: float, base: float, height: float) -> list[Point]:
    """A skyline of pointed mountains: random heights, halved and jittered again and again."""
    points = [0.25 + 0.55 * rng.random() for _ in range(5)]
    swing = 0.42
    for _ in range(6):
        halves = [(a + b) / 2 + rng.uniform(-swing, swing) for a, b in pairwise(points)]
        points = [value for pair in zip(points, [*halves, 0.0], strict=True) for value in pair][:-1]
        swing *= 0.5
    last = len(points) - 1
    return [(width * i / last, base - height * min(max(value, 0.02), 1.15)) for i, value in enumerate(points)]


def ground(canvas: Canvas, skyline: list[Point], top: Colour, bottom: Colour, foot: float = 1.0) -> None:
    """Fill everything below a skyline, down to `foot`."""
    canvas.fill([*skyline, (canvas.aspect, foot), (0, foot)], top, bottom)


def height_at(skyline: list[Point], x: float) -> float:
    """The skyline's y at x."""
    for (x0, y0), (x1, y1) in pairwise(skyline):
        if x0 <= x <= x1:
            return y0 + (y1 - y0) * (x - x0) / max(x1 - x0, 1e-9)
    return skyline[-1][1]


def cloud(canvas: Canvas, x: float, y: float, width: float, tint: Colour, strength: float = 0.5) -> None:
    """A soft cloud: a flat veil with puffs upon it, highest in the middle."""
    rng = canvas.rng
    canvas.soft_oval(x, y, width / 2, width * 0.05, tint, strength, 0.9)
    for index in range(9):
        place = (index + rng.uniform(0.2, 0.8)) / 9 - 0.5
        size = width * rng.uniform(0.1, 0.16) * (1 - abs(place))
        canvas.soft_oval(x + place * width * 0.75, y - size * 0.25, size, size * 0.55, tint, strength, 0.9)
    canvas.soft_oval(x, y + width * 0.03, width * 0.42, width * 0.02, tint, strength * 0.6, 1.0)


def conifer(canvas: Canvas, x: float, foot: float, height: float, tint: Colour) -> None:
    """A fir as one jagged outline."""
    rng, tiers = canvas.rng, 7
    left, right = [], []
    for tier in range(tiers):
        share = (tier + 1) / tiers
        y = foot - height * (1 - 0.9 * share)
        reach = height * 0.2 * share * rng.uniform(0.8, 1.15)
        left += [(x - reach, y), (x - reach * 0.45, y - height * 0.01)]
        right += [(x + reach * rng.uniform(0.85, 1.1), y), (x + reach * 0.45, y - height * 0.01)]
    outline = [(x, foot - height), *left, (x, foot), *reversed(right)]
    canvas.pen.polygon(canvas.at(outline), fill=tint)


def round_tree(canvas: Canvas, x: float, foot: float, height: float, tint: Colour) -> None:
    """A leafy tree: a trunk and a crown of discs, lighter on top."""
    rng = canvas.rng
    canvas.line([(x, foot), (x, foot - height * 0.5)], mix(tint, (40, 28, 24), 0.5), height * 0.07)
    for lift, share in ((0.45, 0.0), (0.6, 0.12), (0.72, 0.25)):
        for _ in range(3):
            dx, size = rng.uniform(-0.2, 0.2) * height, height * rng.uniform(0.16, 0.24)
            canvas.disc(x + dx, foot - height * lift, size, mix(tint, (255, 240, 190), share), tint)


def palm(canvas: Canvas, x: float, foot: float, height: float, tint: Colour) -> None:
    """An areca palm: a thin, slightly bent trunk with a crown of fronds."""
    rng = canvas.rng
    lean = rng.uniform(-0.12, 0.12) * height
    trunk = [(x + lean * (i / 8) ** 2, foot - height * i / 8) for i in range(9)]
    canvas.line(trunk, tint, height * 0.028)
    for angle in (-2.9, -2.5, -2.05, -1.57, -1.1, -0.65, -0.25):
        frond(canvas, trunk[-1], angle, height * rng.uniform(0.36, 0.46), tint)


def frond(canvas: Canvas, root: Point, angle: float, reach: float, tint: Colour) -> None:
    """A palm leaf that rises from its root, then droops; thick in the middle."""
    upper, lower = [], []
    for step in range(9):
        t = step / 8
        x = root[0] + math.cos(angle) * reach * t
        y = root[1] + math.sin(angle) * reach * 0.7 * t + reach * 0.55 * t * t
        thick = reach * 0.075 * math.sin(math.pi * min(t + 0.08, 1))
        upper.append((x, y - thick))
        lower.append((x, y + thick))
    canvas.pen.polygon(canvas.at([*upper, *reversed(lower)]), fill=tint)


def bird(canvas: Canvas, x: float, y: float, size: float, tint: Colour) -> None:
    """A gull far off: two curved strokes."""
    for side in (-1, 1):
        wing = [(x + side * size * t, y - size * (0.55 * math.sin(t * 2.6))) for t in (0, 0.25, 0.5, 0.75, 1)]
        canvas.line(wing, tint, size * 0.12)
