"""What people build: skylines, roofs, a stadium, an assembly hall."""

import math

from .canvas import Canvas, Colour, colours, mix
from .nature import cloud, ground, ridge


def skyline(canvas: Canvas) -> None:
    """A city on a river: an even seed gives night, an odd one evening."""
    night = canvas.seed % 2 == 0
    sky = colours("#070b26 #151b4d #3b2f74 #7a4a86" if night else "#3d4f96 #9a73ad #f08f86 #ffcf94")
    far, near = colours("#3c3a78 #0b0f2c" if night else "#c98a9f #3a2a5c")
    lamps = colours("#ffe9a8 #ffd27a #bfe3ff #ffc0a0" if night else "#ffe7b0 #ffd48a #ffe9c9")
    shore = 0.7
    canvas.sky(sky, 0, shore)
    canvas.soft_oval(canvas.aspect * 0.55, shore, 1.1, 0.4, mix(sky[-1], (255, 220, 180), 0.5), 0.7)
    for place, y, width in ((0.2, 0.18, 0.7), (0.7, 0.12, 0.8)):
        cloud(canvas, canvas.aspect * place, y, width, mix(sky[2], (255, 255, 255), 0.12), 0.35)
    canvas.sharpen()
    if night:
        canvas.stars(150, 0.4, (255, 255, 255))
        canvas.disc(canvas.aspect * 0.83, 0.16, 0.042, (255, 248, 224))
    else:
        canvas.disc(canvas.aspect * 0.3, 0.5, 0.085, (255, 244, 208), (255, 196, 120))
    for row in range(4):
        share = row / 3
        tint = mix(far, near, share)
        street(canvas, shore, 0.42 - 0.05 * row, tint, lamps, share)
        canvas.haze(shore - 0.24, shore, mix(sky[-1], far, 0.3), 0, 0.42 * (1 - share))
    quay(canvas, shore, near, lamps)
    canvas.mirror(shore, mix(sky[0], near, 0.4) if night else mix(sky[1], sky[2], 0.4), 0.3, 0.007)
    canvas.haze(shore, shore + 0.012, near, 0.6, 0)


def street(canvas: Canvas, foot: float, tallest: float, tint: Colour, lamps: list[Colour], share: float) -> None:
    """A row of houses side by side; taller in the middle of the city."""
    rng, x = canvas.rng, -0.05
    while x < canvas.aspect:
        wide = rng.uniform(0.045, 0.105) * (0.8 + 0.3 * share)
        middle = 1 - 0.55 * abs((x / canvas.aspect) - 0.55)
        tall = tallest * rng.uniform(0.35, 1.05) * middle
        house(canvas, x, foot - tall, wide, tall, mix(tint, (255, 255, 255), rng.uniform(0, 0.05)), lamps, share)
        x += wide + rng.choice((0, 0.002, 0.012))


def house(
    canvas: Canvas, x: float, top: float, wide: float, tall: float, tint: Colour, lamps: list[Colour], share: float
) -> None:
    """A tower with one of four roofs, its shaded side and its lit windows."""
    rng = canvas.rng
    canvas.block(x, top, wide, tall + 0.01, tint)
    canvas.block(x + wide * 0.72, top, wide * 0.28, tall + 0.01, mix(tint, (0, 0, 20), 0.16))
    roof = rng.randrange(4)
    if roof == 0:
        canvas.fill([(x, top), (x + wide * 0.5, top - wide * 0.5), (x + wide, top)], tint)
    elif roof == 1:
        canvas.block(x + wide * 0.2, top - 0.02, wide * 0.6, 0.022, tint)
        canvas.line([(x + wide * 0.5, top), (x + wide * 0.5, top - 0.075)], tint, 0.003)
        canvas.disc(x + wide * 0.5, top - 0.075, 0.0028, (255, 110, 100))
    elif roof == 2:
        canvas.fill([(x, top + 0.001), (x, top - wide * 0.4), (x + wide, top + 0.001)], tint)
    windows(canvas, x, top, wide, tall, tint, lamps, share)


