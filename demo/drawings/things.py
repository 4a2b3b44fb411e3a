"""Things near at hand: lanterns, book shelves, a bowl of noodle soup."""

import math

from .canvas import Canvas, Colour, colours, mix
from .nature import round_tree


def lanterns(canvas: Canvas) -> None:
    """Strings of paper lanterns over a dark street; made for an upright picture."""
    sky = canvas.choose("#0c0f33 #23195a #4d2468 #8a3d68", "#0a1236 #1e1f5e #4a2670 #93406a")
    hues = colours("#ff5a4f #ffb347 #ff7fa3 #ffd86b #ff8a4a #c86bff")
    canvas.sky(sky)
    spots = [(canvas.rng.uniform(0, canvas.aspect), canvas.rng.uniform(0.05, 0.8)) for _ in range(60)]
    for x, y in spots:
        canvas.glow(x, y, canvas.rng.uniform(0.015, 0.05), mix(canvas.rng.choice(hues), (255, 240, 210), 0.3), 0.4, 0.7)
    strings = [lantern_row(canvas, row, hues) for row in range(4)]
    for row in strings:
        for x, y, size, hue in row:
            canvas.glow(x, y, size * 3.6, hue, 0.55, 1.8)
    canvas.soft_oval(canvas.aspect / 2, 1.0, 0.7, 0.2, (255, 150, 100), 0.5, 1.2)
    canvas.sharpen()
    for share, row in enumerate(strings):
        cord = sorted((x, y - size * 1.25) for x, y, size, _ in row)
        canvas.line(cord, (26, 16, 48), 0.002 + 0.0008 * share)
        for x, y, size, hue in row:
            lantern(canvas, x, y, size, hue)
    crowd(canvas)


def lantern_row(canvas: Canvas, row: int, hues: list[Colour]) -> list[tuple[float, float, float, Colour]]:
    """Places, sizes and hues of the lanterns on one sagging string; near rows are larger."""
    count, size = 8 - row, 0.022 + 0.014 * row
    level = 0.12 + 0.19 * row
    found = []
    for index in range(count):
        t = (index + 0.5 * (row % 2)) / (count - 1)
        sag = 0.05 * (1 - (2 * t - 1) ** 2)
        found.append(
            (
                t * canvas.aspect,
                level + sag + canvas.rng.uniform(-0.012, 0.02),
                size * canvas.rng.uniform(0.85, 1.15),
                hues[canvas.rng.randrange(len(hues))],
            )
        )
    return found


def lantern(canvas: Canvas, x: float, y: float, size: float, hue: Colour) -> None:
    """A ribbed paper globe that is brightest in the middle, with caps and a tassel."""
    dark = mix(hue, (60, 10, 40), 0.55)
    canvas.line([(x, y - size * 1.3), (x, y - size * 0.8)], (26, 16, 48), 0.002)
    for step in range(9):
        share = step / 8
        tint = mix(mix(hue, dark, 0.45), mix(hue, (255, 250, 214), 0.78), share)
        canvas.oval(x, y + size * 0.06 * share, size * (1 - 0.7 * share), size * 0.82 * (1 - 0.62 * share), tint)
    for rib in (-0.7, -0.36, 0, 0.36, 0.7):
        curve = [
            (
                x + rib * size * math.cos(a / 10 * math.pi - math.pi / 2),
                y + size * 0.82 * math.sin(a / 10 * math.pi - math.pi / 2),
            )
            for a in range(11)
        ]
        canvas.line(curve, mix(hue, dark, 0.5), size * 0.028)
    for top in (-0.9, 0.74):
        canvas.block(x - size * 0.34, y + size * top, size * 0.68, size * 0.17, (92, 52, 44), size * 0.06)
    for dx in (-0.1, 0, 0.1):
        canvas.line(
            [(x + dx * size, y + size * 0.9), (x + dx * size * 1.6, y + size * 1.6)],
            mix(hue, (255, 220, 150), 0.3),
            size * 0.05,
        )


