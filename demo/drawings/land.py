"""Landscapes without much water: mountains, terraces, forest, desert, wind, storm."""

import math

from .canvas import Canvas, Colour, Point, between, colours, mix
from .nature import bird, cloud, conifer, ground, height_at, palm, peaks, ridge, round_tree


def mountains(canvas: Canvas) -> None:
    """Ridges behind ridges: an odd seed gives a sunrise, an even one a moonlit night."""
    (sunrise if canvas.seed % 2 else moonlight)(canvas)


def sunrise(canvas: Canvas) -> None:
    sky = colours("#3d5a92 #8a7fb0 #e79a9b #fbc08c #ffe3ae")
    near, far = colours("#1b2347 #c98ca0")
    x = canvas.aspect * 0.62
    canvas.sky(sky, 0, 0.68)
    canvas.sky([sky[-1], sky[-2]], 0.68, 1)
    canvas.glow(x, 0.3, 0.62, (255, 224, 160), 0.75)
    for place, y, width in ((0.2, 0.18, 0.7), (0.75, 0.12, 0.5), (0.45, 0.29, 0.6), (0.95, 0.26, 0.6)):
        cloud(canvas, canvas.aspect * place, y, width, (255, 214, 196), 0.42)
    canvas.sharpen()
    canvas.disc(x, 0.3, 0.062, (255, 246, 214), (255, 222, 140))
    layers(canvas, near, far, (255, 224, 196))
    for dx in (0, 0.035, 0.06, 0.11):
        bird(canvas, canvas.aspect * 0.3 + dx, 0.26 + dx * 0.5, 0.013, (70, 60, 100))


def moonlight(canvas: Canvas) -> None:
    sky = colours("#070d24 #10234d #24477c #5b82a8")
    near, far = colours("#050b1c #4f7a9e")
    x = canvas.aspect * 0.3
    canvas.sky(sky, 0, 0.75)
    canvas.sky([sky[-1], near], 0.75, 1)
    canvas.glow(x, 0.24, 0.6, (170, 205, 240), 0.5)
    cloud(canvas, canvas.aspect * 0.72, 0.3, 0.8, (120, 155, 195), 0.35)
    canvas.sharpen()
    canvas.stars(260, 0.55, (235, 242, 255))
    canvas.disc(x, 0.24, 0.075, (255, 252, 236), (226, 232, 240))
    for dx, dy, size in ((-0.022, -0.015, 0.013), (0.02, 0.02, 0.018), (0.026, -0.03, 0.009), (-0.03, 0.03, 0.01)):
        canvas.disc(x + dx, 0.24 + dy, size, (222, 228, 234))
    layers(canvas, near, far, (150, 185, 215))


def layers(canvas: Canvas, near: Colour, far: Colour, mist: Colour) -> None:
    """Six ridges from far to near with mist at their feet, firs on the nearest."""
    for index in range(6):
        share = index / 5
        base, tall = 0.62 + 0.36 * share, 0.27 - 0.05 * share
        make = peaks if index < 4 else ridge
        skyline = make(canvas.rng, canvas.aspect, base, tall)
        tint = mix(far, near, share**0.8)
        ground(canvas, skyline, tint, mix(tint, mist, 0.55 * (1 - share) + 0.05))
        if index < 5:
            canvas.haze(base - 0.06, base + 0.1, mist, 0, 0.36 * (1 - share))
    for _ in range(70):
        x = canvas.rng.uniform(0, canvas.aspect)
        conifer(canvas, x, height_at(skyline, x) + 0.02, canvas.rng.uniform(0.035, 0.085), mix(near, (0, 0, 0), 0.15))