def windows(
    canvas: Canvas, x: float, top: float, wide: float, tall: float, tint: Colour, lamps: list[Colour], share: float
) -> None:
    rng = canvas.rng
    step = 0.0105 + 0.003 * share
    lit = rng.uniform(0.15, 0.6)
    columns, floors = int((wide - 0.008) / step), int((tall - 0.012) / (step * 1.25))
    side = (wide - columns * step) / 2
    for floor in range(floors):
        for column in range(columns):
            if rng.random() < lit:
                lamp = mix(tint, rng.choice(lamps), rng.uniform(0.35, 1) * (0.4 + 0.6 * share))
                canvas.block(
                    x + side + column * step + step * 0.2,
                    top + 0.01 + floor * step * 1.25,
                    step * 0.55,
                    step * 0.7,
                    lamp,
                )


def quay(canvas: Canvas, shore: float, tint: Colour, lamps: list[Colour]) -> None:
    """The embankment with its trees and lamps."""
    canvas.block(0, shore - 0.012, canvas.aspect, 0.013, mix(tint, (0, 0, 0), 0.2))
    for index in range(34):
        x = (index + 0.5) / 34 * canvas.aspect
        canvas.disc(x + 0.018, shore - 0.018, canvas.rng.uniform(0.009, 0.017), mix(tint, (20, 60, 60), 0.3))
        canvas.line([(x, shore - 0.01), (x, shore - 0.035)], tint, 0.0016)
        canvas.disc(x, shore - 0.036, 0.0034, lamps[0])


def rooftops(canvas: Canvas) -> None:
    """Old tiled roofs, row below row, with lamps behind the shutters."""
    sky = canvas.choose("#4a5f9e #b58fb4 #f5a98c #ffdca4", "#43598f #a383b3 #f39c86 #ffd79b")
    canvas.sky(sky, 0, 0.5)
    canvas.glow(canvas.aspect * 0.75, 0.33, 0.6, (255, 236, 190), 0.8)
    for place, y, width in ((0.2, 0.13, 0.7), (0.62, 0.2, 0.6)):
        cloud(canvas, canvas.aspect * place, y, width, (255, 220, 206), 0.5)
    canvas.sharpen()
    canvas.disc(canvas.aspect * 0.75, 0.29, 0.055, (255, 250, 222), (255, 226, 150))
    hills = ridge(canvas.rng, canvas.aspect, 0.44, 0.14, 0.3)
    ground(canvas, hills, (160, 130, 168), (232, 178, 160), 0.7)
    rows = 5
    for row in range(rows):
        share = row / (rows - 1)
        x = -canvas.rng.uniform(0.05, 0.2)
        while x < canvas.aspect:
            wide = (0.17 + 0.17 * share) * canvas.rng.uniform(0.8, 1.25)
            ridge_y = 0.37 + 0.125 * row + canvas.rng.uniform(-0.025, 0.025)
            old_house(canvas, x, ridge_y, wide, share)
            x += wide * 0.98
        if row < 2:
            canvas.haze(0.42, 0.62, (244, 190, 166), 0, 0.22)


def old_house(canvas: Canvas, x: float, top: float, wide: float, share: float) -> None:
    """A yellow house front under a sloping roof."""
    rng = canvas.rng
    deep = wide * 0.3
    wall = mix(rng.choice(colours("#f0c873 #e8b765 #f3d9a4 #d9a25c #c9c6a4")), (120, 84, 120), 0.42 - 0.3 * share)
    canvas.fill(
        [(x + 0.01, top + deep * 0.8), (x + wide - 0.01, top + deep * 0.8), (x + wide - 0.01, 1.02), (x + 0.01, 1.02)],
        wall,
        mix(wall, (96, 52, 60), 0.5),
    )
    shutters(canvas, x, top + deep * 1.1, wide)
    tint = mix(rng.choice(colours("#b5533f #a44a3c #c0664a #8f4238")), (116, 84, 130), 0.4 - 0.36 * share)
    slope = [
        (x + wide * 0.08, top),
        (x + wide * 0.92, top),
        (x + wide * 1.03, top + deep),
        (x - wide * 0.03, top + deep),
    ]
    canvas.fill(slope, mix(tint, (255, 190, 140), 0.25), mix(tint, (60, 26, 40), 0.25))
    tiles(canvas, x, top, wide, deep, tint)