def crowd(canvas: Canvas) -> None:
    """People seen from behind, as silhouettes, some under conical hats."""
    for row in range(3):
        tint = mix((96, 36, 84), (16, 10, 36), row / 2)
        for _ in range(9 - row):
            x, y = canvas.rng.uniform(-0.02, canvas.aspect + 0.02), 0.9 + 0.035 * row + canvas.rng.uniform(-0.01, 0.012)
            size = 0.02 + 0.008 * row
            canvas.disc(x, y, size, tint)
            canvas.block(x - size * 1.6, y + size * 1.05, size * 3.2, 0.3, tint, size * 1.2)
            if canvas.rng.random() < 0.4:
                canvas.fill(
                    [(x - size * 1.9, y), (x, y - size * 1.5), (x + size * 1.9, y)],
                    mix(tint, (255, 190, 120), 0.3),
                    tint,
                )


SPINES = "#c8553d #e0a458 #588b8b #2f4858 #8c5e58 #d9c6a5 #6b7f5e #a23b4a #39647a #f0e3c8 #7d4f6d #c98a3b"


def shelves(canvas: Canvas) -> None:
    """A wall of books, with plants and a globe between them."""
    wall, wood = canvas.choose("#3a2c2a #b07a4a", "#2e3440 #a8744c")
    canvas.sky([mix(wall, (255, 220, 160), 0.1), wall])
    canvas.sharpen()
    bays, rows = 3, 5
    wide, tall = canvas.aspect / bays, 1 / rows
    for bay in range(bays):
        for row in range(rows):
            shelf(canvas, bay * wide + 0.014, (row + 1) * tall - 0.014, wide - 0.028, tall - 0.03, wood)
    for row in range(rows + 1):
        plank(canvas, 0, row * tall - 0.014, canvas.aspect, 0.018, wood)
    for bay in range(bays + 1):
        canvas.block(bay * wide - 0.013, 0, 0.026, 1, mix(wood, (60, 34, 24), 0.2))
        canvas.block(bay * wide - 0.013, 0, 0.008, 1, mix(wood, (255, 226, 180), 0.3))
    for lamp in range(bays):
        canvas.fill(
            [
                ((lamp + 0.5) * wide - 0.04, 0),
                ((lamp + 0.5) * wide + 0.04, 0),
                ((lamp + 0.5) * wide + 0.3, 1),
                ((lamp + 0.5) * wide - 0.3, 1),
            ],
            (255, 226, 160),
            alpha=0.07,
        )


def plank(canvas: Canvas, x: float, y: float, wide: float, thick: float, wood: Colour) -> None:
    canvas.block(x, y, wide, thick, wood)
    canvas.block(x, y, wide, thick * 0.3, mix(wood, (255, 230, 190), 0.35))
    canvas.block(x, y + thick, wide, 0.006, (24, 16, 18))


def shelf(canvas: Canvas, x: float, foot: float, wide: float, tall: float, wood: Colour) -> None:
    """One shelf: books until it is full, now and then an object."""
    rng, end = canvas.rng, x + wide
    x += rng.uniform(0, 0.02)
    while x < end - 0.03:
        chance = rng.random()
        if chance < 0.035 and x < end - 0.1:
            globe(canvas, x + 0.045, foot, tall * 0.62)
            x += 0.1
        elif chance < 0.08 and x < end - 0.1:
            pot(canvas, x + 0.045, foot, tall * 0.75)
            x += 0.095
        elif chance < 0.14 and x < end - 0.13:
            x += pile(canvas, x, foot)
        else:
            x += book(canvas, x, foot, min(rng.uniform(0.016, 0.034), end - x), tall * rng.uniform(0.68, 0.93))


