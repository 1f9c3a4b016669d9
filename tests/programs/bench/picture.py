"""The picture of a benchmark: an SVG with a line per kind of call, both axes logarithmic."""

import math
import statistics

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 380, 64, 190, 24, 48
SHOWN = {  # kind -> colour
    "floor": "#888888",
    "register": "#c0392b",
    "register, 50 collisions": "#e08e0b",
    "check": "#2466a8",
    "status": "#2e8b57",
}


def drawn(times):
    """Return the SVG of medians: times is size -> kind -> seconds of each call."""
    sizes = sorted(times)
    lines = {
        kind: [(size, statistics.median(times[size][kind]) * 1000) for size in sizes]
        for kind in SHOWN
        if kind in times[sizes[0]]
    }
    values = [value for points in lines.values() for _, value in points]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    last = max(1, math.log10(sizes[-1]))

    def x(size):
        return LEFT + math.log10(size) / last * (WIDTH - LEFT - RIGHT)

    def y(value):
        return TOP + (high - math.log10(value)) / (high - low) * (HEIGHT - TOP - BOTTOM)

    def text(at_x, at_y, what, anchor="middle", colour="#444444"):
        return f'<text x="{at_x:.0f}" y="{at_y:.0f}" text-anchor="{anchor}" fill="{colour}">{what}</text>'

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for power in range(low, high + 1):
        at = y(10**power)
        parts.append(f'<line x1="{LEFT}" y1="{at:.1f}" x2="{WIDTH - RIGHT}" y2="{at:.1f}" stroke="#dddddd"/>')
        parts.append(text(LEFT - 8, at + 4, f"{10**power:g} ms", "end"))
    for size in sizes:
        parts.append(text(x(size), HEIGHT - BOTTOM + 20, f"{size:,}"))
    parts.append(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, "active intents"))
    # Names at the lines' ends, moved apart where they would cover each other.
    ends = sorted((y(points[-1][1]), kind) for kind, points in lines.items())
    place = -math.inf
    for at, kind in ends:
        place = max(at, place + 15)
        parts.append(text(WIDTH - RIGHT + 10, place + 4, kind, "start", SHOWN[kind]))
    for kind, points in lines.items():
        path = " ".join(f"{x(size):.1f},{y(value):.1f}" for size, value in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{SHOWN[kind]}" stroke-width="2"/>')
    return "\n".join([*parts, "</svg>"]) + "\n"
