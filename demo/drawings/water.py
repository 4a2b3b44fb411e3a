"""Landscapes with water: river, boats, bay of rocks, lighthouse, bridge."""

import math

from .canvas import Canvas, Colour, Point, colours, mix
from .nature import bird, cloud, ground, palm, peaks, ridge, round_tree


def river(canvas: Canvas) -> None:
    """A river that winds from the horizon through fields."""
    sky = canvas.choose("#5d7fb8 #b9a6c9 #f7c3a0 #ffe5b4", "#6aa7cf #b4d9de #fbe6bd #ffd994")
    field = colours("#8fb573 #4f8f5d #2a6148")
    x = canvas.aspect * 0.6
    canvas.sky(sky, 0, 0.45)
    canvas.glow(x, 0.36, 0.6, (255, 240, 196), 0.85)
    for place, y, width in ((0.15, 0.14, 0.6), (0.5, 0.08, 0.5), (0.85, 0.2, 0.65), (0.35, 0.27, 0.5)):
        cloud(canvas, canvas.aspect * place, y, width, (255, 238, 220), 0.55)
    canvas.sharpen()
    canvas.disc(x, 0.33, 0.05, (255, 252, 226), (255, 230, 160))
    for index, tint in enumerate(colours("#9fb4c4 #86a5a8")):
        skyline = ridge(canvas.rng, canvas.aspect, 0.43 + 0.015 * index, 0.1 - 0.03 * index, 0.5)
        ground(canvas, skyline, tint, mix(tint, sky[-1], 0.5), 0.5)
    canvas.sky(field, 0.44, 1)
    patches(canvas, field)
    bend = [river_bank(canvas, i / 80) for i in range(81)]
    outline = [(x, y) for x, _, y in bend] + [(x, y) for _, x, y in reversed(bend)]
    rim = 0.006
    canvas.fill(
        [(px + (rim if i > 80 else -rim) * 2, py) for i, (px, py) in enumerate(outline)], mix(field[0], field[2], 0.7)
    )
    canvas.fill(outline, mix(sky[-1], (255, 255, 255), 0.2), sky[0])
    for left, right, y in bend[20::3]:
        if canvas.rng.random() < 0.75:
            middle, half = canvas.rng.uniform(left, right), (right - left) * 0.08
            canvas.oval(middle, y, half, 0.001 + 0.002 * y, mix(sky[-1], (255, 255, 255), 0.5))
    bank_trees(canvas, bend)
    left, right, y = bend[56]
    sampan(canvas, (left + right) / 2, y, 0.09, (58, 44, 52))


def river_bank(canvas: Canvas, t: float) -> tuple[float, float, float]:
    """The left and right bank and the height of the river at `t`: 0 on the horizon, 1 at the viewer."""
    y = 0.45 + 0.56 * t**1.7
    middle = canvas.aspect * (0.56 + 0.2 * math.sin(7.2 * (1 - t) ** 0.9 + 0.4) * (0.12 + t))
    half = 0.006 + 0.3 * t**1.9
    return middle - half, middle + half, y


def patches(canvas: Canvas, field: list[Colour]) -> None:
    """Fields as flat patches, wider towards the viewer."""
    y = 0.45
    while y < 1:
        deep, x = 0.008 + (y - 0.44) * 0.16, -canvas.rng.random() * 0.2
        while x < canvas.aspect:
            wide = (0.1 + (y - 0.44) * 0.9) * canvas.rng.uniform(0.7, 1.4)
            tint = mix(field[canvas.rng.randrange(3)], (226, 205, 110), canvas.rng.choice((0, 0.1, 0.25, 0.55)))
            lean = (x + wide / 2 - canvas.aspect / 2) * 0.14
            shape = [(x, y), (x + wide, y), (x + wide + lean, y + deep), (x + lean, y + deep)]
            canvas.pen.polygon(canvas.at(shape), fill=mix(tint, field[2], 0.25 + 0.3 * (y - 0.45)))
            x += wide + 0.004
        y += deep + 0.002