def book(canvas: Canvas, x: float, foot: float, thick: float, tall: float) -> float:
    """A spine with bands and a shaded edge; returns how much room it took."""
    tint = canvas.rng.choice(colours(SPINES))
    canvas.block(x, foot - tall, thick - 0.0012, tall, tint, 0.002)
    canvas.block(x + thick * 0.74, foot - tall, thick * 0.2, tall, mix(tint, (20, 10, 20), 0.25))
    band = mix(tint, (255, 236, 190), 0.6)
    for share in canvas.rng.choice(((0.1, 0.86), (0.15,), (0.12, 0.2, 0.82), (0.3, 0.62))):
        canvas.block(x, foot - tall * (1 - share), thick - 0.0012, tall * 0.025, band)
    if thick > 0.024:
        canvas.block(
            x + thick * 0.25, foot - tall * 0.68, thick * 0.4, tall * 0.3, mix(tint, (255, 240, 210), 0.35), 0.002
        )
    return thick


def pile(canvas: Canvas, x: float, foot: float) -> float:
    """Books that lie on one another."""
    y = foot
    for _ in range(canvas.rng.randrange(3, 6)):
        thick, wide = canvas.rng.uniform(0.014, 0.022), canvas.rng.uniform(0.085, 0.11)
        tint = canvas.rng.choice(colours(SPINES))
        y -= thick
        canvas.block(x, y, wide, thick - 0.0012, tint, 0.002)
        canvas.block(x + 0.012, y, 0.004, thick - 0.0012, mix(tint, (255, 236, 190), 0.6))
    return 0.118


def globe(canvas: Canvas, x: float, foot: float, tall: float) -> None:
    radius = tall * 0.4
    y = foot - tall * 0.55
    canvas.fill(
        [
            (x - radius * 0.5, foot),
            (x + radius * 0.5, foot),
            (x + radius * 0.1, foot - tall * 0.15),
            (x - radius * 0.1, foot - tall * 0.15),
        ],
        (120, 76, 44),
    )
    canvas.disc(x, y, radius * 1.1, (196, 146, 84))
    canvas.disc(x, y, radius, (112, 178, 196), (52, 110, 148))
    for dx, dy, rx, ry in ((-0.3, -0.3, 0.4, 0.3), (0.2, 0.2, 0.34, 0.4), (-0.3, 0.4, 0.2, 0.22)):
        canvas.oval(x + dx * radius, y + dy * radius, rx * radius, ry * radius, (214, 196, 126))


def pot(canvas: Canvas, x: float, foot: float, tall: float) -> None:
    """A trailing house plant in a clay pot."""
    round_tree(canvas, x, foot - tall * 0.22, tall * 0.8, (70, 130, 84))
    canvas.fill(
        [(x - 0.032, foot - tall * 0.36), (x + 0.032, foot - tall * 0.36), (x + 0.022, foot), (x - 0.022, foot)],
        (214, 128, 92),
        (160, 84, 62),
    )


def bowl(canvas: Canvas) -> None:
    """Noodle soup from above, on a wooden table, with chopsticks, lime and chilli."""
    wood, cloth = canvas.choose("#8a5a3a #3f6f73", "#7d5236 #35586f")
    canvas.sky([wood, wood])
    canvas.sharpen()
    table(canvas, wood)
    x, y = canvas.aspect * 0.46, 0.52
    napkin(canvas, cloth)
    for step in range(10):
        canvas.disc(
            x + 0.025, y + 0.035, 0.44 - 0.006 * step, mix(canvas.colour_at(0.02, 0.5), (30, 14, 8), 0.08 * step)
        )
    canvas.disc(x, y, 0.415, (252, 250, 242), (214, 216, 214))
    blue_rim(canvas, x, y)
    canvas.disc(x, y, 0.345, (196, 184, 164), (236, 230, 216))
    canvas.disc(x, y, 0.33, (206, 146, 74), (226, 172, 96))
    noodles(canvas, x, y)
    beef(canvas, x, y)
    herbs(canvas, x, y)
    chopsticks(canvas)
    side_dish(canvas)


