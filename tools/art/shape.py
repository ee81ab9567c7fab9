"""Meshes: turned, drawn, heaped. They know no light and no food."""

from collections.abc import Callable, Iterable, Sequence
from math import cos, pi, sin, sqrt, tau

import bpy
import numpy as np
from mathutils import Euler, Matrix, Vector, noise

Point = Sequence[float]
Line = str | Sequence[Point]
"""Points, or their numbers as text: `0 0, 0.4 0, 0.5 1.2`."""
Thing = bpy.types.Object
Stuff = bpy.types.Material
Face = tuple[int, int, int]
Ripple = Callable[[float, float], float]


def even(_angle: float, _height: float) -> float:
    """Ripple nothing."""
    return 1


def solid(
    corners: Iterable[Point],
    faces: Iterable[Sequence[int]],
    stuff: Stuff,
    *,
    smooth: bool = True,
) -> Thing:
    """Return a thing of *faces*, which name *corners* by number."""
    mesh = bpy.data.meshes.new("mesh")
    mesh.from_pydata(
        [tuple(map(float, one)) for one in corners],
        [],
        [tuple(map(int, one)) for one in faces],
    )
    mesh.materials.append(stuff)
    if smooth:
        mesh.shade_smooth()
    return stand(mesh)


def stand(data: bpy.types.ID | None) -> Thing:
    made = bpy.data.objects.new("thing", data)
    bpy.context.scene.collection.objects.link(made)
    return made


def group(*things: Thing) -> Thing:
    """Return an empty thing that carries *things* wherever it goes."""
    made = stand(None)
    for one in things:
        one.parent = made
    return made


def place(
    one: Thing,
    at: Point = (0, 0, 0),
    turn: float = 0,
    tilt: Point = (0, 0),
    size: float | Point = 1,
) -> Thing:
    """Put *one* at a point, turned about itself and tilted, in degrees."""
    x, y, z = (*at, 0)[:3]
    one.location = (x, y, z)
    one.rotation_euler = Euler(
        (tilt[0] * pi / 180, tilt[1] * pi / 180, turn * pi / 180)
    )
    one.scale = (size, size, size) if isinstance(size, int | float) else size
    return one


def drawn(line: Line) -> Sequence[Point]:
    """Return the points of *line*, however it is written."""
    if isinstance(line, str):
        return [tuple(map(float, one.split())) for one in line.split(",")]
    return line


def curve(line: Line, steps: int = 8) -> np.ndarray:
    """Return a smooth line through the points of *line*; one said twice is a corner."""
    points = drawn(line)
    knots = np.array([points[0], *points, points[-1]], float)
    arcs = zip(knots, knots[1:], knots[2:], knots[3:], strict=False)
    return np.array(
        [between(*four, t) for four in arcs for t in np.arange(steps) / steps]
        + [knots[-1]]
    )


def between(
    a: np.ndarray, b: np.ndarray, c: np.ndarray, d: np.ndarray, t: float
) -> np.ndarray:
    """Return a point of the way from *b* to *c*, bent by their neighbours."""
    first, second = 2 * a - 5 * b + 4 * c - d, 3 * b - a - 3 * c + d
    return 0.5 * (2 * b + (c - a) * t + first * t**2 + second * t**3)


def lathe(
    profile: Line,
    stuff: Stuff,
    steps: int = 96,
    *,
    size: Point = (1, 1),
    ripple: Ripple = even,
) -> Thing:
    """Turn *profile*, radius and height from foot to rim, on the potter's wheel."""
    line = curve(profile) * size
    corners = []
    for radius, height in line:
        for angle in np.arange(steps) * tau / steps:
            wide = max(radius, 1e-4) * ripple(angle, height)
            corners.append((wide * cos(angle), wide * sin(angle), height))
    return solid(corners, rolled(len(line), steps), stuff)


def rolled(rings: int, steps: int) -> list[Sequence[int]]:
    """Return the faces between *rings* of *steps* corners each."""
    return [
        (
            r * steps + k,
            r * steps + (k + 1) % steps,
            (r + 1) * steps + (k + 1) % steps,
            (r + 1) * steps + k,
        )
        for r in range(rings - 1)
        for k in range(steps)
    ]


