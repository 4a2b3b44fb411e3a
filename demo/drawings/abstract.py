"""Charts, a map, a circuit board, planets: pictures for news of numbers and of science."""

import math
import random
from itertools import pairwise

from PIL import Image, ImageDraw

from .canvas import Canvas, Colour, Point, between, colours, mix


def bars(canvas: Canvas) -> None:
    """Twelve columns that grow, the last one in another colour, and a dotted trend."""
    paper, ink, low, high, accent = canvas.choose(
        "#f6f1e7 #5b6475 #9cc5c9 #2f6f8f #e2703a", "#f4f3ee #56607a #b7c9e2 #41629e #e0654f"
    )
    canvas.sky([mix(paper, (255, 255, 255), 0.5), paper])
    canvas.sharpen()
    left, right, foot, top = 0.16, canvas.aspect - 0.1, 0.84, 0.2
    chart_frame(canvas, left, right, foot, top, ink, paper)
    step = (right - left) / 12
    heights = [0.16 + 0.04 * i + canvas.rng.uniform(-0.05, 0.05) for i in range(11)] + [0.64]
    tops = []
    for index, height in enumerate(heights):
        x, wide = left + step * (index + 0.17), step * 0.66
        tint = accent if index == 11 else mix(low, high, index / 11)
        corners = [(x, foot), (x, foot - height), (x + wide, foot - height), (x + wide, foot)]
        canvas.fill([(px + 0.012, py) for px, py in corners], mix(paper, ink, 0.16))
        canvas.fill(corners, mix(tint, (255, 255, 255), 0.18), tint)
        canvas.block(x, foot - height, wide, 0.008, mix(tint, (255, 255, 255), 0.45))
        canvas.block(x + wide * 0.2, foot + 0.025, wide * 0.6, 0.014, mix(paper, ink, 0.4), 0.007)
        tops.append((x + wide / 2, foot - height - 0.05))
    trend(canvas, tops, ink, accent)


def chart_frame(canvas: Canvas, left: float, right: float, foot: float, top: float, ink: Colour, paper: Colour) -> None:
    """Grid lines, axis labels as bars of grey, a title as two longer bars."""
    for index in range(6):
        y = foot + (top - foot) * index / 5
        canvas.line([(left - 0.02, y), (right, y)], mix(paper, ink, 0.55 if index == 0 else 0.16), 0.0022)
        canvas.block(left - 0.085, y - 0.007, 0.045, 0.014, mix(paper, ink, 0.35), 0.007)
    canvas.block(left - 0.02, 0.07, 0.42, 0.03, mix(paper, ink, 0.8), 0.015)
    canvas.block(left - 0.02, 0.118, 0.27, 0.017, mix(paper, ink, 0.35), 0.008)


def trend(canvas: Canvas, tops: list[Point], ink: Colour, accent: Colour) -> None:
    """A dotted, smoothed line above the columns with a ring at its end."""
    smooth = [tops[0]]
    for point in tops[1:]:
        smooth.append((point[0], smooth[-1][1] * 0.45 + point[1] * 0.55))
    smooth[-1] = tops[-1]
    for (x0, y0), (x1, y1) in pairwise(smooth):
        for index in range(5):
            t = index / 5
            canvas.disc(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t, 0.0042, mix(ink, accent, 0.3))
    x, y = smooth[-1]
    canvas.disc(x, y, 0.017, accent)
    canvas.disc(x, y, 0.009, (255, 255, 255))