def terraces(canvas: Canvas) -> None:
    """Flooded and ripening rice terraces that flow down towards the viewer."""
    sky = colours("#7fb5d6 #bfdde0 #fdf0cf #ffdf9e")
    greens = canvas.choose("#2f7d4f #8fc25a #f0cf5a", "#27724a #7db551 #e9c14e")
    canvas.sky(sky, 0, 0.42)
    canvas.glow(canvas.aspect * 0.28, 0.12, 0.42, (255, 243, 200), 0.9)
    for place, y, width in ((0.6, 0.1, 0.6), (0.85, 0.17, 0.5)):
        cloud(canvas, canvas.aspect * place, y, width, (255, 255, 250), 0.6)
    canvas.sharpen()
    canvas.disc(canvas.aspect * 0.28, 0.12, 0.045, (255, 252, 232))
    for index, tint in enumerate(colours("#a9c9cf #86b3b0 #5f9a86")):
        skyline = ridge(canvas.rng, canvas.aspect, 0.36 + 0.05 * index, 0.17, 0.4)
        ground(canvas, skyline, tint, mix(tint, (250, 244, 214), 0.5), 0.7)
    canvas.block(0, 0.5, canvas.aspect, 0.5, mix(greens[0], (20, 60, 44), 0.3))
    for place, top, reach, rings in KNOLLS:
        knoll(canvas, canvas.aspect * place, top, reach, rings, greens, sky)
    farmhouse(canvas, canvas.aspect * 0.59, 0.5)
    for x, y, size in ((0.645, 0.51, 0.11), (0.545, 0.515, 0.08), (0.67, 0.515, 0.08)):
        round_tree(canvas, canvas.aspect * x, y, size, (32, 92, 62))


# Where each terraced hill stands (share of the width), its top, its reach, its number of steps; far ones first.
KNOLLS = (
    (0.1, 0.4, 0.6, 9),
    (0.95, 0.4, 0.62, 9),
    (0.55, 0.5, 0.6, 9),
    (0.2, 0.6, 0.72, 10),
    (0.86, 0.64, 0.8, 10),
    (0.48, 0.83, 0.8, 9),
)


def knoll(
    canvas: Canvas, x: float, top: float, reach: float, rings: int, greens: list[Colour], sky: list[Colour]
) -> None:
    """A hill of terraces: rings from the foot to the top, each with a shaded bank and a bright rim."""
    phases = [canvas.rng.uniform(0, 6) for _ in range(3)]
    for ring in range(rings):
        share = 1 - ring / rings
        y = top + 0.3 * share**1.2 * reach
        tint = terrace_colour(canvas, greens, ring, sky)
        shape = contour(x + 0.05 * ring / rings, y, reach * (0.06 + 0.94 * share), phases)
        bank = [(px, py + 0.016 * reach) for px, py in shape]
        canvas.pen.polygon(canvas.at(bank), fill=mix(greens[0], (16, 52, 40), 0.55))
        canvas.pen.polygon(canvas.at(shape), fill=mix(tint, (255, 255, 232), 0.6))
        canvas.pen.polygon(canvas.at([(px, py + 0.004) for px, py in shape]), fill=mix(tint, (255, 250, 214), 0.12))


def contour(x: float, y: float, reach: float, phases: list[float]) -> list[Point]:
    """A closed, wavy outline around (x, y), flattened as a hill's contour seen from the side."""
    points = []
    for step in range(120):
        angle = math.tau * step / 120
        wave = 0.1 * math.sin(3 * angle + phases[0]) + 0.06 * math.sin(5 * angle + phases[1])
        wave += 0.025 * math.sin(9 * angle + phases[2])
        points.append((x + math.cos(angle) * reach * (1 + wave), y + math.sin(angle) * reach * 0.36 * (1 + wave)))
    return points


def terrace_colour(canvas: Canvas, greens: list[Colour], step: int, sky: list[Colour]) -> Colour:
    """Some steps stand under water and show the sky; the others run from gold to green."""
    if step % 4 == 1:
        return between(sky[:3], 0.25 + 0.5 * canvas.rng.random())
    return between(greens, min(canvas.rng.uniform(0.1, 0.6) + 0.4 * (step % 3 == 0), 1))


def farmhouse(canvas: Canvas, x: float, foot: float) -> None:
    """A small house with a thatched roof."""
    canvas.block(x - 0.05, foot - 0.045, 0.1, 0.05, (236, 214, 176))
    canvas.block(x - 0.012, foot - 0.03, 0.024, 0.035, (110, 70, 48))
    roof = [(x - 0.072, foot - 0.038), (x - 0.035, foot - 0.088), (x + 0.035, foot - 0.088), (x + 0.072, foot - 0.038)]
    canvas.fill(roof, (178, 118, 66), (124, 76, 46))


