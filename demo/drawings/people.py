"""People, as a paper's own draughtsman would sketch them: nobody in particular."""

import math

from .canvas import Canvas, Colour, Point, colour, mix

INK = colour("#2a2320")


def portrait(canvas: Canvas) -> None:
    """A head and shoulders before a plain ground; the seed decides hair, clothes and glasses. Made for a square."""
    ground = canvas.choose("#e9d8bf #d9bf9c", "#cfdcd8 #a9c2bc", "#e6cfc8 #d2aaa0", "#d5d9e6 #aeb6cf")
    skin = canvas.choose("#e8b48e #c98a62", "#dba57c #b87f57", "#f0c39f #cf9770")
    cloth = canvas.choose("#2f4858 #1e2f3b", "#7a2e35 #55191f", "#3d5a45 #26392b", "#4a3f66 #312945", "#b3742c #8a5418")
    hair = canvas.choose("#1d1816", "#3a2a22", "#6b6460", "#241d1a")[0]
    middle = canvas.aspect / 2
    canvas.sky(ground)
    canvas.glow(middle + 0.16, 0.3, 0.55, (255, 248, 236), 0.6, 1.4)
    canvas.sharpen()
    long = canvas.seed % 2 == 0
    if long:
        canvas.fill(bell(middle, 0.16, 0.29, 0.86), hair, mix(hair, INK, 0.4))
    shoulders(canvas, middle, cloth)
    canvas.fill([(middle - 0.075, 0.52), (middle + 0.075, 0.52), (middle + 0.1, 0.75), (middle - 0.1, 0.75)], skin[1])
    head(canvas, middle, skin, hair, long=long)
    face(canvas, middle, skin, glasses=canvas.seed % 3 == 0)


def bell(x: float, top: float, half: float, bottom: float) -> list[Point]:
    """Hair that falls on the shoulders, wider downwards."""
    arch = [(x - half * math.cos(a / 12 * math.pi), 0.4 - (0.4 - top) * math.sin(a / 12 * math.pi)) for a in range(13)]
    return [(x - half * 0.95, bottom), *arch, (x + half * 0.95, bottom)]


def shoulders(canvas: Canvas, x: float, cloth: list[Colour]) -> None:
    """A jacket with an open collar."""
    curve = [(x - 0.42 + 0.84 * a / 20, 0.98 - 0.28 * math.sin(a / 20 * math.pi) ** 0.55) for a in range(21)]
    canvas.fill([(x - 0.46, 1.05), *curve, (x + 0.46, 1.05)], cloth[0], cloth[1])
    for side in (-1, 1):
        collar = [(x + side * 0.1, 0.68), (x + side * 0.19, 0.74), (x + side * 0.05, 0.92), (x, 0.83)]
        canvas.fill(collar, mix(cloth[0], (255, 255, 255), 0.75))


def head(canvas: Canvas, x: float, skin: list[Colour], hair: Colour, *, long: bool) -> None:
    """The oval of the face with ears and a head of hair, parted to one side."""
    for side in (-1, 1):
        canvas.oval(x + side * 0.19, 0.42, 0.03, 0.05, skin[1])
    canvas.oval(x, 0.4, 0.19, 0.245, skin[0], mix(skin[0], skin[1], 0.55))
    part = 0.07 if canvas.seed % 4 < 2 else -0.07
    crown = [(x - 0.205 * math.cos(a / 16 * math.pi), 0.36 - 0.235 * math.sin(a / 16 * math.pi)) for a in range(17)]
    low = 0.4 if long else 0.34
    fringe = [(x + 0.18, low), (x + 0.13, 0.27), (x + part, 0.23), (x - 0.13, 0.28), (x - 0.18, low)]
    canvas.fill([*crown, *fringe], hair, mix(hair, (255, 255, 255), 0.08))


def face(canvas: Canvas, x: float, skin: list[Colour], *, glasses: bool) -> None:
    """Eyes, brows, nose and a mouth that is about to speak; few lines."""
    dark = mix(skin[1], INK, 0.75)
    for side in (-1, 1):
        eye = x + side * 0.075
        canvas.oval(eye, 0.405, 0.02, 0.0125, (250, 246, 240))
        canvas.disc(eye, 0.405, 0.0115, dark)
        canvas.line([(eye - 0.035, 0.37), (eye, 0.358), (eye + 0.035, 0.37)], dark, 0.009)
        if glasses:
            turns = [a / 12 * math.pi for a in range(25)]
            ring = [(eye + 0.052 * math.cos(turn), 0.405 + 0.045 * math.sin(turn)) for turn in turns]
            canvas.line(ring, INK, 0.007)
    if glasses:
        canvas.line([(x - 0.023, 0.4), (x + 0.023, 0.4)], INK, 0.007)
    canvas.line([(x + 0.005, 0.42), (x + 0.022, 0.48), (x - 0.008, 0.488)], mix(skin[1], dark, 0.35), 0.007)
    canvas.line([(x - 0.055, 0.545), (x, 0.558), (x + 0.055, 0.543)], mix(skin[1], (150, 40, 40), 0.55), 0.011)
