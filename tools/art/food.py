"""What is eaten."""

from math import cos, pi, sin, tau

import numpy as np
from art.shape import (
    Stuff,
    Thing,
    ball,
    curve,
    globe,
    grid,
    group,
    lathe,
    many,
    place,
    solid,
    tube,
)
from art.stuff import stuff
from mathutils import Vector, noise
from mathutils.geometry import tessellate_polygon


def dough(
    *,
    size: tuple[float, float, float] = (1, 0.85, 0.5),
    of: str = "dough",
    seed: int = 1,
) -> Thing:
    """Return a lump of dough, flat where it lies."""
    return group(
        place(
            ball(size, stuff(of), wobble=0.2, waves=1.4, seed=seed),
            (0, 0, size[2] * 0.66),
        )
    )


def noodles(
    *,
    radius: float = 0.85,
    strands: int = 26,
    thick: float = 0.04,
    high: float = 0.3,
    of: str = "noodle",
    seed: int = 4,
) -> Thing:
    """Return a nest of noodles as wide as a bowl."""
    dice = np.random.default_rng(seed)
    parts = []
    for k in range(strands):
        start, turn = dice.random() * tau, dice.choice([-1, 1])
        far = radius * (0.25 + 0.72 * dice.random())
        middle = (dice.random(2) - 0.5) * (radius - far) * 1.4
        length = 1.4 + 3 * dice.random()
        points = []
        for t in np.linspace(0, length, 9):
            r = far * (1 + 0.12 * sin(t * 3 + k))
            x, y = (
                middle[0] + r * cos(start + turn * t),
                middle[1] + r * sin(start + turn * t),
            )
            lift = (
                high
                * (1 - ((x * x + y * y) ** 0.5 / radius) ** 2)
                * (0.35 + 0.65 * k / strands)
            )
            points.append((x, y, lift + 0.03 * sin(t * 5 + k)))
        parts.append(tube(points, thick * (0.85 + 0.3 * dice.random()), stuff(of)))
    return group(*parts)


def leaf_noodle(
    *, long: float = 1.3, wide: float = 0.17, bend: float = 0.25, of: str = "noodle"
) -> Thing:
    """Return one shaved noodle: a willow leaf, thick in its middle."""
    m, n = 12, 30
    corners = []
    for j in range(n + 1):
        t = j / n
        half = wide * max(0.02, sin(pi * t) ** 0.75)
        for i in range(m + 1):
            u = 2 * i / m - 1
            corners.append(
                (
                    long * (t - 0.5),
                    half * u,
                    0.07 * (1 - u * u) * sin(pi * t)
                    + bend * (1 - (2 * t - 1) ** 2)
                    + 0.03 * sin(7 * t + u),
                )
            )
    faces = [
        (
            j * (m + 1) + i,
            (j + 1) * (m + 1) + i,
            (j + 1) * (m + 1) + i + 1,
            j * (m + 1) + i + 1,
        )
        for j in range(n)
        for i in range(m)
    ]
    made = solid(corners, faces, stuff(of))
    made.modifiers.new("thick", "SOLIDIFY").thickness = 0.03
    return group(made)


def leaf_noodles(
    *, count: int = 40, radius: float = 0.75, high: float = 0.22, seed: int = 5
) -> Thing:
    dice = np.random.default_rng(seed)
    parts = []
    for k in range(count):
        far, angle = radius * dice.random() ** 0.6 * 0.75, dice.random() * tau
        lift = high * (1 - (far / radius) ** 2) * k / count
        one = leaf_noodle(
            long=0.8 + 0.4 * dice.random(),
            wide=0.1 + 0.04 * dice.random(),
            bend=0.05 + 0.08 * dice.random(),
        )
        parts.append(
            place(
                one,
                (far * cos(angle), far * sin(angle), lift),
                turn=dice.random() * 360,
                tilt=((dice.random() - 0.5) * 30, (dice.random() - 0.5) * 20),
            )
        )
    return group(*parts)


def topping(
    *,
    of: str = "bark-meat",
    count: int = 26,
    radius: float = 0.36,
    size: float = 0.07,
    seed: int = 6,
) -> Thing:
    """Return minced things heaped in the middle of a dish."""
    dice = np.random.default_rng(seed)
    spots = []
    for _ in range(count):
        far, angle = radius * dice.random() ** 0.5, dice.random() * tau
        spots.append(
            (
                (
                    far * cos(angle),
                    far * sin(angle),
                    0.1 * (1 - far / radius) + size * dice.random() * 0.5,
                ),
                tuple(dice.random(3) * 6),
                tuple(size * (0.7 + 0.6 * dice.random(3))),
            )
        )
    return many(globe(2), spots, stuff(of))


