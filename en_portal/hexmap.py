"""The map of provinces as hexagons: where each stands, how dark it is, what is written on it."""

import math

WIDTH = 100  # of one hexagon, in units of the picture
RADIUS = WIDTH / math.sqrt(3)
LEVELS = 4  # shades above "none"


def hexagon(x, y, radius):
    """The path of a pointed-top hexagon around (x, y)."""
    corners = (
        f"{x + radius * math.sin(math.pi / 3 * n):.0f},{y - radius * math.cos(math.pi / 3 * n):.0f}"
        for n in range(6)
    )
    return "M" + " ".join(corners) + "Z"


def level(value, highest):
    """0 for none, else 1 to LEVELS in equal steps up to the highest value."""
    return 0 if not value else min(LEVELS, 1 + int((LEVELS - 0.001) * value / highest))


def cells(provinces, values, chair=None):
    """One cell a province: path, label lines, value, shade, and the ring around the chair."""
    highest = max(values.values(), default=0) or 1
    return [_cell(province, values.get(province.pk, 0), highest, chair) for province in provinces]


def _cell(province, value, highest, chair):
    x = (float(province.hex_x) - 1) * WIDTH + 60
    y = province.hex_y * RADIUS * 1.5 + 68
    name = str(province.name)
    lines = name.split(" ", 1) if len(name) > 10 else [name]
    top = y - (16 if len(lines) == 2 else 8)
    return {
        "path": hexagon(x, y, RADIUS - 8),
        "ring": hexagon(x, y, RADIUS - 5) if chair is not None and province.pk == chair.pk else "",
        "x": round(x),
        "lines": [{"y": round(top + 16 * n), "text": line} for n, line in enumerate(lines)],
        "value": value,
        "value_y": round(top + 16 * len(lines) + 8),
        "level": level(value, highest),
        "province": province,
    }


def size(provinces):
    """(width, height) of a picture that holds every province."""
    columns = max((float(province.hex_x) for province in provinces), default=1)
    rows = max((province.hex_y for province in provinces), default=0)
    return round(columns * WIDTH + 20), round(rows * RADIUS * 1.5 + 136)