def bank_trees(canvas: Canvas, bend: list[tuple[float, float, float]]) -> None:
    """Palms and leafy trees along both banks, the far ones first."""
    for index in range(6, 70, 2):
        left, right, y = bend[index]
        tall = 0.02 + 0.3 * (index / 80) ** 2.2
        tint = mix((70, 120, 92), (20, 58, 50), index / 80)
        for x in (left - tall * canvas.rng.uniform(0.3, 1.6), right + tall * canvas.rng.uniform(0.3, 1.6)):
            if canvas.rng.random() < 0.72:
                (palm if canvas.rng.random() < 0.3 else round_tree)(canvas, x, y, tall, tint)


def sampan(canvas: Canvas, x: float, y: float, size: float, tint: Colour) -> None:
    """A small boat with one rower standing at its stern."""
    hull = [
        (x - size * 0.5, y - size * 0.1),
        (x - size * 0.3, y),
        (x + size * 0.3, y),
        (x + size * 0.55, y - size * 0.13),
    ]
    canvas.oval(x, y + size * 0.03, size * 0.5, size * 0.035, mix(tint, (255, 255, 255), 0.3))
    canvas.pen.polygon(canvas.at([*hull, (x, y - size * 0.05)]), fill=tint)
    body = x - size * 0.2
    canvas.line([(body, y - size * 0.08), (body + size * 0.03, y - size * 0.36)], tint, size * 0.07)
    hat = [
        (body - size * 0.1, y - size * 0.36),
        (body + size * 0.03, y - size * 0.48),
        (body + size * 0.16, y - size * 0.36),
    ]
    canvas.pen.polygon(canvas.at(hat), fill=mix(tint, (240, 210, 150), 0.6))
    canvas.line([(body + size * 0.2, y - size * 0.3), (body - size * 0.28, y + size * 0.03)], tint, size * 0.02)


def boats(canvas: Canvas) -> None:
    """Sailing boats against a low sun."""
    sky = canvas.choose("#3f6aa6 #7fa7c9 #f6c9a0 #ffe9bd", "#344a86 #9a83ad #f39a83 #ffd79a")
    sea = canvas.choose("#f3c9a0 #4d86a8 #12385f", "#f0a58c #5b6296 #1c2452")
    x = canvas.aspect * 0.42
    canvas.sky(sky, 0, 0.56)
    canvas.glow(x, 0.5, 0.7, (255, 238, 190), 0.85)
    for place, y, width in ((0.1, 0.2, 0.7), (0.6, 0.13, 0.8), (0.9, 0.27, 0.6), (0.3, 0.33, 0.5)):
        cloud(canvas, canvas.aspect * place, y, width, (255, 226, 206), 0.5)
    canvas.sky(sea, 0.56, 1)
    canvas.soft_oval(x, 0.58, 0.4, 0.3, (255, 228, 176), 0.5)
    canvas.sharpen()
    canvas.disc(x, 0.47, 0.075, (255, 250, 222), (255, 216, 132))
    far = ridge(canvas.rng, canvas.aspect, 0.562, 0.05, 0.4)
    ground(canvas, far, mix(sky[1], sky[0], 0.3), mix(sky[2], sky[1], 0.4), 0.562)
    canvas.image.paste(
        canvas.image.crop((0, canvas.px(0.563), canvas.image.width, canvas.px(0.564))), (0, canvas.px(0.562))
    )
    waves(canvas, sea)
    canvas.glints(x, 0.07, 0.565, 0.99, (255, 240, 200), 260)
    for place, y, size in ((0.16, 0.62, 0.14), (0.83, 0.66, 0.2), (0.6, 0.8, 0.42)):
        sailboat(canvas, canvas.aspect * place, y, size, sea)
    for dx, dy in ((0, 0), (0.05, 0.03), (0.1, -0.01), (-0.05, 0.04)):
        bird(canvas, canvas.aspect * 0.28 + dx, 0.2 + dy, 0.014, mix(sky[0], (30, 30, 60), 0.5))