def tube(
    points: Line, radius: float | Sequence[float], stuff: Stuff, *, flat: float = 1
) -> Thing:
    """Return a round rod along *points*, as thick as *radius* at each of them."""
    points = drawn(points)
    thick = [radius] * len(points) if isinstance(radius, int | float) else radius
    joined = curve([(*p, r) for p, r in zip(points, thick, strict=True)], 6)
    data = bpy.data.curves.new("tube", "CURVE")
    data.dimensions, data.use_fill_caps = "3D", True
    data.bevel_depth, data.bevel_resolution = 1, 4
    line = data.splines.new("POLY")
    line.points.add(len(joined) - 1)
    for point, (x, y, z, r) in zip(line.points, joined, strict=True):
        point.co, point.radius = (x, y, z, 1), max(r, 1e-4)
    line.use_smooth = True
    data.materials.append(stuff)
    made = stand(data)
    made.scale.z = flat
    return made


def ball(
    size: float | Point,
    stuff: Stuff,
    *,
    wobble: float = 0,
    waves: float = 1.5,
    seed: int = 0,
) -> Thing:
    """Return a ball or egg of half-axes *size*, as uneven as *wobble* says."""
    axes = np.array([size] * 3 if isinstance(size, int | float) else size, float)
    corners, faces = globe(5 if wobble else 4)
    if wobble:
        push = [
            1 + wobble * noise.noise(Vector(c) * waves + Vector((seed, seed * 7, 0)))
            for c in corners
        ]
        corners = corners * np.array(push)[:, None]
    return solid(corners * axes, faces, stuff)


