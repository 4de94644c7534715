"""The map of provinces as hexagons: where each stands, how dark it is, what is written on it."""

import math

WIDTH = 100  # of one hexagon, in units of the picture
RADIUS = WIDTH / math.sqrt(3)
LEVELS = 4  # shades above "none"
CLEAR = 26  # how far from the middle of a hexagon an arrow begins and ends
BEND = 0.16  # how far an arrow leaves the straight line, of its length
HEAD, SPREAD = 20, 0.5  # size of its head, and half the angle of it


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


def centre(province):
    """Where the province's hexagon has its middle."""
    return (float(province.hex_x) - 1) * WIDTH + 60, province.hex_y * RADIUS * 1.5 + 68


def arrow(source, target):
    """A bent line from one province to another, and the path of its head, clear of the names."""
    (x1, y1), (x2, y2) = centre(source), centre(target)
    length = math.hypot(x2 - x1, y2 - y1) or 1
    along, across = ((x2 - x1) / length, (y2 - y1) / length), (-(y2 - y1) / length, (x2 - x1) / length)
    bend = BEND * length
    middle = (x1 + x2) / 2 + across[0] * bend, (y1 + y2) / 2 + across[1] * bend
    tip = x2 - along[0] * CLEAR + across[0] * CLEAR / 2, y2 - along[1] * CLEAR + across[1] * CLEAR / 2
    start = x1 + along[0] * CLEAR + across[0] * CLEAR / 2, y1 + along[1] * CLEAR + across[1] * CLEAR / 2
    line = f"M{start[0]:.0f},{start[1]:.0f} Q{middle[0]:.0f},{middle[1]:.0f} {tip[0]:.0f},{tip[1]:.0f}"
    return {"line": line, "head": _head(middle, tip)}


def _head(middle, tip):
    """A triangle at the tip, in the direction in which the line arrives."""
    turn = math.atan2(tip[1] - middle[1], tip[0] - middle[0])
    corners = ((0, 0), (math.pi - SPREAD, HEAD), (math.pi + SPREAD, HEAD))
    points = (
        f"{tip[0] + size * math.cos(turn + angle):.0f},{tip[1] + size * math.sin(turn + angle):.0f}"
        for angle, size in corners
    )
    return "M" + " ".join(points) + "Z"


def _cell(province, value, highest, chair):
    x, y = centre(province)
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