def rings(
    *,
    of: str = "chive",
    count: int = 22,
    radius: float = 0.6,
    long: float = 0.11,
    seed: int = 7,
) -> Thing:
    """Return chopped green scattered over a dish."""
    dice = np.random.default_rng(seed)
    parts = []
    for _ in range(count):
        far, angle = radius * dice.random() ** 0.5, dice.random() * tau
        one = tube([(-long / 2, 0, 0), (0, 0, 0.01), (long / 2, 0, 0)], 0.03, stuff(of))
        parts.append(
            place(
                one,
                (far * cos(angle), far * sin(angle), 0.02 * dice.random()),
                turn=dice.random() * 360,
                tilt=(0, dice.random() * 40),
            )
        )
    return group(*parts)


def chives(
    *, count: int = 60, radius: float = 0.34, long: float = 0.5, seed: int = 8
) -> Thing:
    """Return pickled chives heaped on a saucer."""
    dice = np.random.default_rng(seed)
    parts = []
    for k in range(count):
        angle = dice.random() * tau
        off = (dice.random(2) - 0.5) * radius
        bend = 0.06 * dice.random()
        one = tube(
            [(-long / 2, 0, 0), (0, bend, 0.03), (long / 2, 0, 0)],
            0.022,
            stuff("chive"),
            flat=0.6,
        )
        parts.append(
            place(
                one,
                (
                    off[0],
                    off[1],
                    0.22
                    * (1 - (off[0] ** 2 + off[1] ** 2) / radius**2 * 2)
                    * k
                    / count,
                ),
                turn=angle * 57,
            )
        )
    return group(*parts)


def oat_rolls(*, radius: float = 1.45, tall: float = 0.5, seed: int = 9) -> Thing:
    """Return thin rolls of oat dough that stand side by side like a honeycomb."""
    dice = np.random.default_rng(seed)
    step, parts = 0.29, []
    for row, y in enumerate(np.arange(-radius, radius, step * 0.87)):
        line = np.arange(-radius + (row % 2) * step / 2, radius, step)
        for x in line[line**2 + y * y < (radius - 0.12) ** 2]:
            one = oat_roll(0.135, tall * (0.92 + 0.16 * dice.random()))
            lean = (dice.random(2) - 0.5) * 6
            parts.append(place(one, (x, y, 0), turn=dice.random() * 360, tilt=lean))
    return group(*parts)


def oat_roll(radius: float, tall: float) -> Thing:
    m, n = 26, 3
    corners = []
    for j in range(n + 1):
        for i in range(m + 1):
            angle, shrink = i / m * tau * 1.12, 1 - 0.13 * i / m
            wave = 0.015 * sin(3 * angle + j)
            corners.append(
                (
                    radius * shrink * cos(angle),
                    radius * shrink * sin(angle),
                    tall * j / n + (wave if j == n else 0),
                )
            )
    faces = grid(m, n)
    made = solid(corners, faces, stuff("oat-dough"))
    made.modifiers.new("thick", "SOLIDIFY").thickness = 0.022
    return made


def beef(*, slices: int = 6) -> Thing:
    """Return a piece of cured beef, its cut side to the left, and slices from it."""
    rest = lathe(
        "0 0.02, 0.5 0.02, 0.535 0.03, 0.55 0.1, 0.6 0.5, 0.62 1, 0.56 1.5, 0.4 1.85, 0.2 1.98, 0 2",
        stuff("crust"),
        ripple=cross,
    )
    parts = [place(group(rest, slice_(thick=0.04)), (0, 0, 0.46), tilt=(0, 90))]
    parts += [
        place(
            slice_(seed=k),
            (-0.24 - 0.23 * k, 0.03 * (-1) ** k, 0.42 - 0.03 * k),
            tilt=(0, 76 - 6 * k),
            turn=3 * (-1) ** k,
            size=0.98 - 0.015 * k,
        )
        for k in range(slices)
    ]
    return group(*parts)


def cross(angle: float, along: float, seed: float = 0) -> float:
    """Return how far a cut of beef reaches at *angle*: flattened, with dents."""
    x, y = cos(angle), sin(angle)
    flat = (abs(x / 0.82) ** 2.6 + abs(y / 1.12) ** 2.6) ** (-1 / 2.6)
    at = Vector((x * 1.3, y * 1.3, along * 1.1 + seed * 0.1))
    fine = noise.noise(at * 3.2) * 0.05 * min(1, along * 4)
    return flat * (1 + 0.2 * noise.noise(at) + fine)