def tiles(canvas: Canvas, x: float, top: float, wide: float, deep: float, tint: Colour) -> None:
    """Rows of tiles, a ridge and a dark eave."""
    count = max(int(wide / 0.012), 8)
    for index in range(count + 1):
        t = index / count
        upper, lower = (x + wide * (0.08 + 0.84 * t), top), (x + wide * (-0.03 + 1.06 * t), top + deep)
        canvas.line([upper, lower], mix(tint, (50, 20, 36), 0.3), 0.0016)
    for share in (0.28, 0.52, 0.76):
        left, right = x + wide * (0.08 - 0.11 * share), x + wide * (0.92 + 0.11 * share)
        canvas.line([(left, top + deep * share), (right, top + deep * share)], mix(tint, (255, 200, 150), 0.22), 0.0016)
    canvas.line([(x + wide * 0.06, top), (x + wide * 0.94, top)], mix(tint, (255, 214, 170), 0.35), 0.009)
    canvas.line([(x - wide * 0.035, top + deep), (x + wide * 1.035, top + deep)], mix(tint, (40, 16, 32), 0.6), 0.007)


def shutters(canvas: Canvas, x: float, top: float, wide: float) -> None:
    """Two or three windows, some lit, with wooden shutters at their sides."""
    rng = canvas.rng
    count = 2 if wide < 0.26 else 3
    for index in range(count):
        middle = x + wide * (index + 1) / (count + 1)
        half, tall = wide * 0.05, wide * 0.2
        wood = rng.choice(colours("#3f6a63 #5a4636 #35586f"))
        lit = rng.random() < 0.6
        canvas.block(middle - half, top, half * 2, tall, (255, 222, 140) if lit else (70, 52, 74))
        canvas.line([(middle, top), (middle, top + tall)], wood, 0.003)
        for side in (-1, 1):
            edge = middle + half * (side * 1.45) - half * 0.45
            canvas.block(edge, top - 0.002, half * 0.9, tall + 0.004, wood)


def stadium(canvas: Canvas) -> None:
    """A pitch under floodlights before the match."""
    sky = canvas.choose("#060a24 #13204f #2f3f86 #6b5a9c", "#0a1030 #1d2b66 #4a4a94 #8a5f9a")
    canvas.sky(sky, 0, 0.5)
    masts = ((0.07, 0.17), (0.3, 0.24), (0.7, 0.24), (0.93, 0.17))
    for place, y in masts:
        canvas.glow(canvas.aspect * place, y, 0.42, (206, 224, 255), 0.75, 2.4)
    canvas.sharpen()
    canvas.stars(90, 0.3, (255, 255, 255))
    bowl_of_seats(canvas)
    pitch(canvas)
    for place, y in masts:
        floodlight(canvas, canvas.aspect * place, y, 0.55 - y)
    for place, y in masts:
        light_fall(canvas, canvas.aspect * place, y)


def bowl_of_seats(canvas: Canvas) -> None:
    """Two tiers of stands with a crowd of dots, and the roof's edge."""
    middle = canvas.aspect / 2
    for top, bottom, tint in ((0.36, 0.49, "#1a2150"), (0.47, 0.63, "#252e68")):
        shade = colours(tint)[0]
        upper = [(i / 40 * canvas.aspect, top + 0.07 * (2 * i / 40 - 1) ** 2 * -1 + 0.03) for i in range(41)]
        canvas.fill(
            [*upper, (canvas.aspect, bottom + 0.08), (0, bottom + 0.08)], mix(shade, (90, 100, 170), 0.25), shade
        )
        canvas.line(upper, (150, 165, 225), 0.005)
        for _ in range(1500):
            x, t = canvas.rng.uniform(0, canvas.aspect), canvas.rng.random()
            y = top + 0.045 - 0.07 * (2 * x / canvas.aspect - 1) ** 2 + t * (bottom - top + 0.04)
            tint = mix(
                shade,
                canvas.rng.choice(colours("#ffd98a #f27d72 #9fc4ff #ffffff #8f86d8")),
                canvas.rng.uniform(0.25, 0.85),
            )
            canvas.disc(x, y, 0.0026, tint)
    canvas.block(0, 0.595, canvas.aspect, 0.028, (16, 20, 52))
    for index in range(9):
        tint = colours("#e5574f #f2b84b #3d8fae #59a86b")[index % 4]
        canvas.block(middle + (index - 4.5) * 0.168 + 0.004, 0.599, 0.16, 0.02, mix(tint, (255, 255, 255), 0.08), 0.003)