def forest(canvas: Canvas) -> None:
    """Firs in the mist, paler with every row."""
    near, far, mist = canvas.choose("#0d2b2a #a9c9bf #eef4e6", "#132a3f #a8bfd0 #f1eee6")
    canvas.sky([mix(far, mist, 0.3), mist, mix(far, mist, 0.6)])
    canvas.glow(canvas.aspect * 0.66, 0.2, 0.55, (255, 250, 222), 0.9)
    canvas.sharpen()
    rows = 7
    for row in range(rows):
        share = row / (rows - 1)
        tint = mix(mix(far, mist, 0.45), near, share**1.15)
        skyline = ridge(canvas.rng, canvas.aspect, 0.42 + 0.56 * share, 0.14, 0.1)
        for _ in range(round(58 - 36 * share)):
            x = canvas.rng.uniform(-0.05, canvas.aspect + 0.05)
            tall = (0.12 + 0.3 * share) * canvas.rng.uniform(0.6, 1.1)
            conifer(canvas, x, height_at(skyline, x) + 0.03, tall, mix(tint, far, canvas.rng.uniform(0, 0.12)))
        ground(canvas, skyline, tint, mix(tint, mist, 0.65 * (1 - share)))
        canvas.haze(0.36 + 0.5 * share, 0.6 + 0.5 * share, mist, 0, 0.5 * (1 - share))
        if row == rows - 3:
            sunbeams(canvas)


def sunbeams(canvas: Canvas) -> None:
    """Broad, faint rays from the upper right."""
    x = canvas.aspect * 0.66
    for start, end, alpha in ((-0.5, -0.3, 0.07), (-0.18, -0.06, 0.08), (0.1, 0.26, 0.06), (0.42, 0.54, 0.05)):
        canvas.fill([(x, -0.05), (x + start * 1.6, 1), (x + end * 1.6, 1)], (255, 250, 214), alpha=alpha)


def desert(canvas: Canvas) -> None:
    """Dunes with a lit and a shaded flank under a large sun."""
    sky = colours("#4a6fa5 #c79ab0 #f6b78a #ffe0a8")
    light, shade = canvas.choose("#f6b765 #8c4a45", "#f2ad69 #7d4656")
    canvas.sky(sky, 0, 0.55)
    canvas.sky([sky[-1], light], 0.55, 1)
    x = canvas.aspect * 0.36
    canvas.glow(x, 0.37, 0.6, (255, 236, 180), 0.8)
    canvas.sharpen()
    canvas.disc(x, 0.37, 0.105, (255, 250, 222), (255, 214, 132))
    far = ridge(canvas.rng, canvas.aspect, 0.53, 0.07, 0.5)
    ground(canvas, far, (214, 144, 128), (246, 190, 140))
    tops = ((0.8, 0.49, 0.2), (0.2, 0.545, 0.3), (0.66, 0.6, 0.5), (0.04, 0.7, 0.75), (0.72, 0.78, 1.0))
    for place, top, share in tops:
        dune(canvas, canvas.aspect * place, top, share, light, shade)
    for step in range(4):
        camel(canvas, canvas.aspect * 0.47 + 0.07 * step, 0.63 + 0.004 * step, 0.045)


def dune(canvas: Canvas, x: float, top: float, share: float, light: Colour, shade: Colour) -> None:
    """One dune: its windward slope, then the slip face right of a crest that snakes down to its foot."""
    reach = 0.65 + 0.5 * share
    slope: list[Point] = []
    for index in range(101):
        t = index / 50 - 1
        fall = 1 - 1 / (1 + 2.4 * t * t)
        slope.append((x + t * reach * 1.5, top + fall * (0.2 + 0.14 * share)))
    left = [(-0.2, slope[0][1] + 0.05)] if slope[0][0] > 0 else []
    body = [*left, *slope, (canvas.aspect + 0.3, slope[-1][1] + 0.04), (canvas.aspect + 0.3, 1.05), (-0.2, 1.05)]
    pale = mix(light, (255, 226, 170), 0.5 * (1 - share))
    canvas.fill(body, mix(pale, (255, 240, 200), 0.25), mix(pale, shade, 0.25))
    crest = [(x + dune_sway(i / 40, share), top + (1.05 - top) * i / 40) for i in range(41)]
    right = [point for point in slope if point[0] > x] + [(canvas.aspect + 0.3, slope[-1][1] + 0.04)]
    flank = [*crest, (canvas.aspect + 0.3, crest[-1][1]), *reversed(right)]
    dark = mix(shade, light, 0.42 * (1 - share) + 0.08)
    canvas.fill(flank, dark, mix(pale, shade, 0.12))