def waves(canvas: Canvas, sea: list[Colour]) -> None:
    """Long flat streaks, lighter and darker than the water under them."""
    for _ in range(170):
        share = canvas.rng.random() ** 1.3
        x, y = canvas.rng.uniform(0, canvas.aspect), 0.575 + 0.42 * share
        tint = mix(canvas.colour_at(x, y), canvas.rng.choice((sea[0], sea[2])), 0.22)
        canvas.oval(x, y, (0.02 + 0.1 * share) * canvas.rng.uniform(0.5, 1.2), 0.0008 + 0.0035 * share, tint)


def sailboat(canvas: Canvas, x: float, y: float, size: float, sea: list[Colour]) -> None:
    """A junk with two battened sails, and its broken reflection."""
    for index in range(9):
        wide = size * (0.3 - 0.02 * index) * canvas.rng.uniform(0.6, 1)
        canvas.oval(
            x + size * canvas.rng.uniform(-0.05, 0.05),
            y + size * (0.03 + 0.055 * index),
            wide,
            size * 0.012,
            mix(sea[2], (120, 52, 40), 0.35),
        )
    hull = [
        (x - size * 0.4, y - size * 0.08),
        (x - size * 0.3, y + size * 0.04),
        (x + size * 0.3, y + size * 0.04),
        (x + size * 0.46, y - size * 0.12),
    ]
    canvas.fill(hull, (112, 58, 46), (58, 30, 38))
    sail(canvas, x - size * 0.06, y - size * 0.12, size * 0.36, size * 0.72)
    sail(canvas, x + size * 0.28, y - size * 0.14, size * 0.22, size * 0.46)


def sail(canvas: Canvas, x: float, foot: float, wide: float, tall: float) -> None:
    """A fan-shaped sail behind the mast at x, with its battens."""
    canvas.line([(x, foot + 0.06 * tall), (x, foot - tall * 1.04)], (66, 36, 36), tall * 0.016)
    leech = [(x - wide * (1 - 0.62 * (i / 8) ** 1.6), foot - tall * i / 8 * 0.94) for i in range(9)]
    canvas.fill(
        [(x + wide * 0.22, foot), (x + wide * 0.16, foot - tall), *reversed(leech)], (226, 110, 66), (168, 58, 48)
    )
    for index in range(1, 8):
        edge = leech[index]
        canvas.line([edge, (x + wide * 0.19, edge[1] - tall * 0.03)], (128, 44, 44), tall * 0.007)


def karst(canvas: Canvas) -> None:
    """A bay of limestone towers at dawn, mirrored in still water."""
    sky = canvas.choose("#8fb9cf #c9dcd8 #f6e3c4 #fbd3a6", "#7f9fc6 #c3c3da #f8d8c8 #fde3b4")
    near, far = colours("#1d4550 #a9c4c6")
    shore = 0.64
    canvas.sky(sky, 0, shore)
    canvas.glow(canvas.aspect * 0.62, 0.5, 0.9, (255, 240, 206), 0.85)
    for place, y, width in ((0.2, 0.16, 0.8), (0.48, 0.1, 0.6), (0.82, 0.2, 0.9)):
        cloud(canvas, canvas.aspect * place, y, width, (255, 248, 236), 0.6)
    canvas.sharpen()
    canvas.disc(canvas.aspect * 0.62, 0.42, 0.055, (255, 252, 230), (255, 232, 176))
    for row in range(4):
        share = row / 3
        tint = mix(far, near, share**1.2)
        for _ in range(15 - 3 * row):
            x = canvas.rng.uniform(-0.05, canvas.aspect + 0.05)
            tall = canvas.rng.uniform(0.1, 0.24) * (0.8 + 0.75 * share)
            tower(canvas, x, shore, tall, tint, mix(tint, sky[-1], 0.6 - 0.35 * share))
        canvas.haze(shore - 0.16, shore, mix(sky[-1], (255, 255, 255), 0.4), 0, 0.5 * (1 - share))
    canvas.mirror(shore, mix(sky[0], (110, 160, 175), 0.5), 0.32, 0.005)
    canvas.haze(shore - 0.012, shore + 0.02, mix(sky[-1], (255, 255, 255), 0.5), 0.5, 0)
    canvas.glints(canvas.aspect * 0.62, 0.08, shore + 0.02, 0.98, (255, 246, 220), 130)
    for place, y, size in ((0.42, 0.73, 0.09), (0.33, 0.82, 0.15), (0.74, 0.78, 0.12)):
        sampan(canvas, canvas.aspect * place, y, size, (40, 48, 60))