def pitch(canvas: Canvas) -> None:
    """Mown stripes in perspective, with the white lines of the half nearest to us."""
    middle, top, stripes = canvas.aspect / 2, 0.623, 14
    for index in range(stripes):
        t0, t1 = index / stripes - 0.5, (index + 1) / stripes - 0.5
        shape = [
            (middle + t0 * 2.2, top),
            (middle + t1 * 2.2, top),
            (middle + t1 * 4.6, 1.01),
            (middle + t0 * 4.6, 1.01),
        ]
        pale = colours("#4fae5f #3f9b55")[index % 2]
        canvas.fill(shape, mix(pale, (220, 255, 210), 0.22), mix(pale, (8, 60, 50), 0.35))
    white = (236, 248, 236)
    canvas.line([(middle - 1.2, top + 0.02), (middle + 1.2, top + 0.02)], white, 0.003)
    arc = [(middle + math.cos(a / 30 * math.tau) * 0.34, 0.82 + math.sin(a / 30 * math.tau) * 0.085) for a in range(31)]
    canvas.line(arc, white, 0.005)
    canvas.line([(middle, top + 0.02), (middle, 1)], white, 0.005)
    canvas.oval(middle, 0.82, 0.012, 0.005, white)
    canvas.oval(middle + 0.075, 0.872, 0.03, 0.006, (28, 92, 62))
    canvas.disc(middle + 0.07, 0.85, 0.024, (255, 255, 255), (196, 206, 216))
    for dx, dy in ((0, -0.004), (-0.014, 0.008), (0.013, 0.009), (0.001, 0.018)):
        canvas.disc(middle + 0.07 + dx, 0.85 + dy, 0.0048, (48, 54, 76))


def floodlight(canvas: Canvas, x: float, y: float, tall: float) -> None:
    """A mast with four rows of lamps."""
    canvas.line([(x, y), (x, y + tall * 0.75)], (34, 40, 84), 0.008)
    canvas.block(x - 0.062, y - 0.042, 0.124, 0.08, (30, 36, 78), 0.005)
    for row in range(4):
        for column in range(6):
            canvas.disc(x - 0.05 + column * 0.02, y - 0.031 + row * 0.02, 0.0078, (255, 255, 246))


def light_fall(canvas: Canvas, x: float, y: float) -> None:
    """The beam of one mast down to the pitch."""
    middle = canvas.aspect / 2
    lean = (middle - x) * 0.75
    canvas.fill(
        [(x - 0.05, y), (x + 0.05, y), (x + lean + 0.4, 0.95), (x + lean - 0.4, 0.95)], (226, 238, 255), alpha=0.055
    )


def hall(canvas: Canvas) -> None:
    """An assembly hall seen from the last row: curved benches, a rostrum, warm lamps."""
    wall, wood, seat, lamp = canvas.choose("#5b2f38 #a8693f #b3353f #ffdf9e", "#3c2a44 #9c6440 #a83242 #ffe2a8")
    middle = canvas.aspect / 2
    canvas.sky([mix(wall, (20, 10, 20), 0.5), wall, mix(wall, lamp, 0.25)], 0, 0.5)
    canvas.soft_oval(middle, 0.36, 0.75, 0.42, mix(lamp, (255, 180, 110), 0.3), 0.75, 1.3)
    canvas.sky([mix(wood, (40, 20, 20), 0.4), (46, 24, 30)], 0.5, 1)
    canvas.sharpen()
    panels(canvas, middle, wood)
    for ring in range(5):
        y = 0.03 + 0.036 * ring
        for index in range(-9 - ring, 10 + ring):
            canvas.disc(
                middle + index * (0.088 - 0.008 * ring), y + 0.0006 * index * index, 0.0055 - 0.0006 * ring, lamp
            )
    rostrum(canvas, middle, wood, lamp)
    for row in range(8):
        bench(canvas, middle, row / 7, wood, seat)