def globe(finer: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Return the corners and faces of a ball of radius 1: eight triangles, cut *finer*."""
    corners = [(1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)]
    faces = [
        (0, 2, 4),
        (2, 1, 4),
        (1, 3, 4),
        (3, 0, 4),
        (2, 0, 5),
        (1, 2, 5),
        (3, 1, 5),
        (0, 3, 5),
    ]
    points = [np.array(one, float) for one in corners]
    for _ in range(finer):
        faces = cut(points, faces)
    return np.array(points), np.array(faces)


def cut(points: list[np.ndarray], faces: list[Face]) -> list[Face]:
    """Cut every face into four, adding to *points* the middles of their sides."""
    middles: dict[tuple[int, int], int] = {}

    def middle(a: int, b: int) -> int:
        side = (min(a, b), max(a, b))
        if side not in middles:
            middles[side] = len(points)
            both = points[a] + points[b]
            points.append(both / np.linalg.norm(both))
        return middles[side]

    finer = []
    for a, b, c in faces:
        ab, bc, ca = middle(a, b), middle(b, c), middle(c, a)
        finer += [(a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca)]
    return finer


def box(size: Point, stuff: Stuff, *, round_: float = 0.03) -> Thing:
    """Return a box standing on its middle, its edges rounded."""
    x, y, z = size
    corners = [
        (a * x / 2, b * y / 2, c * z)
        for c in (0, 1)
        for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    faces = [
        (3, 2, 1, 0),
        (4, 5, 6, 7),
        (0, 1, 5, 4),
        (1, 2, 6, 5),
        (2, 3, 7, 6),
        (3, 0, 4, 7),
    ]
    made = solid(corners, faces, stuff, smooth=False)
    return rounded(made, round_)


def rounded(made: Thing, width: float) -> Thing:
    if width:
        bevel = made.modifiers.new("edge", "BEVEL")
        bevel.width, bevel.segments, bevel.limit_method = width, 3, "ANGLE"
        made.data.shade_smooth()
        made.modifiers.new("light", "WEIGHTED_NORMAL")
    return made


def slab(outline: Line, deep: float, stuff: Stuff, *, round_: float = 0.02) -> Thing:
    """Return a board of *outline*, *deep* thick, lying on its face."""
    outline = drawn(outline)
    count = len(outline)
    corners = [(*p[:2], z) for z in (0, deep) for p in outline]
    sides = [
        (k, (k + 1) % count, count + (k + 1) % count, count + k) for k in range(count)
    ]
    made = solid(
        corners,
        [tuple(range(count))[::-1], tuple(range(count, 2 * count)), *sides],
        stuff,
        smooth=False,
    )
    return rounded(made, round_)


def grid(m: int, n: int) -> list[Sequence[int]]:
    """Return the faces of *n* rows of *m* cells."""
    wide = m + 1
    return [
        (j * wide + i, j * wide + i + 1, (j + 1) * wide + i + 1, (j + 1) * wide + i)
        for j in range(n)
        for i in range(m)
    ]


def sheet(
    size: Point,
    cells: Sequence[int],
    stuff: Stuff,
    height: Callable[[float, float], float] = lambda _x, _y: 0.0,
) -> Thing:
    """Return a sheet of *size* around the middle, lifted by *height*."""
    (wide, deep), (m, n) = size, cells
    xs, ys = (
        np.linspace(-wide / 2, wide / 2, m + 1),
        np.linspace(-deep / 2, deep / 2, n + 1),
    )
    corners = [(x, y, height(x, y)) for y in ys for x in xs]
    faces = grid(m, n)
    return solid(corners, faces, stuff)


def label(
    radius: Callable[[float], float], low: float, high: float, arc: float, stuff: Stuff
) -> Thing:
    """Return paper around a turned thing, facing the reader, print on it."""
    m, n = 32, 12
    corners, faces, spots = [], [], []
    for j in range(n + 1):
        z = low + (high - low) * j / n
        for i in range(m + 1):
            angle = -pi / 2 + arc * (i / m - 0.5)
            corners.append((radius(z) * cos(angle), radius(z) * sin(angle), z))
            spots.append((i / m, j / n))
    faces = grid(m, n)
    return pasted(solid(corners, faces, stuff), spots)


def card(wide: float, high: float, stuff: Stuff) -> Thing:
    """Return a flat print, upright, facing the reader."""
    made = solid(
        [
            (-wide / 2, 0, 0),
            (wide / 2, 0, 0),
            (wide / 2, 0, high),
            (-wide / 2, 0, high),
        ],
        [(0, 1, 2, 3)],
        stuff,
    )
    return pasted(made, [(0, 0), (1, 0), (1, 1), (0, 1)])


def pasted(made: Thing, spots: Sequence[Point]) -> Thing:
    """Say where each corner lies on the print."""
    layer = made.data.uv_layers.new(name="print")
    for loop in made.data.loops:
        layer.data[loop.index].uv = spots[loop.vertex_index]
    return made


def many(
    part: tuple[np.ndarray, np.ndarray],
    spots: Sequence[tuple[Point, Point, Point]],
    stuff: Stuff,
) -> Thing:
    """Return *part* copied to *spots*, each a place, a turn in radians and a size."""
    corners, faces = part
    every, sides = [], []
    for k, (at, turn, size) in enumerate(spots):
        matrix = np.array(Matrix.LocRotScale(Vector(at), Euler(turn), Vector(size)))
        every.append(corners @ matrix[:3, :3].T + matrix[:3, 3])
        sides.append(faces + k * len(corners))
    return quick(np.concatenate(every), np.concatenate(sides), stuff)


def quick(corners: np.ndarray, faces: np.ndarray, stuff: Stuff) -> Thing:
    """Return a smooth thing of very many triangles."""
    mesh = bpy.data.meshes.new("many")
    mesh.vertices.add(len(corners))
    mesh.vertices.foreach_set("co", corners.astype(np.float32).ravel())
    mesh.loops.add(faces.size)
    mesh.loops.foreach_set("vertex_index", faces.astype(np.int32).ravel())
    mesh.polygons.add(len(faces))
    mesh.polygons.foreach_set(
        "loop_start", np.arange(len(faces), dtype=np.int32) * faces.shape[1]
    )
    mesh.update(calc_edges=True)
    mesh.materials.append(stuff)
    mesh.shade_smooth()
    return stand(mesh)


def pile(
    count: int,
    radius: float,
    grain: float,
    floor: Callable[[float], float] = lambda _r: 0.0,
    *,
    seed: int = 1,
    tries: int = 12,
) -> np.ndarray:
    """
    Drop *count* grains into a circle, each where it lies lowest of *tries* places.

    *floor* is the height of what they fall on, by distance from the middle.
    """
    dice = np.random.default_rng(seed)
    lain = np.zeros((0, 3))
    for _ in range(count):
        far, angle = radius * np.sqrt(dice.random(tries)), tau * dice.random(tries)
        spots = np.stack([far * np.cos(angle), far * np.sin(angle)], 1)
        best = min(
            ((rest(spot, lain, grain, floor), tuple(spot)) for spot in spots),
        )
        lain = np.vstack([lain, [*best[1], best[0]]])
    return lain


def rest(
    spot: np.ndarray, lain: np.ndarray, grain: float, floor: Callable[[float], float]
) -> float:
    low = floor(float(np.hypot(*spot))) + grain
    if not len(lain):
        return low
    gap = ((lain[:, :2] - spot) ** 2).sum(1)
    near = gap < 4 * grain**2
    if not near.any():
        return low
    return max(
        low, float((lain[near, 2] + np.sqrt(4 * grain**2 - gap[near]) * 0.85).max())
    )


def dome(radius: float, high: float) -> Callable[[float], float]:
    """Return the height of a heap by distance from its middle."""
    return lambda far: high * max(0.0, 1 - (far / radius) ** 2)


def hollow(radius: float, deep: float) -> Callable[[float], float]:
    return lambda far: deep * (1 - sqrt(max(0.0, 1 - (far / radius) ** 2)))