def table(canvas: Canvas, wood: Colour) -> None:
    """Planks with a few veins."""
    for index in range(7):
        y, tint = index / 7, mix(wood, canvas.rng.choice(colours("#a9744c #6d452c")), canvas.rng.uniform(0.05, 0.3))
        canvas.block(0, y, canvas.aspect, 1 / 7 - 0.004, tint)
        for _ in range(6):
            level, bend = y + canvas.rng.uniform(0.015, 0.125), canvas.rng.uniform(-0.01, 0.01)
            vein = [(t / 12 * canvas.aspect, level + bend * math.sin(t / 12 * 6)) for t in range(13)]
            canvas.line(vein, mix(tint, (50, 28, 18), 0.16), 0.0018)
        canvas.block(0, y + 1 / 7 - 0.004, canvas.aspect, 0.004, mix(wood, (30, 14, 10), 0.6))


def napkin(canvas: Canvas, cloth: Colour) -> None:
    """A woven cloth under the bowl, a little askew."""
    canvas.fill([(0.08, 0.1), (1.26, 0.02), (1.34, 0.92), (0.16, 1.02)], mix(cloth, (255, 255, 255), 0.1), cloth)
    for share in (0.04, 0.07, 0.93, 0.96):
        left, right = (0.08 + 0.08 * share, 0.1 + 0.92 * share), (1.26 + 0.08 * share, 0.02 + 0.9 * share)
        canvas.line([left, right], mix(cloth, (250, 240, 214), 0.6), 0.005)


def blue_rim(canvas: Canvas, x: float, y: float) -> None:
    """A painted border: two rings and dots between them."""
    blue = (62, 96, 158)
    for radius, ring in ((0.404, 0.4), (0.362, 0.358)):
        circle = [
            (x + math.cos(a / 60 * math.tau) * radius, y + math.sin(a / 60 * math.tau) * radius) for a in range(61)
        ]
        canvas.line(circle, blue, radius - ring)
    for index in range(44):
        angle = math.tau * index / 44
        canvas.disc(x + math.cos(angle) * 0.381, y + math.sin(angle) * 0.381, 0.0075 if index % 2 else 0.0045, blue)


def noodles(canvas: Canvas, x: float, y: float) -> None:
    """Flat white noodles in loose, wavy strands that stay inside the broth."""
    rng = canvas.rng
    for _ in range(80):
        turn, away = rng.uniform(0, math.tau), rng.uniform(-0.2, 0.2)
        phase, half = rng.uniform(0, 6), math.sqrt(0.285**2 - away**2)
        strand = []
        for step in range(17):
            along = (step / 8 - 1) * half * 0.95
            side = away + 0.022 * math.sin(along * 17 + phase)
            strand.append(
                (x + math.cos(turn) * along - math.sin(turn) * side, y + math.sin(turn) * along + math.cos(turn) * side)
            )
        canvas.line(strand, (206, 178, 128), 0.0125)
        canvas.line(strand, mix((255, 250, 234), (240, 222, 184), rng.random()), 0.009)


def beef(canvas: Canvas, x: float, y: float) -> None:
    """Slices with a pale rim, fanned out on one side."""
    rng = canvas.rng
    for index in range(7):
        angle = 2.6 + index * 0.36
        px, py = x + math.cos(angle) * 0.17, y + math.sin(angle) * 0.16
        outline = []
        for step in range(20):
            a = math.tau * step / 20
            reach = 0.075 * (1 + 0.14 * math.sin(3 * a + index) + rng.uniform(-0.04, 0.04))
            outline.append((px + math.cos(a) * reach * 1.25, py + math.sin(a) * reach * 0.85))
        canvas.pen.polygon(canvas.at([(a + 0.005, b + 0.008) for a, b in outline]), fill=(122, 74, 40))
        canvas.fill(outline, (206, 132, 104), (156, 82, 66))
        inner = [(px + (a - px) * 0.84, py + (b - py) * 0.84) for a, b in outline]
        canvas.fill(inner, (178, 94, 78), (138, 66, 56))
        for _ in range(3):
            vx, vy = px + rng.uniform(-0.05, 0.03), py + rng.uniform(-0.03, 0.03)
            canvas.line([(vx, vy), (vx + 0.025, vy + 0.006)], (216, 156, 132), 0.003)