def lines(canvas: Canvas) -> None:
    """Three curves with soft areas under them, on a dark ground."""
    night, grid = canvas.choose("#101b3a #8fa3d6", "#13233a #8fb0c9")
    hues = colours("#5aa9e6 #ff9f6b #7be0ad")
    canvas.sky([mix(night, (70, 90, 160), 0.35), night])
    canvas.glow(canvas.aspect * 0.8, 0.25, 0.7, (80, 110, 190), 0.45)
    canvas.sharpen()
    left, right, foot, top = 0.14, canvas.aspect - 0.12, 0.86, 0.2
    chart_frame(canvas, left, right, foot, top, grid, night)
    for index in range(1, 9):
        x = left + (right - left) * index / 8
        canvas.line([(x, top), (x, foot)], mix(night, grid, 0.1), 0.0016)
    for hue, start, end in zip(hues, (0.36, 0.24, 0.14), (0.26, 0.4, 0.6), strict=True):
        curve = chart_curve(canvas, left, right, foot, start, end)
        canvas.fill([*curve, (right, foot), (left, foot)], hue, night, 0.16)
        canvas.line(curve, hue, 0.0075)
        for x, y in curve[:: len(curve) // 8]:
            canvas.disc(x, y, 0.0095, hue)
            canvas.disc(x, y, 0.005, night)
        x, y = curve[-1]
        canvas.disc(x, y, 0.019, mix(hue, (255, 255, 255), 0.15))
        canvas.block(x + 0.03, y - 0.011, 0.06, 0.022, mix(night, hue, 0.8), 0.011)


def chart_curve(canvas: Canvas, left: float, right: float, foot: float, start: float, end: float) -> list[Point]:
    """A smooth, wavering way from one height to another."""
    rng, count = canvas.rng, 128
    waves = [(f, rng.uniform(0, math.tau), 0.05 / f**0.7) for f in (1.3, 2.7, 4.9)]
    points = []
    for step in range(count + 1):
        t = step / count
        sway = sum(size * math.sin(math.tau * f * t + phase) for f, phase, size in waves) * math.sin(math.pi * t) ** 0.5
        points.append((left + (right - left) * t, foot - (start + (end - start) * t * t * (3 - 2 * t)) - sway))
    return points


def district_map(canvas: Canvas) -> None:
    """An invented province: districts shaded by degree, a river, towns, the sea around."""
    sea, low, high, line = canvas.choose("#cfe4e6 #f7e7c4 #c8553d #ffffff", "#c6dcea #eef0cf #2f7f6f #ffffff")
    canvas.sky([mix(sea, (255, 255, 255), 0.3), sea])
    canvas.sharpen()
    rng = canvas.rng
    seeds = [(rng.uniform(0.02, canvas.aspect - 0.02), rng.uniform(0.02, 0.98)) for _ in range(46)]
    middle = (canvas.aspect * 0.55, 0.45)
    land = Canvas(canvas.size, canvas.seed)
    land.sharpen()
    for seed in seeds:
        degree = min(math.dist(seed, middle) / 0.75, 1) * 0.75 + rng.uniform(0, 0.25)
        cell = [corner for edge in cell_edges(seed, seeds, canvas.aspect) for corner in wobbly(*edge)]
        tint = between([high, mix(high, low, 0.5), low], degree)
        land.pen.polygon(land.at(cell), fill=tint)
        land.line([*cell, cell[0]], line, 0.0032)
    map_river(land)
    coast = coastline(canvas)
    shallow(canvas, coast, sea)
    mask = Image.new("L", canvas.image.size)
    ImageDraw.Draw(mask).polygon(canvas.at(coast), fill=255)
    canvas.image.paste(land.image, mask=mask)
    canvas.line([*coast, coast[0]], mix(high, (60, 40, 50), 0.55), 0.004)
    marks(canvas, seeds, middle)
    legend(canvas, low, high)


def cell_edges(seed: Point, seeds: list[Point], width: float) -> list[tuple[Point, Point]]:
    """The edges of the region nearer to `seed` than to any other: a rectangle cut by one bisector after another."""
    cell: list[Point] = [(0, 0), (width, 0), (width, 1), (0, 1)]
    for other in seeds:
        if other != seed:
            cell = cut(cell, seed, other)
    return list(zip(cell, [*cell[1:], cell[0]], strict=True))


def cut(cell: list[Point], seed: Point, other: Point) -> list[Point]:
    """The part of a convex polygon on `seed`'s side of the bisector to `other`."""
    kept: list[Point] = []
    for a, b in zip(cell, [*cell[1:], cell[0]], strict=True):
        da, db = math.dist(a, seed) - math.dist(a, other), math.dist(b, seed) - math.dist(b, other)
        if da <= 0:
            kept.append(a)
        if da * db < 0:
            kept.append(crossing(a, b, seed, other))
    return kept


def crossing(a: Point, b: Point, seed: Point, other: Point) -> Point:
    """Where the line from a to b meets the bisector of seed and other."""
    nx, ny = other[0] - seed[0], other[1] - seed[1]
    mx, my = (other[0] + seed[0]) / 2, (other[1] + seed[1]) / 2
    t = ((mx - a[0]) * nx + (my - a[1]) * ny) / ((b[0] - a[0]) * nx + (b[1] - a[1]) * ny)
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def wobbly(a: Point, b: Point) -> list[Point]:
    """The border from a to b (without b), bent the same way whichever neighbour draws it."""
    first, second = sorted((a, b), key=lambda point: (round(point[0], 5), round(point[1], 5)))
    rng = random.Random(f"{first[0]:.4f} {first[1]:.4f} {second[0]:.4f}")  # noqa: S311 - a picture, not a secret
    points = [first, second]
    swing = 0.12
    for _ in range(3):
        halves = [bent(p, q, rng.uniform(-swing, swing)) for p, q in pairwise(points)]
        points = [point for pair in zip(points, halves, strict=False) for point in pair] + [second]
    return points[:-1] if first == a else points[:0:-1]


def bent(p: Point, q: Point, swing: float) -> Point:
    """The middle of p and q, pushed sideways by a share of their distance."""
    return (p[0] + q[0]) / 2 - (q[1] - p[1]) * swing, (p[1] + q[1]) / 2 + (q[0] - p[0]) * swing


def coastline(canvas: Canvas) -> list[Point]:
    """A closed, ragged outline that nearly fills the picture."""
    waves = [(f, canvas.rng.uniform(0, math.tau), 0.1 / f) for f in (2, 3, 5, 8, 13, 21, 34)]
    points = []
    for step in range(480):
        angle = math.tau * step / 480
        reach = 1 + sum(size * math.sin(f * angle + phase) for f, phase, size in waves)
        points.append((canvas.aspect * 0.53 + math.cos(angle) * reach * 0.52, 0.5 + math.sin(angle) * reach * 0.4))
    return points


def shallow(canvas: Canvas, coast: list[Point], sea: Colour) -> None:
    """Three paler rims of shallow water."""
    for ring in (3, 2, 1):
        grown = [
            (
                canvas.aspect * 0.53 + (x - canvas.aspect * 0.53) * (1 + 0.035 * ring),
                0.5 + (y - 0.5) * (1 + 0.045 * ring),
            )
            for x, y in coast
        ]
        canvas.pen.polygon(canvas.at(grown), fill=mix(sea, (255, 255, 255), 0.5 - 0.13 * ring))


def map_river(canvas: Canvas) -> None:
    """A river with one tributary, from the upper left to the lower right."""
    water = (96, 160, 196)
    course = [
        (canvas.aspect * (0.22 + 0.6 * t / 60), 0.14 + 0.74 * t / 60 + 0.06 * math.sin(t / 60 * 9)) for t in range(61)
    ]
    for index, (start, end) in enumerate(pairwise(course)):
        canvas.line([start, end], water, 0.004 + 0.00012 * index)
    side = [
        (course[30][0] + 0.3 * t / 20, course[30][1] - 0.3 * (t / 20) ** 1.3 + 0.02 * math.sin(t)) for t in range(21)
    ]
    canvas.line(side, water, 0.004)


def marks(canvas: Canvas, seeds: list[Point], middle: Point) -> None:
    """Towns near the middle: pins for three, dots for the others."""
    towns = sorted(seeds, key=lambda seed: math.dist(seed, middle))[:14]
    for index, (x, y) in enumerate(towns):
        if index % 5:
            canvas.disc(x, y, 0.008, (255, 255, 255))
            canvas.disc(x, y, 0.005, (62, 52, 72))
        else:
            pin(canvas, x, y)


def pin(canvas: Canvas, x: float, y: float) -> None:
    canvas.oval(x, y, 0.016, 0.006, (110, 80, 84))
    canvas.pen.polygon(canvas.at([(x - 0.024, y - 0.05), (x + 0.024, y - 0.05), (x, y)]), fill=(44, 66, 110))
    canvas.disc(x, y - 0.058, 0.027, (72, 104, 160), (44, 66, 110))
    canvas.disc(x, y - 0.058, 0.011, (255, 255, 255))


def legend(canvas: Canvas, low: Colour, high: Colour) -> None:
    """A scale of five shades in the lower left corner."""
    for index in range(5):
        y = 0.72 + 0.042 * index
        canvas.block(0.07, y, 0.05, 0.03, mix(high, low, index / 4), 0.004)
        canvas.block(0.135, y + 0.009, 0.09 - 0.012 * (index % 3), 0.012, (140, 158, 168), 0.006)


def circuit(canvas: Canvas) -> None:
    """A chip on its board, with glowing tracks to all sides."""
    board, dark, light, gold = canvas.choose("#0e3b3f #06191f #5ef0c8 #e7c06a", "#0f2f4d #07142a #58d6ff #e7c06a")
    x, y = canvas.aspect / 2, 0.5
    canvas.sky([board, dark])
    canvas.glow(x, y, 0.75, mix(board, light, 0.5), 0.75, 1.5)
    canvas.sharpen()
    for index in range(96):
        track(canvas, x, y, index, mix(board, light, 0.22 + 0.5 * (index % 3 == 0)), gold)
    parts(canvas, dark, gold)
    chip(canvas, x, y, dark, light, gold)


def track(canvas: Canvas, x: float, y: float, index: int, tint: Colour, gold: Colour) -> None:
    """One conductor: straight out of the chip, a bend of 45 degrees, straight on, then a pad."""
    rng = canvas.rng
    side, place = index % 4, (index // 4 - 11.5) / 12
    first, slant, last = rng.uniform(0.05, 0.16), abs(place) * rng.uniform(0.1, 0.42), rng.uniform(0.05, 0.42)
    drift = math.copysign(slant, place)
    along = [
        (0.185, place * 0.165),
        (0.2 + first, place * 0.165),
        (0.2 + first + slant, place * 0.165 + drift),
        (0.2 + first + slant + last, place * 0.165 + drift),
    ]
    turns = {0: (1, 0, 0, 1), 1: (-1, 0, 0, 1), 2: (0, 1, 1, 0), 3: (0, 1, -1, 0)}
    a, b, c, d = turns[side]
    points = [(x + a * u + b * v, y + c * u + d * v) for u, v in along]
    canvas.line(points, tint, 0.0042)
    px, py = points[-1]
    canvas.disc(px, py, 0.0095, mix(tint, gold, 0.6))
    canvas.disc(px, py, 0.0045, (8, 24, 30))
    if index % 6 == 0:
        t = rng.random()
        u, v = points[1], points[2]
        canvas.disc(u[0] + (v[0] - u[0]) * t, u[1] + (v[1] - u[1]) * t, 0.006, (235, 255, 248))


def parts(canvas: Canvas, dark: Colour, gold: Colour) -> None:
    """Small chips, capacitors and resistors in the corners."""
    for place, y in ((0.1, 0.14), (0.9, 0.16), (0.09, 0.84), (0.91, 0.85)):
        x = canvas.aspect * place
        for index in range(6):
            canvas.block(x - 0.075 + index * 0.027, y - 0.066, 0.012, 0.132, gold, 0.002)
        canvas.block(x - 0.085, y - 0.052, 0.17, 0.104, mix(dark, (60, 70, 84), 0.35), 0.006)
        canvas.disc(x - 0.066, y - 0.034, 0.007, mix(dark, (150, 160, 170), 0.5))
        canvas.block(x - 0.045, y - 0.006, 0.09, 0.012, mix(dark, (150, 160, 170), 0.45), 0.004)
    for place, y in ((0.23, 0.07), (0.77, 0.07), (0.23, 0.93), (0.77, 0.93)):
        x = canvas.aspect * place
        canvas.disc(x, y, 0.034, (188, 196, 206), (120, 130, 146))
        canvas.disc(x, y, 0.027, (214, 220, 226), (164, 174, 186))


def chip(canvas: Canvas, x: float, y: float, dark: Colour, light: Colour, gold: Colour) -> None:
    """The processor: pins, case, lid, and a glowing square in the middle."""
    for index in range(24):
        at = (index - 11.5) / 12 * 0.165 - 0.0035
        for corner in ((x + at, y - 0.2, 0.007, 0.4), (x - 0.2, y + at, 0.4, 0.007)):
            canvas.block(*corner, gold)
    canvas.block(x - 0.188, y - 0.184, 0.38, 0.38, mix(dark, (0, 0, 0), 0.5), 0.012)
    canvas.block(x - 0.188, y - 0.188, 0.376, 0.376, mix(dark, (70, 84, 100), 0.4), 0.012)
    canvas.block(x - 0.13, y - 0.13, 0.26, 0.26, mix(dark, (120, 136, 152), 0.45), 0.01)
    canvas.block(x - 0.122, y - 0.122, 0.244, 0.244, mix(dark, (40, 54, 70), 0.5), 0.008)
    for ring in range(5):
        half = 0.082 - 0.014 * ring
        canvas.block(
            x - half,
            y - half,
            half * 2,
            half * 2,
            mix(dark, light, 0.25 + 0.75 * ring / 4) if ring % 2 == 0 else dark,
            0.008,
        )
    canvas.disc(x - 0.16, y + 0.16, 0.01, mix(dark, light, 0.6))


def planets(canvas: Canvas) -> None:
    """Planets on their orbits around a star at the left edge."""
    deep = canvas.choose("#070716 #16123f #35205f #15183f", "#050a1c #0f2148 #2b3a78 #101a3c")
    x, y = canvas.aspect * 0.06, 0.56
    canvas.sky(deep)
    for place, level, rx, ry, tint in (
        (0.6, 0.22, 0.7, 0.25, "#6a3f9e"),
        (0.85, 0.75, 0.6, 0.3, "#2f6fa8"),
        (0.35, 0.85, 0.5, 0.2, "#a8486f"),
    ):
        canvas.soft_oval(canvas.aspect * place, level, rx, ry, colours(tint)[0], 0.5, 1.3)
    canvas.glow(x, y, 0.75, (255, 190, 110), 0.75, 2.2)
    canvas.glow(x, y, 0.34, (255, 236, 180), 0.95, 1.4)
    canvas.sharpen()
    canvas.stars(420, 1, (240, 240, 255), 0.0022)
    for index, reach in enumerate((0.38, 0.56, 0.8, 1.08, 1.36)):
        orbit(canvas, x, y, reach, mix(deep[2], (214, 206, 255), 0.45 - 0.05 * index))
    canvas.disc(x, y, 0.17, (255, 250, 220), (255, 196, 96))
    worlds = (
        (0.38, -0.5, 0.024, "#f4d3a4 #a86a4a"),
        (0.56, 0.62, 0.04, "#ffb98a #a4403c"),
        (0.8, -0.34, 0.062, "#a8ecff #2f62a8"),
        (1.08, 0.3, 0.125, "#ffe0b0 #b06a58"),
        (1.36, -0.45, 0.075, "#c9c0ff #5646a8"),
    )
    for index, (reach, turn, size, tints) in enumerate(worlds):
        planet(
            canvas,
            x + math.cos(turn) * reach,
            y + math.sin(turn) * reach * 0.46,
            size,
            colours(tints),
            ringed=index == 3,
        )


def orbit(canvas: Canvas, x: float, y: float, reach: float, tint: Colour) -> None:
    points = [
        (x + math.cos(a / 120 * math.tau) * reach, y + math.sin(a / 120 * math.tau) * reach * 0.46) for a in range(121)
    ]
    canvas.line(points, tint, 0.0018)


def planet(canvas: Canvas, x: float, y: float, size: float, tints: list[Colour], ringed: bool) -> None:
    """A banded globe lit from the left, its night side dark; a ring passes behind and before it."""
    if ringed:
        ring(canvas, x, y, size, tints, behind=True)
    globe = Image.new("RGB", (canvas.px(size * 2), canvas.px(size * 2)), tints[1])
    pen = ImageDraw.Draw(globe)
    wide = globe.width
    for band in range(9):
        top = wide * band / 9
        tint = mix(tints[0], tints[1], canvas.rng.uniform(0.05, 0.75))
        pen.polygon([(0, top), (wide, top - wide * 0.06), (wide, top + wide * 0.07), (0, top + wide * 0.13)], fill=tint)
    shade = (
        Image.radial_gradient("L")
        .resize((round(wide * 2.4),) * 2)
        .crop((round(wide * 0.95), round(wide * 0.8), round(wide * 0.95) + wide, round(wide * 0.8) + wide))
    )
    globe.paste((10, 8, 34), mask=shade.point([min(round(value * 1.25), 235) for value in range(256)]))
    mask = Image.new("L", globe.size)
    ImageDraw.Draw(mask).ellipse((0, 0, wide - 1, wide - 1), fill=255)
    canvas.image.paste(globe, (canvas.px(x - size), canvas.px(y - size)), mask)
    if ringed:
        ring(canvas, x, y, size, tints, behind=False)


def ring(canvas: Canvas, x: float, y: float, size: float, tints: list[Colour], behind: bool) -> None:
    """Half of a tilted ring: the far half is drawn before the planet, the near half after it."""
    start = math.pi if behind else 0
    for reach, share in ((1.5, 0.2), (1.66, 0.55), (1.82, 0.1), (1.95, 0.65)):
        points = []
        for step in range(41):
            a = start + math.pi * step / 40
            u, v = math.cos(a) * size * reach, math.sin(a) * size * reach * 0.3
            points.append((x + u * 0.966 + v * 0.259, y - u * 0.259 + v * 0.966))
        canvas.line(points, mix(tints[0], (60, 40, 80), share), size * 0.085)