def tower(canvas: Canvas, x: float, foot: float, tall: float, top: Colour, bottom: Colour) -> None:
    """A steep rock with a rounded, uneven head; its left flank catches the light."""
    rng = canvas.rng
    wide, wobble = tall * rng.uniform(0.32, 0.75), rng.uniform(0, 6)
    left, right = [], []
    for step in range(15):
        t = step / 14
        reach = wide * (1 - t**2.4) ** 0.55 * (0.74 + 0.26 * (1 - t)) + 0.04 * wide * math.sin(7 * t + wobble)
        y = foot - tall * t
        left.append((x - reach + rng.uniform(-0.07, 0.07) * wide, y))
        right.append((x + reach * rng.uniform(0.88, 1.06), y))
    canvas.fill([*left, *reversed(right)], top, bottom)
    crack = [(x + (px - x) * 0.35 + rng.uniform(-0.06, 0.06) * wide, py) for px, py in left]
    canvas.fill([*left, *reversed(crack)], mix(top, (255, 244, 214), 0.16), mix(bottom, (255, 244, 214), 0.1))


def lighthouse(canvas: Canvas) -> None:
    """A striped tower on a rock, its beam across the dusk; made for an upright picture."""
    sky = canvas.choose("#121b45 #3b3f7d #9a6390 #f09a86 #ffd09a", "#0f2147 #2f4f86 #8a6f9f #ee9a7f #ffd59a")
    sea = colours("#e7a08e #4b5f95 #131f4a")
    shore, x, lamp = 0.68, canvas.aspect * 0.62, 0.225
    canvas.sky(sky, 0, shore)
    canvas.soft_oval(canvas.aspect * 0.15, shore, 0.5, 0.25, (255, 224, 170), 0.7)
    for place, y, width in ((0.2, 0.34, 0.6), (0.9, 0.45, 0.7), (0.35, 0.55, 0.5)):
        cloud(canvas, canvas.aspect * place, y, width, (236, 150, 150), 0.4)
    canvas.sky(sea, shore, 1)
    canvas.glow(x, lamp, 0.3, (255, 236, 176), 0.65)
    canvas.sharpen()
    canvas.stars(110, 0.35, (255, 248, 230))
    beam(canvas, x, lamp)
    canvas.glints(canvas.aspect * 0.15, 0.06, shore + 0.006, 0.98, (255, 214, 170), 160)
    headland(canvas, x, shore)
    lighthouse_tower(canvas, x, lamp)


def beam(canvas: Canvas, x: float, y: float) -> None:
    """Two wedges of light out of the lamp, fading with distance."""
    for side in (-1, 1):
        for step in range(14):
            t = (step + 1) / 14
            reach = side * t * 0.95
            wedge = [(x, y), (x + reach, y - (0.09 + side * 0.06) * t), (x + reach, y + (0.09 - side * 0.06) * t)]
            canvas.fill(wedge, (255, 240, 190), alpha=0.035)