def slice_(*, seed: int = 0, thick: float = 0.07) -> Thing:
    """Return one slice, lying: grain and fat inside, dark at its edge."""

    def shape(angle: float, _z: float) -> float:
        return cross(angle, 0, seed)

    inner = lathe(
        [(0, 0), (0.5, 0), (0.515, 0.004), (0.515, thick), (0.5, thick), (0, thick)],
        stuff("meat"),
        ripple=shape,
    )
    edge = [(0.51, 0.002), (0.535, 0.01), (0.535, thick - 0.01), (0.51, thick)]
    return group(inner, lathe(edge, stuff("crust"), ripple=shape))


def flat_slices(*, count: int = 9, radius: float = 0.95) -> Thing:
    """Return slices laid round a plate like petals."""
    parts = []
    for k in range(count):
        angle = k / count * tau
        inner = place(
            slice_(seed=k),
            (radius * 0.6 * cos(angle), radius * 0.6 * sin(angle), 0.16 + 0.012 * k),
            turn=angle * 180 / pi,
            tilt=(16, -6),
            size=(0.95, 0.62, 1),
        )
        parts.append(inner)
    return group(*parts)


def lamb(*, seed: int = 1, size: float = 0.3) -> Thing:
    """Return a braised chunk: fibres along x, a layer of fat on top, torn ends."""
    corners, faces = globe(6)
    made = [
        torn(np.sign(c) * np.abs(c) ** 0.62, seed) * (1.3 * size, size, 0.72 * size)
        for c in corners
    ]
    fat = ["#dcb988", 0.4 * size, 0.06 * size]
    return solid(made, faces, stuff("lamb", cap=fat))


def torn(point: np.ndarray, seed: int) -> np.ndarray:
    """Return *point* of a chunk, pushed as lumps, fibres and torn ends want it."""
    x, y, z = point
    lumps = noise.noise(Vector((x * 1.3 + seed * 9, y * 1.3, z * 1.3)))
    bands = noise.noise(Vector((x * 0.9 + seed, y * 6, z * 6 + seed)))
    ends = noise.noise(Vector((seed * 3, y * 7, z * 7))) * abs(x) ** 4
    push = 1 + 0.3 * lumps + 0.07 * bands * (z < 0.6)
    return point * (push + 0.16 * ends, push, push)


def yam(*, radius: float = 0.2, long: float = 0.5, seed: int = 1) -> Thing:
    """Return a chunk of peeled yam, cut aslant, lying along x."""
    dice = np.random.default_rng(seed)
    lean = 0.5 * (dice.random(2) - 0.5)
    line = [(0, 0), (0.9, 0), (0.98, 0.03), (1, 0.1), (1, 0.9), (0.98, 0.97)]
    made = lathe(
        [*line, (0.9, 1), (0, 1)],
        stuff("yam"),
        size=(radius, long),
        ripple=lambda a, z: 1 + 0.06 * sin(2 * a + seed) + 0.04 * sin(5 * z + 3 * a),
    )
    for corner in made.data.vertices:
        x, _, z = corner.co
        corner.co.z += x * (lean[0] + (lean[1] - lean[0]) * z / long)
    return group(place(made, (-long / 2, 0, 0), tilt=(0, 90)))


def lotus(*, radius: float = 0.34, thick: float = 0.1, seed: int = 1) -> Thing:
    """Return a slice of lotus root, its holes open."""
    dice = np.random.default_rng(seed)
    rim = [1 + 0.03 * sin(3 * a + seed) for a in np.arange(60) * tau / 60]
    rings = [[(radius * r * cos(a), radius * r * sin(a)) for a, r in circle(rim)]]
    for k in range(8):
        wide = (0.22, 0.145 + 0.03 * dice.random()) if k < 7 else (0.09, 0.09)
        rings.append(hole(radius, k * tau / 7, 0.57 * (k < 7), wide))
    return pierced(rings, thick, stuff("lotus"))


def circle(rim: list[float]) -> list[tuple[float, float]]:
    return [(k * tau / len(rim), far) for k, far in enumerate(rim)]


def hole(
    radius: float, way: float, far: float, wide: tuple[float, float]
) -> list[tuple[float, float]]:
    """Return the line of one hole, an egg that points away from the middle."""
    eggs = [
        (far + wide[0] * cos(a), wide[1] * sin(a) * (1 + 0.25 * cos(a)))
        for a in np.arange(20) * tau / 20
    ]
    return [
        (radius * (u * cos(way) - v * sin(way)), radius * (u * sin(way) + v * cos(way)))
        for u, v in eggs
    ]