def dune_sway(t: float, share: float) -> float:
    """How far the crest has wandered sideways at `t` (0..1) of its way down."""
    return (0.25 + 0.35 * share) * (t * 0.9 - 0.42 * math.sin(t * 5.2) * t)


def camel(canvas: Canvas, x: float, foot: float, size: float) -> None:
    """A camel in a caravan, seen against the light."""
    tint = (74, 40, 48)
    for dx in (-0.3, -0.2, 0.22, 0.32):
        canvas.line([(x + dx * size, foot - 0.5 * size), (x + dx * size * 1.05, foot)], tint, size * 0.07)
    canvas.oval(x, foot - 0.58 * size, 0.42 * size, 0.17 * size, tint)
    canvas.oval(x - 0.02 * size, foot - 0.74 * size, 0.16 * size, 0.17 * size, tint)
    neck = [
        (x + 0.34 * size, foot - 0.6 * size),
        (x + 0.56 * size, foot - 0.62 * size),
        (x + 0.6 * size, foot - 0.98 * size),
    ]
    canvas.line(neck, tint, size * 0.11)
    canvas.oval(x + 0.68 * size, foot - 0.98 * size, 0.14 * size, 0.065 * size, tint)


def wind(canvas: Canvas) -> None:
    """White turbines on green hills."""
    sky = canvas.choose("#4f9bd0 #a3d3e6 #eef7ea", "#f4a98a #f9d2a8 #fdf1d8")
    hills = colours("#b9d9c0 #8cc39a #5ba676 #3a8a62 #216b50")
    canvas.sky(sky, 0, 0.75)
    canvas.glow(canvas.aspect * 0.8, 0.16, 0.45, (255, 252, 226), 0.8)
    for place, y, width in ((0.18, 0.2, 0.75), (0.55, 0.12, 0.6), (0.85, 0.3, 0.7), (0.4, 0.36, 0.6)):
        cloud(canvas, canvas.aspect * place, y, width, (255, 255, 255), 0.75)
    canvas.sharpen()
    turbines = ((0.1, 0.16), (0.3, 0.15), (0.46, 0.17), (0.62, 0.15)), ((0.2, 0.27), (0.9, 0.28)), ((0.74, 0.46),)
    for index, tint in enumerate(hills):
        skyline = ridge(canvas.rng, canvas.aspect, 0.64 + 0.095 * index, 0.17 - 0.012 * index, 0)
        for place, tall in turbines[index - 1] if 1 <= index <= 3 else ():
            x = canvas.aspect * place
            turbine(canvas, x, height_at(skyline, x) + 0.01, tall, mix((255, 255, 255), tint, 0.18 - 0.06 * index))
        ground(canvas, skyline, mix(tint, (255, 255, 214), 0.28), tint)
    for _ in range(26):
        x = canvas.rng.uniform(0, canvas.aspect)
        round_tree(canvas, x, height_at(skyline, x) + 0.012, canvas.rng.uniform(0.03, 0.07), (22, 84, 62))


def turbine(canvas: Canvas, x: float, foot: float, tall: float, tint: Colour) -> None:
    """A mast that tapers, a hub, three blades at a random angle."""
    hub = foot - tall
    mast = [(x - tall * 0.016, foot), (x - tall * 0.008, hub), (x + tall * 0.008, hub), (x + tall * 0.016, foot)]
    canvas.fill(mast, tint, mix(tint, (120, 150, 160), 0.35))
    turn = canvas.rng.uniform(0, math.tau)
    for blade in range(3):
        angle = turn + blade * math.tau / 3
        along = (math.cos(angle), math.sin(angle))
        wide = tall * 0.026
        root = (x + along[0] * tall * 0.14 - along[1] * wide, hub + along[1] * tall * 0.14 + along[0] * wide)
        tip = (x + along[0] * tall * 0.56, hub + along[1] * tall * 0.56)
        canvas.pen.polygon(canvas.at([(x, hub), root, tip]), fill=tint)
    canvas.disc(x, hub, tall * 0.018, mix(tint, (120, 150, 160), 0.25))