def headland(canvas: Canvas, x: float, shore: float) -> None:
    """Rock in facets that falls to the sea on the left; the nearer, the darker."""
    right = canvas.aspect + 0.1
    for reach, top, foot, tint in (
        (0.31, 0.645, 0.8, "#6b567c"),
        (0.25, 0.715, 0.87, "#4b3d66"),
        (0.17, 0.79, 0.93, "#2f2850"),
    ):
        shade, left = colours(tint)[0], x - reach
        crest: list[Point] = []
        for step in range(11):
            t = step / 10
            rise = (foot - top) * min(t * 2.4, 1) ** 0.6
            crest.append((left + (right - left) * t, foot - rise + canvas.rng.uniform(-0.009, 0.009) * (0 < t < 1)))
        lit = mix(shade, (250, 170, 140), 0.3)
        canvas.fill([*crest, (right, foot + 0.03), (left, foot)], lit, shade)
        for step in range(1, 5):
            px, py = crest[step]
            facet = [(px, py), crest[step + 1], (px + 0.03, foot + 0.01), (px - 0.02, foot)]
            canvas.fill(facet, mix(shade, (20, 14, 50), 0.35), shade, 0.5)
        foam(canvas, left, foot)


def lighthouse_tower(canvas: Canvas, x: float, lamp: float) -> None:
    """Stripes from the rock to the gallery, the lamp room, its cap; the right side in shade."""
    foot, top, stripes = 0.665, lamp + 0.035, 7
    for index in range(stripes):
        y0, y1 = top + (foot - top) * index / stripes, top + (foot - top) * (index + 1) / stripes
        w0, w1 = 0.034 + 0.03 * index / stripes, 0.034 + 0.03 * (index + 1) / stripes
        tint = (246, 238, 226) if index % 2 else (206, 62, 62)
        canvas.pen.polygon(canvas.at([(x - w0, y0), (x + w0, y0), (x + w1, y1), (x - w1, y1)]), fill=tint)
        shaded = [(x + w0 * 0.2, y0), (x + w0, y0), (x + w1, y1), (x + w1 * 0.2, y1)]
        canvas.fill(shaded, (60, 40, 90), alpha=0.28)
    dark = (44, 36, 66)
    canvas.block(x - 0.046, lamp + 0.026, 0.092, 0.011, dark, 0.003)
    canvas.block(x - 0.024, lamp - 0.024, 0.048, 0.05, (255, 242, 190))
    for dx in (-0.024, -0.008, 0.008, 0.022):
        canvas.block(x + dx, lamp - 0.024, 0.003, 0.05, dark)
    canvas.fill([(x - 0.034, lamp - 0.022), (x, lamp - 0.066), (x + 0.034, lamp - 0.022)], (214, 74, 70), (150, 40, 54))
    canvas.line([(x, lamp - 0.06), (x, lamp - 0.085)], dark, 0.004)
    for y in (0.34, 0.45, 0.56):
        canvas.block(x - 0.009, y, 0.014, 0.026, dark, 0.006)


def foam(canvas: Canvas, left: float, foot: float) -> None:
    """White water along the foot of a rock."""
    for _ in range(34):
        x = left + (canvas.aspect - left) * canvas.rng.random() - 0.02
        y = foot + 0.03 * (x - left) / (canvas.aspect + 0.1 - left) + canvas.rng.gauss(0.004, 0.005)
        tint = mix(canvas.colour_at(x, y), (255, 236, 226), canvas.rng.uniform(0.4, 0.8))
        canvas.oval(x, y, canvas.rng.uniform(0.01, 0.045), canvas.rng.uniform(0.001, 0.004), tint)