def panels(canvas: Canvas, middle: float, wood: Colour) -> None:
    """The front wall: upright battens, a curtain, a round emblem of rays."""
    for index in range(-16, 17):
        x = middle + index * 0.05
        canvas.block(x, 0.2, 0.034, 0.3, mix(wood, (255, 210, 150), 0.12 + 0.1 * (1 - abs(index) / 16)), 0.003)
    for index in range(-9, 10):
        shade = mix((176, 40, 48), (96, 16, 32), abs(index % 2) * 0.6)
        canvas.fill(
            [
                (middle + index * 0.04, 0.17),
                (middle + index * 0.04 + 0.041, 0.17),
                (middle + index * 0.04 + 0.041, 0.46),
                (middle + index * 0.04, 0.46),
            ],
            mix(shade, (255, 140, 100), 0.12),
            shade,
        )
    for index in range(24):
        angle = math.tau * index / 24
        inner, outer = 0.042, 0.07 if index % 2 else 0.058
        canvas.line(
            [
                (middle + math.cos(angle) * inner, 0.28 + math.sin(angle) * inner),
                (middle + math.cos(angle) * outer, 0.28 + math.sin(angle) * outer),
            ],
            (255, 220, 140),
            0.005,
        )
    canvas.disc(middle, 0.28, 0.034, (255, 232, 164), (246, 190, 96))


def rostrum(canvas: Canvas, middle: float, wood: Colour, lamp: Colour) -> None:
    """The long table on its stage, the speaker's desk, flowers."""
    canvas.fill(
        [(middle - 0.5, 0.485), (middle + 0.5, 0.485), (middle + 0.56, 0.54), (middle - 0.56, 0.54)],
        mix(wood, lamp, 0.35),
        mix(wood, (60, 30, 24), 0.3),
    )
    for index in range(-4, 5):
        canvas.block(middle + index * 0.072 - 0.016, 0.405, 0.032, 0.05, (70, 28, 38), 0.008)
    canvas.block(middle - 0.34, 0.435, 0.68, 0.055, mix(wood, (60, 30, 20), 0.2), 0.004)
    canvas.block(middle - 0.34, 0.43, 0.68, 0.01, mix(wood, lamp, 0.5), 0.003)
    canvas.block(middle - 0.045, 0.455, 0.09, 0.075, mix(wood, (60, 26, 20), 0.45), 0.005)
    canvas.block(middle - 0.052, 0.45, 0.104, 0.01, mix(wood, lamp, 0.55), 0.003)
    for _ in range(26):
        x, y = middle + canvas.rng.uniform(-0.042, 0.042), 0.447 + canvas.rng.uniform(-0.014, 0.006)
        canvas.disc(x, y, 0.006, canvas.rng.choice(colours("#ffd76a #ff9f7a #f4f1e6 #5a9a5c")))


def bench(canvas: Canvas, middle: float, share: float, wood: Colour, seat: Colour) -> None:
    """One curved row: seat backs, then the desk in front of the next row; larger and darker when nearer."""
    y0, rx = 0.545 + 0.44 * share**1.35, 0.62 + 0.62 * share
    size = 0.02 + 0.05 * share
    dip = 0.05 + 0.09 * share
    count = 17
    for index in range(count):
        t = (index - (count - 1) / 2) / ((count - 1) / 2)
        if abs(t) < 0.09:
            continue
        x, y = middle + t * rx * 1.25, y0 - dip * t * t
        tint = mix(mix(seat, (255, 150, 110), 0.25), (40, 8, 24), 0.45 * share + 0.12 * abs(t))
        canvas.block(x - size, y, size * 2 * 0.94, size * 2.6, mix(tint, (30, 6, 20), 0.35), size * 0.5)
        canvas.block(x - size, y - size * 0.12, size * 2 * 0.94, size * 2.4, tint, size * 0.5)
        canvas.block(
            x - size * 0.7, y + size * 0.16, size * 2 * 0.64, size * 0.5, mix(tint, (255, 190, 150), 0.16), size * 0.2
        )
    desk = [(middle + t / 20 * rx * 1.42, y0 - dip * (t / 20) ** 2 + size * 1.55) for t in range(-20, 21)]
    for half in (desk[:20], desk[21:]):
        band = [*half, *[(x, y + size * 0.9) for x, y in reversed(half)]]
        canvas.fill(band, mix(wood, (255, 220, 170), 0.25 * (1 - share)), mix(wood, (40, 16, 20), 0.3 + 0.4 * share))
        canvas.line(half, mix(wood, (255, 226, 170), 0.55 - 0.3 * share), 0.002 + 0.003 * share)