def pierced(rings: list[list[tuple[float, float]]], thick: float, of: Stuff) -> Thing:
    """Return a disc of the first ring, the other rings cut out of it."""
    flat = [point for ring in rings for point in ring]
    count = len(flat)
    below = tessellate_polygon([[Vector((*p, 0)) for p in ring] for ring in rings])
    faces: list[tuple[int, ...]] = [tuple(one) for one in below]
    faces += [tuple(count + k for k in reversed(one)) for one in below]
    start = 0
    for ring in rings:
        size = len(ring)
        for k in range(size):
            a, b = start + k, start + (k + 1) % size
            faces.append((a, b, count + b, count + a))
        start += size
    corners = [(*point, z) for z in (0, thick) for point in flat]
    made = solid(corners, faces, of, smooth=False)
    return group(made)


def drops(*, count: int = 60, radius: float = 1.2, seed: int = 1) -> Thing:
    """Return rings of fat and specks of lees that float on a soup."""
    dice = np.random.default_rng(seed)
    far, angle = radius * dice.random(count * 2) ** 0.5, tau * dice.random(count * 2)
    spots = list(zip(far * np.cos(angle), far * np.sin(angle), strict=True))
    eyes = [
        ((x, y, 0), (0, 0, 0), (s, s, 0.006))
        for (x, y), s in zip(
            spots[:count], 0.014 + 0.05 * dice.random(count) ** 3, strict=True
        )
    ]
    specks = [
        ((x, y, 0), tuple(dice.random(3) * 6), tuple(0.006 + 0.014 * dice.random(3)))
        for x, y in spots[count:]
    ]
    return group(
        many(globe(3), eyes, stuff("fat-drop")),
        many(globe(1), specks[: count // 2], stuff("lees")),
    )


def garlic(*, size: float = 0.34) -> Thing:
    """Return a head of garlic with its neck."""
    body = lathe(
        "0 0, 0.12 0, 0.2 -0.01, 0.7 0.25, 0.95 0.75, 0.7 1.25, 0.25 1.6, 0.14 1.9, 0.12 2.15, 0.08 2.2",
        stuff("garlic"),
        ripple=lambda a, z: 1 + 0.09 * abs(sin(a * 4)) * max(0, 1 - abs(z - 0.7)),
    )
    return place(group(place(body, size=size)))


def clove(*, size: float = 0.16, of: str = "garlic") -> Thing:
    return place(
        group(
            place(
                ball((0.7, 0.62, 1.25), stuff(of), wobble=0.15),
                tilt=(90, 0),
                turn=30,
                at=(0, 0, 0.6),
            )
        ),
        size=size,
    )


def ginger(*, size: float = 1) -> Thing:
    knobs = [
        ((0, 0, 0.2), (0.45, 0.24, 0.22)),
        ((0.45, 0.1, 0.2), (0.32, 0.2, 0.19)),
        ((-0.4, 0.14, 0.2), (0.3, 0.17, 0.17)),
        ((0.2, 0.32, 0.22), (0.16, 0.28, 0.16)),
        ((-0.2, -0.2, 0.18), (0.15, 0.25, 0.15)),
    ]
    return place(
        group(
            *(
                place(ball(s, stuff("ginger"), wobble=0.25, seed=k), at)
                for k, (at, s) in enumerate(knobs)
            )
        ),
        size=size,
    )


def chili(*, long: float = 1) -> Thing:
    body = tube(
        [
            (0, 0, 0.1),
            (0.3 * long, 0.05, 0.1),
            (0.65 * long, 0.02, 0.08),
            (long, 0.2, 0.05),
        ],
        [0.08, 0.1, 0.07, 0.005],
        stuff("chili"),
    )
    return group(
        body,
        tube(
            "-0.22 -0.05 0.16, -0.1 0 0.12, 0.02 0 0.1",
            [0.025, 0.03, 0.06],
            stuff("stem"),
        ),
    )


def egg(*, of: str = "dough") -> Thing:
    return place(
        ball((0.3, 0.22, 0.22), stuff(of, color="#dcb48a", dark="#cfa276", skin=0.05)),
        (0, 0, 0.22),
    )


def chestnut() -> Thing:
    return group(
        place(
            ball(
                (0.24, 0.2, 0.2),
                stuff("jujube", color="#4a2410", dark="#5d3016", bump=0.1),
                wobble=0.1,
            ),
            (0, 0, 0.18),
        )
    )


def flower_bun() -> Thing:
    """Return a festive bun: coils of dough around jujubes, in rings, a flower on top."""
    parts = [place(ball((1.3, 1.3, 0.85), stuff("dough"), wobble=0.03), (0, 0, 0.4))]
    for ring, (count, far, z, tip) in enumerate(
        ((9, 1.3, 0.42, 68), (7, 1.02, 0.95, 42))
    ):
        for k in range(count):
            angle = (k + ring / 2) / count * tau
            parts.append(
                place(
                    coil(),
                    (far * cos(angle), far * sin(angle), z),
                    turn=angle * 180 / pi,
                    tilt=(0, tip),
                    size=1.0 - 0.08 * ring,
                )
            )
    parts += [
        place(
            ball((0.34, 0.2, 0.09), stuff("pink")),
            (0.27 * cos(k * tau / 6), 0.27 * sin(k * tau / 6), 1.34),
            turn=k * 60,
            tilt=(0, -26),
        )
        for k in range(6)
    ]
    parts.append(place(ball(0.14, stuff("yellow-dough")), (0, 0, 1.4)))
    parts += [
        place(
            ball((0.36, 0.15, 0.05), stuff("green-dough")),
            (0.6 * cos(a), 0.6 * sin(a), 1.24),
            turn=a * 57.3,
            tilt=(0, 20),
        )
        for a in (0.5, 1.55, 2.6, 3.64, 4.7, 5.75)
    ]
    return group(*parts)


def coil() -> Thing:
    """Return a snail of dough with a jujube in its middle, lying on its back."""
    points = [
        (0.055 * a * cos(a), 0.055 * a * sin(a), 0.05)
        for a in np.linspace(3.0, 8.6, 24)
    ]
    return group(
        tube(points, [0.13] * 22 + [0.1, 0.04], stuff("dough")),
        place(ball((0.16, 0.13, 0.13), stuff("jujube")), (0, 0, 0.12)),
    )


def dumpling_cap(*, radius: float = 0.42) -> Thing:
    """Return a 帽盒子: a flat, hollow, browned bun that is eaten with the soup."""
    return lathe(
        [
            (0, 0),
            (radius * 0.85, 0),
            (radius, 0.06),
            (radius * 1.02, 0.16),
            (radius * 0.94, 0.27),
            (radius * 0.7, 0.3),
            (0, 0.31),
        ],
        stuff("oat-dough", color="#e2bd84", dark="#a8703a", scale=2.4, bump=0.2),
    )


def lilies(
    *,
    count: int = 90,
    size: tuple[float, float] = (5.4, 3.4),
    of: str = "dried-lily",
    long: float = 0.85,
    seed: int = 11,
    round_: bool = False,
) -> Thing:
    """Return daylily buds strewn on a mat, most of them lying one way."""
    dice = np.random.default_rng(seed)
    line = curve("0 0, 0.05 0.08, 0.075 0.35, 0.1 0.7, 0.085 0.88, 0.02 1", 4)
    spots = []
    for _ in range(count):
        x, y = (dice.random(2) - 0.5) * size
        way = (dice.random() - 0.5) * 1.5 + (0 if dice.random() < 0.8 else 1.6)
        reach = long * (0.8 + 0.4 * dice.random())
        tip = (x + sin(way) * reach, y - cos(way) * reach)
        if round_ and max(x * x + y * y, tip[0] ** 2 + tip[1] ** 2) > size[0] ** 2 / 4:
            continue
        spots.append(
            (
                (x, y, 0.1 + 0.12 * dice.random()),
                (pi / 2 + (dice.random() - 0.5) * 0.2, dice.random() * tau, way),
                (0.72, 0.72, reach),
            )
        )
    return many(turned(line, 8), spots, stuff(of))


def turned(line: np.ndarray, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """Return a small turned part as triangles, to be copied."""
    corners = np.array(
        [
            (r * cos(tau * k / steps), r * sin(tau * k / steps), z)
            for r, z in line
            for k in range(steps)
        ]
    )
    faces = []
    for r in range(len(line) - 1):
        for k in range(steps):
            a, b, c, d = (
                r * steps + k,
                r * steps + (k + 1) % steps,
                (r + 1) * steps + (k + 1) % steps,
                (r + 1) * steps + k,
            )
            faces += [(a, b, c), (a, c, d)]
    return corners, np.array(faces)


def lump(
    *,
    of: str = "ice",
    size: tuple[float, float, float] = (0.6, 0.5, 0.4),
    seed: int = 1,
) -> Thing:
    """Return a broken piece of something, with flat faces."""
    corners, faces = globe(1)
    dice = np.random.default_rng(seed)
    made = solid(
        corners * np.array(size) * (0.75 + 0.5 * dice.random((len(corners), 1))),
        faces,
        stuff(of),
        smooth=False,
    )
    return group(made)