def bridge(canvas: Canvas) -> None:
    """A cable-stayed bridge across an estuary at evening."""
    sky = canvas.choose("#4b6fae #a7a4cd #f5b7a3 #ffdfae", "#35578f #7f8fc0 #f2a890 #ffd9a0")
    shore = 0.66
    x = canvas.aspect * 0.2
    canvas.sky(sky, 0, shore)
    canvas.glow(x, 0.5, 0.7, (255, 236, 190), 0.8)
    for place, y, width in ((0.35, 0.15, 0.7), (0.8, 0.22, 0.7), (0.1, 0.28, 0.5)):
        cloud(canvas, canvas.aspect * place, y, width, (255, 224, 206), 0.5)
    canvas.sharpen()
    canvas.disc(x, 0.47, 0.06, (255, 250, 220), (255, 220, 150))
    for index, tint in enumerate(colours("#b39fbb #8a86b0 #64699b")):
        skyline = (peaks if index < 2 else ridge)(canvas.rng, canvas.aspect, shore - 0.01, 0.22 - 0.06 * index)
        ground(canvas, skyline, tint, mix(tint, sky[-1], 0.55 - 0.1 * index), shore)
    for place in (0.34, 0.72):
        pylon(canvas, canvas.aspect * place, shore)
    deck = [(i / 40 * canvas.aspect, deck_height(i / 40)) for i in range(41)]
    canvas.fill([*deck, *[(px, py + 0.017) for px, py in reversed(deck)]], (62, 54, 92), (40, 36, 70))
    canvas.line([(px, py - 0.008) for px, py in deck], (255, 226, 176), 0.0016)
    traffic(canvas)
    canvas.mirror(shore, mix(sky[0], sky[2], 0.3), 0.34, 0.006)
    canvas.glints(x, 0.07, shore + 0.01, 0.99, (255, 240, 206), 160)
    waterline = canvas.choose("#40406f", "#35406f")[0]
    canvas.haze(shore - 0.004, shore + 0.012, waterline, 0.45, 0)
    sampan(canvas, canvas.aspect * 0.52, 0.83, 0.13, (44, 38, 66))


def deck_height(share: float) -> float:
    return 0.555 - 0.03 * math.sin(math.pi * share)


def pylon(canvas: Canvas, x: float, shore: float) -> None:
    """An A-shaped tower with its fan of cables on both sides."""
    top, deck = 0.16, deck_height(x / canvas.aspect)
    for index in range(1, 13):
        for side in (-1, 1):
            end = x + side * 0.0238 * index * canvas.aspect * 0.66
            canvas.line(
                [(x, top + 0.014 * (12 - index)), (end, deck_height(end / canvas.aspect))], (238, 222, 226), 0.0014
            )
    for side in (-1, 1):
        leg = [
            (x - side * 0.004, top),
            (x + side * 0.008, top),
            (x + side * 0.03, deck),
            (x + side * 0.02, shore),
            (x + side * 0.006, shore),
            (x + side * 0.016, deck),
        ]
        canvas.fill(leg, (246, 228, 222), (112, 98, 136))
    canvas.block(x - 0.022, deck + 0.03, 0.044, 0.012, (112, 98, 136))
    canvas.block(x - 0.035, shore - 0.02, 0.07, 0.03, (76, 70, 112), 0.004)


def traffic(canvas: Canvas) -> None:
    """Lamp posts and a few vehicles on the deck."""
    for index in range(30):
        share = (index + 0.5) / 30
        x, y = share * canvas.aspect, deck_height(share)
        canvas.line([(x, y), (x, y - 0.022)], (62, 54, 92), 0.0014)
        canvas.disc(x, y - 0.023, 0.003, (255, 240, 196))
    for _ in range(13):
        share = canvas.rng.random()
        x, y, tint = (
            share * canvas.aspect,
            deck_height(share),
            canvas.rng.choice(colours("#e5574f #f3f0ea #3d6fae #f2b84b")),
        )
        long = canvas.rng.choice((0.016, 0.02, 0.034))
        canvas.block(x, y - 0.011 - 0.1 * long, long, 0.009 + 0.1 * long, tint, 0.002)