def herbs(canvas: Canvas, x: float, y: float) -> None:
    """Rings of spring onion, leaves, slices of red chilli."""
    rng = canvas.rng
    for _ in range(52):
        angle, away = rng.uniform(-1.3, 1.9), rng.uniform(0.02, 0.27)
        px, py, size = x + math.cos(angle) * away, y + math.sin(angle) * away, rng.uniform(0.009, 0.015)
        green = rng.choice(colours("#5fa548 #3f8a3f #8cc063"))
        canvas.disc(px, py, size, mix(green, (10, 50, 20), 0.2))
        canvas.disc(px, py, size * 0.62, mix(green, (240, 250, 200), 0.6))
    for _ in range(9):
        leaf(canvas, x + 0.1 + rng.uniform(-0.1, 0.14), y + 0.04 + rng.uniform(-0.14, 0.14), rng.uniform(0, 6), 0.05)
    for _ in range(8):
        angle, away = rng.uniform(-0.9, 1.6), rng.uniform(0.06, 0.25)
        px, py = x + math.cos(angle) * away, y + math.sin(angle) * away
        canvas.disc(px, py, 0.0125, (206, 40, 36))
        canvas.disc(px, py, 0.0075, (246, 150, 110))


def leaf(canvas: Canvas, x: float, y: float, turn: float, size: float) -> None:
    """A pointed leaf with its midrib."""
    shape = []
    for step in range(13):
        t = step / 6
        along, side = (t - 0.5, 1) if t <= 1 else (1.5 - t, -1)
        wide = 0.26 * math.sin(math.pi * (along + 0.5)) * side
        shape.append(
            (
                x + size * (math.cos(turn) * along - math.sin(turn) * wide),
                y + size * (math.sin(turn) * along + math.cos(turn) * wide),
            )
        )
    canvas.pen.polygon(canvas.at(shape), fill=canvas.rng.choice(colours("#3f8f46 #58a54c #2f7a40")))
    canvas.line([shape[0], shape[6]], (160, 206, 120), size * 0.03)


def chopsticks(canvas: Canvas) -> None:
    """A pair laid beside the bowl, with its shadow."""
    for shift in (0.0, 0.034):
        start, end = (1.28 + shift, 0.08), (1.2 + shift * 1.3, 0.95)
        canvas.line([(start[0] + 0.012, start[1] + 0.012), (end[0] + 0.012, end[1] + 0.012)], (52, 32, 24), 0.014)
        canvas.line([start, end], (116, 42, 40), 0.014)
        canvas.line([(start[0] - 0.003, start[1]), (end[0] - 0.003, end[1])], (184, 84, 66), 0.003)
        canvas.line([start, (start[0] - 0.018, start[1] + 0.2)], (226, 184, 108), 0.014)


def side_dish(canvas: Canvas) -> None:
    """A small saucer with lime and chillies in the lower corner."""
    x, y = 0.13, 0.86
    canvas.disc(x + 0.012, y + 0.016, 0.15, (58, 34, 24))
    canvas.disc(x, y, 0.148, (246, 244, 234), (206, 210, 208))
    canvas.disc(x, y, 0.12, (226, 226, 218), (248, 246, 238))
    for dx, dy in ((-0.04, -0.03), (0.045, 0.03)):
        canvas.disc(x + dx, y + dy, 0.052, (92, 148, 54))
        canvas.disc(x + dx, y + dy, 0.046, (236, 244, 190))
        for index in range(8):
            a = math.tau * index / 8
            wedge = [
                (x + dx + math.cos(a + o) * r, y + dy + math.sin(a + o) * r)
                for o, r in ((0, 0.005), (-0.3, 0.041), (0.3, 0.041))
            ]
            canvas.pen.polygon(canvas.at(wedge), fill=(178, 208, 96))
    for bend in (0.0, 0.03):
        pod = [(x - 0.07 + t * 0.016, y + 0.055 + bend - 0.02 * math.sin(t / 8 * 3)) for t in range(9)]
        canvas.line(pod, (200, 36, 34), 0.014)
        canvas.line(pod[-2:], (74, 128, 58), 0.008)