def storm(canvas: Canvas) -> None:
    """Thunderclouds over a plain, rain at one side and a flash of lightning."""
    dark, grey, glow, field = canvas.choose("#1b2233 #5b6a80 #e3c27c #26392f", "#1d1f33 #5f6484 #e7b08a #2c3a30")
    canvas.sky([dark, mix(dark, grey, 0.6), grey, glow], 0, 0.74)
    canvas.soft_oval(canvas.aspect * 0.7, 0.72, 0.9, 0.16, mix(glow, (255, 245, 210), 0.5), 0.9, 1.2)
    for row in range(6):
        for _ in range(10 - row):
            puff(
                canvas,
                canvas.rng.uniform(-0.1, canvas.aspect + 0.1),
                0.5 - 0.085 * row,
                0.27 + 0.02 * row,
                dark,
                grey,
                row,
            )
    flash = canvas.aspect * 0.67
    canvas.soft_oval(flash, 0.55, 0.4, 0.4, (214, 216, 255), 0.75, 1.5)
    canvas.glow(flash, 0.72, 0.16, (250, 246, 255), 0.8)
    rain(canvas, 0.08, 0.62, mix(grey, dark, 0.3))
    canvas.sharpen()
    lightning(canvas, flash, 0.42, 0.735)
    skyline = ridge(canvas.rng, canvas.aspect, 0.735, 0.03, 0.3)
    ground(canvas, skyline, mix(field, glow, 0.15), mix(field, (0, 0, 0), 0.5))
    furrows(canvas, field, glow)
    for place in (0.12, 0.17, 0.31, 0.86, 0.91):
        palm(canvas, canvas.aspect * place, 0.77, canvas.rng.uniform(0.11, 0.18), (16, 22, 26))


def puff(canvas: Canvas, x: float, y: float, size: float, dark: Colour, grey: Colour, row: int) -> None:
    """A bulge of cloud: dark below, a paler rim on top."""
    y += canvas.rng.uniform(-0.03, 0.03)
    size *= canvas.rng.uniform(0.6, 1.1)
    body = mix(dark, grey, canvas.rng.uniform(0.1, 0.45) * (1 - row / 9))
    canvas.soft_oval(x, y - size * 0.12, size, size * 0.55, mix(grey, (205, 214, 226), 0.35), 0.3, 0.8)
    canvas.soft_oval(x + size * 0.05, y, size * 1.05, size * 0.6, body, 0.8, 0.7)


def rain(canvas: Canvas, left: float, width: float, tint: Colour) -> None:
    """A slanting curtain of rain."""
    for _ in range(26):
        x, wide = left + canvas.rng.random() * width, canvas.rng.uniform(0.01, 0.05)
        curtain = [(x + 0.09, 0.45), (x + 0.09 + wide, 0.45), (x + wide, 0.74), (x, 0.74)]
        canvas.fill(curtain, tint, alpha=0.1)


def lightning(canvas: Canvas, x: float, top: float, foot: float) -> None:
    """A main stroke with two branches."""
    bolt = [(x, top)]
    while bolt[-1][1] < foot:
        bolt.append((bolt[-1][0] + canvas.rng.uniform(-0.028, 0.024), bolt[-1][1] + canvas.rng.uniform(0.015, 0.035)))
    for start, side in ((3, -1), (5, 1)):
        branch = [bolt[start]]
        for _ in range(5):
            branch.append(
                (
                    branch[-1][0] + side * canvas.rng.uniform(0.008, 0.03),
                    branch[-1][1] + canvas.rng.uniform(0.01, 0.026),
                )
            )
        canvas.line(branch, (238, 236, 255), 0.002)
    canvas.line(bolt, (186, 190, 255), 0.009)
    canvas.line(bolt, (255, 255, 255), 0.0042)


def furrows(canvas: Canvas, field: Colour, glow: Colour) -> None:
    """Plough lines that run to a point on the horizon."""
    x = canvas.aspect * 0.6
    for index in range(-22, 23):
        spread = index * 0.16
        stripe = [
            (x + spread * 0.1, 0.745),
            (x + spread, 1.01),
            (x + spread + 0.05, 1.01),
            (x + spread * 0.1 + 0.004, 0.745),
        ]
        canvas.fill(stripe, mix(field, glow, 0.28), mix(field, (0, 0, 0), 0.25), 0.55)
