"""The demo's pictures: drawn, not photographed, the same bytes for the same seed. Pure."""

from collections.abc import Callable

from demo.drawings import abstract, city, land, people, things, water
from demo.drawings.canvas import Canvas

DRAWINGS: dict[str, Callable[[Canvas], None]] = {
    drawing.__name__: drawing
    for drawing in (
        land.mountains,
        land.terraces,
        land.forest,
        land.desert,
        land.wind,
        land.storm,
        water.river,
        water.boats,
        water.karst,
        water.lighthouse,
        water.bridge,
        city.skyline,
        city.rooftops,
        city.stadium,
        city.hall,
        things.lanterns,
        things.shelves,
        things.bowl,
        people.portrait,
        abstract.bars,
        abstract.lines,
        abstract.district_map,
        abstract.circuit,
        abstract.planets,
    )
}


def draw(drawing: str, seed: int, size: tuple[int, int] = (1600, 1067)) -> bytes:
    """A JPEG of `size` pixels, lighter than 150 kB; `drawing` is one of DRAWINGS."""
    canvas = Canvas(size, seed)
    DRAWINGS[drawing](canvas)
    return canvas.jpeg()
