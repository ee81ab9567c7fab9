"""What grows: ears, buds, branches, an old tree."""

from math import cos, pi, sin, tau

import numpy as np
from art.food import turned
from art.shape import Thing, curve, globe, group, many, place, solid, tube
from art.stuff import stuff
from mathutils import Vector


def blade(
    points: list[tuple[float, float, float]], wide: float, of: str = "leaf"
) -> Thing:
    """Return a long leaf along *points*, folded a little at its middle."""
    line = curve(points, 6)
    corners = []
    for k, at in enumerate(line):
        t = k / (len(line) - 1)
        ahead = Vector(line[min(k + 1, len(line) - 1)] - line[max(k - 1, 0)])
        side = ahead.cross(Vector((0, 0, 1)))
        side = (side if side.length > 1e-6 else Vector((1, 0, 0))).normalized()
        half = wide * max(0.02, (1 - t) ** 0.7 * min(1, 0.4 + 3 * t))
        up = side.cross(ahead).normalized() * half * 0.35
        corners += [
            Vector(at) - side * half + up,
            Vector(at),
            Vector(at) + side * half + up,
        ]
    faces = [
        (3 * k + i, 3 * k + i + 1, 3 * k + i + 4, 3 * k + i + 3)
        for k in range(len(line) - 1)
        for i in (0, 1)
    ]
    return solid(corners, faces, stuff(of))


def millet_ear(
    *,
    high: float = 3.2,
    droop: float = 1.1,
    seed: int = 1,
    grains: int = 2600,
    leaves: int = 3,
) -> Thing:
    """Return a stalk of foxtail millet, its ear hanging over to the right."""
    dice = np.random.default_rng(seed)
    stem = [
        (0, 0, 0),
        (0.05, 0, high * 0.45),
        (0.16, 0, high * 0.85),
        (0.42 * droop, 0, high),
        (0.85 * droop, 0, high * 0.95),
    ]
    ear = curve(
        [
            (0.4 * droop, 0, high),
            (0.8 * droop, 0.02, high * 0.97),
            (1.1 * droop, 0.02, high * 0.84),
            (1.22 * droop, 0, high * 0.66),
            (1.24 * droop, 0, high * 0.52),
        ],
        12,
    )
    spots = []
    for _ in range(grains):
        t = dice.random()
        at = ear[int(t * (len(ear) - 1))]
        thick = (
            0.17
            * (sin(pi * min(0.98, max(0.03, t))) ** 0.45)
            * (0.75 + 0.5 * dice.random())
        )
        way = dice.normal(size=3)
        way /= np.linalg.norm(way)
        clump = 1 + 0.16 * sin(t * 90 + way[0] * 6)
        spots.append(
            (
                tuple(at + way * thick * clump),
                tuple(dice.random(3) * 6),
                (0.032, 0.028, 0.036),
            )
        )
    parts = [
        tube(stem, [0.06, 0.05, 0.04, 0.03, 0.03], stuff("stem")),
        many(globe(1), spots, stuff("ear")),
    ]
    for k in range(leaves):
        s, z = (-1) ** k, high * (0.18 + 0.2 * k)
        parts.append(
            blade(
                [
                    (0.05, 0, z),
                    (s * 0.4, 0.1 * k, z + 0.7),
                    (s * 1.0, 0.2 * k - 0.2, z + 0.75),
                    (s * 1.5, 0.1, z + 0.25),
                ],
                0.11,
                "dry-leaf",
            )
        )
    return group(*parts)


def oat_ear(*, high: float = 3.2, seed: int = 1) -> Thing:
    """Return a stalk of oats: a loose tassel of hanging spikelets."""
    dice = np.random.default_rng(seed)
    parts = [
        tube(
            [(0, 0, 0), (0.05, 0, high * 0.5), (0.0, 0, high)],
            [0.035, 0.03, 0.015],
            stuff("stem", color="#b9a45e"),
        )
    ]
    part = turned(curve("0 0, 0.06 0.1, 0.075 0.25, 0.04 0.45, 0.005 0.6", 3), 7)
    spots = []
    for k in range(30):
        z, angle = high * (0.52 + 0.46 * k / 30), k * 2.4
        reach = 0.15 + 0.55 * (1 - k / 30) * (0.6 + 0.5 * dice.random())
        end = (reach * cos(angle), reach * sin(angle), z - 0.05 + 0.1 * dice.random())
        parts.append(
            tube(
                [(0.02, 0, z), (end[0] * 0.55, end[1] * 0.55, z + 0.16), end],
                0.008,
                stuff("stem", color="#b9a45e"),
            )
        )
        spots += [
            (
                (end[0], end[1], end[2]),
                (pi + (dice.random() - 0.5) * 0.7, (dice.random() - 0.5) * 0.9, k),
                (1, 1, 0.75),
            )
        ]
    parts.append(many(part, spots, stuff("oats")))
    parts += [
        blade(
            [
                (0, 0, high * 0.2),
                (s * 0.3, 0, high * 0.42),
                (s * 0.8, -0.2, high * 0.45),
                (s * 1.1, -0.2, high * 0.3),
            ],
            0.07,
            "dry-leaf",
        )
        for s in (-1, 1)
    ]
    return group(*parts)


def daylily(
    *, high: float = 3, stalks: int = 5, leaves: int = 22, seed: int = 1, open_: int = 0
) -> Thing:
    """Return a tuft of daylilies: arching leaves, bare stalks, closed buds on top."""
    dice = np.random.default_rng(seed)
    parts = []
    for _ in range(leaves):
        a, reach, up = (
            dice.random() * tau,
            0.9 + 0.8 * dice.random(),
            high * (0.45 + 0.3 * dice.random()),
        )
        x, y = cos(a), sin(a)
        parts.append(
            blade(
                [
                    (0.1 * x, 0.1 * y, 0),
                    (0.35 * x * reach, 0.35 * y * reach, up * 0.75),
                    (0.8 * x * reach, 0.8 * y * reach, up),
                    (1.35 * x * reach, 1.35 * y * reach, up * 0.55),
                ],
                0.09,
            )
        )
    part = turned(
        curve(
            "0 0, 0.05 0.05, 0.07 0.4, 0.105 0.8, 0.08 1, 0.015 1.1",
            4,
        ),
        10,
    )
    spots = []
    for _ in range(stalks):
        a, reach, up = (
            dice.random() * tau,
            0.25 + 0.4 * dice.random(),
            high * (0.85 + 0.3 * dice.random()),
        )
        top = Vector((reach * cos(a), reach * sin(a), up))
        parts.append(
            tube(
                [(0, 0, 0), top * 0.5 + Vector((0, 0, 0.1)), top],
                [0.05, 0.04, 0.03],
                stuff("leaf", color="#6b8038"),
            )
        )
        for k in range(3 + int(dice.random() * 3)):
            turn, lean = dice.random() * tau, 0.25 + 0.5 * dice.random()
            size = 0.5 + 0.5 * dice.random()
            spots.append(
                (
                    tuple(top - Vector((0, 0, 0.12 * k))),
                    (0, lean, turn),
                    (size * 0.85, size * 0.85, size),
                )
            )
    parts.append(many(part, spots, stuff("bud", skin=0)))
    parts += [
        place(lily_flower(), (0.5 * k - 0.4, -0.4, high), turn=-90, tilt=(0, 50))
        for k in range(open_)
    ]
    return group(*parts)


def lily_flower(*, size: float = 0.8) -> Thing:
    """Return an open flower whose trumpet looks along x."""
    parts = [
        place(
            blade(
                "0 0 0, 0.25 0 0.5, 0.55 0 0.85, 0.95 0 0.9",
                0.17,
                "lily",
            ),
            turn=k * 60,
        )
        for k in range(6)
    ]
    parts += [
        tube(
            [
                (0, 0, 0),
                (0.08 * cos(k), 0.08 * sin(k), 0.6),
                (0.2 * cos(k), 0.2 * sin(k), 0.95),
            ],
            0.014,
            stuff("lily", color="#f0c24a"),
        )
        for k in range(6)
    ]
    return place(group(*parts), size=size)


def bud(*, size: float = 1, of: str = "bud") -> Thing:
    """Return one bud, lying along y."""
    part = turned(
        curve(
            "0 0, 0.05 0.05, 0.06 0.35, 0.1 0.75, 0.085 0.95, 0.015 1.1",
            5,
        ),
        14,
    )
    return place(
        many(part, [((0, 0, 0.1), (-pi / 2, 0, 0), (1, 1, 1))], stuff(of)), size=size
    )


def buckthorn(
    *, long: float = 3.6, seed: int = 1, berries: int = 330, leaves: int = 130
) -> Thing:
    """Return a thorny branch along x, thick with orange berries."""
    dice = np.random.default_rng(seed)
    main = curve(
        [
            (0, 0, 0.3),
            (long * 0.3, 0.12, 0.42),
            (long * 0.62, -0.06, 0.36),
            (long, 0.1, 0.6),
        ],
        20,
    )
    lines = [main]
    parts = [
        tube(
            [tuple(p) for p in main[::6]],
            list(np.linspace(0.075, 0.02, len(main[::6]))),
            stuff("twig"),
        )
    ]
    for k in range(7):
        root = main[6 + k * 7]
        way = np.array(
            [0.6, (-1) ** k * (0.5 + 0.4 * dice.random()), 0.15 + 0.25 * dice.random()]
        )
        end = root + way * (0.7 + 0.7 * dice.random())
        twig = curve(
            [tuple(root), tuple((root + end) / 2 + [0, 0, 0.08]), tuple(end)], 12
        )
        lines.append(twig)
        parts.append(
            tube(
                [tuple(p) for p in twig[::5]],
                list(np.linspace(0.035, 0.012, len(twig[::5]))),
                stuff("twig"),
            )
        )
        parts.append(
            tube([tuple(end), tuple(end + way * 0.16)], [0.016, 0.001], stuff("thorn"))
        )
    spots, greens = [], []
    leaf = (
        np.array(
            [
                (-0.02, 0, 0),
                (0, -0.035, 0.15),
                (0, 0.035, 0.15),
                (0.01, -0.03, 0.35),
                (0.01, 0.03, 0.35),
                (0.05, 0, 0.5),
            ]
        ),
        np.array([(0, 1, 2), (1, 3, 2), (2, 3, 4), (3, 5, 4)]),
    )
    for _ in range(berries):
        line = lines[int(dice.random() * len(lines))]
        knot = line[int((0.1 + 0.12 * int(dice.random() * 7)) * (len(line) - 1))]
        off = dice.normal(size=3)
        off *= (0.1 + 0.09 * dice.random()) / np.linalg.norm(off)
        size = 0.062 + 0.022 * dice.random()
        spots.append(
            (tuple(knot + off), tuple(dice.random(3) * 6), (size, size, size * 1.2))
        )
    for _ in range(leaves):
        line = lines[int(dice.random() * len(lines))]
        at = line[int(dice.random() * (len(line) - 1))]
        greens.append(
            (
                tuple(at),
                (dice.random() * 2.4 - 1.2, dice.random() * 2.4, dice.random() * tau),
                (1, 1, 0.8 + 0.5 * dice.random()),
            )
        )
    return group(
        *parts,
        many(globe(2), spots, stuff("berry")),
        many(leaf, greens, stuff("silver-leaf")),
    )


def tree(
    *,
    high: float = 9,
    seed: int = 3,
    fruits: int = 500,
    leaves: int = 1800,
    fruit: float = 0.11,
    of: str = "fresh-jujube",
) -> Thing:
    """Return an old, crooked tree with fruits at the ends of its branches."""
    wood = Wood(seed)
    wood.grow(np.zeros(3), np.array([0.15, 0, 1.0]), high * 0.34, high * 0.055, 5)
    scale = high / 9
    reds = []
    for x, y, z in wood.tips(fruits, 0.12 * scale):
        size = fruit * scale * (0.85 + 0.3 * wood.dice.random())
        turn = tuple(wood.dice.random(3) * 0.6)
        reds.append(((x, y, z - 0.12 * scale), turn, (size, size, size * 1.35)))
    greens = [
        (tuple(at), tuple(wood.dice.random(3) * 6), (scale * 1.2,) * 3)
        for at in wood.tips(leaves, 0.16 * scale)
    ]
    parts = [*wood.parts, many(globe(2), reds, stuff(of))]
    parts.append(
        many(LEAF, greens, stuff("leaf", color="#8a8a34", dark="#6b742c", skin=0))
    )
    return group(*parts)


LEAF = (
    np.array(
        [
            (0, 0, 0),
            (0.06, 0, 0.1),
            (-0.06, 0, 0.1),
            (0.05, 0.02, 0.22),
            (-0.05, 0.02, 0.22),
            (0, 0.03, 0.32),
        ]
    ),
    np.array([(0, 1, 2), (1, 3, 2), (2, 3, 4), (3, 5, 4)]),
)


class Wood:
    """Branches that fork and bend as the dice say."""

    def __init__(self, seed: int) -> None:
        self.dice = np.random.default_rng(seed)
        self.parts: list[Thing] = []
        self.ends: list[np.ndarray] = []

    def grow(
        self, at: np.ndarray, way: np.ndarray, long: float, thick: float, level: int
    ) -> None:
        points, radii = [at], [thick]
        for _ in range(4):
            way = unit(way + self.dice.normal(size=3) * 0.28)
            points.append(points[-1] + way * long / 4)
            radii.append(radii[-1] * 0.84)
        self.parts.append(tube([tuple(p) for p in points], radii, stuff("bark")))
        if level < 3:
            self.ends.extend(points[1:])
        for k in range((3 if level > 2 else 2) if level else 0):
            bend = self.bend(way, 0.12 if level > 2 else -0.16)
            length = long * (0.66 + 0.2 * self.dice.random())
            self.grow(points[-1 - k % 2], bend, length, radii[-1] * 0.8, level - 1)

    def bend(self, way: np.ndarray, lift: float) -> np.ndarray:
        """Return a direction away from *way*, up or down by *lift*."""
        side = self.dice.normal(size=3)
        side = unit(side - way * side.dot(way))
        return unit(way * 0.55 + side * 0.85 + np.array([0, 0, lift]))

    def tips(self, count: int, spread: float) -> list[np.ndarray]:
        """Return *count* places near the ends of the branches."""
        picks = [
            self.ends[int(self.dice.random() * len(self.ends))] for _ in range(count)
        ]
        return [at + self.dice.normal(size=3) * spread for at in picks]


def unit(way: np.ndarray) -> np.ndarray:
    return way / np.linalg.norm(way)


def jujube_twig(*, seed: int = 1, count: int = 7) -> Thing:
    """Return a twig that lies along x with oval leaves and a few fruits."""
    dice = np.random.default_rng(seed)
    line = [(0, 0, 0.15), (0.8, 0.12, 0.2), (1.6, -0.05, 0.18), (2.3, 0.1, 0.25)]
    parts = [tube(line, [0.05, 0.04, 0.03, 0.012], stuff("twig"))]
    smooth = curve(line, 10)
    for k in range(12):
        x, y, z = smooth[3 + int(k * 2.1)]
        s = (-1) ** k
        parts.append(
            blade(
                [
                    (x, y, z),
                    (x + 0.15, y + s * 0.2, z + 0.08),
                    (x + 0.28, y + s * 0.42, z + 0.05),
                    (x + 0.34, y + s * 0.6, z - 0.05),
                ],
                0.13,
            )
        )
    spots = [
        (
            tuple(
                smooth[int(4 + k * 3.4)] + dice.normal(size=3) * 0.08 + [0, -0.2, 0.02]
            ),
            tuple(dice.random(3) * 3),
            (0.17, 0.17, 0.23),
        )
        for k in range(count)
    ]
    parts.append(many(globe(3), spots, stuff("fresh-jujube")))
    return group(*parts)


def blossom(*, seed: int = 2) -> Thing:
    """Return a branch of apricot blossom that reaches in from the right."""
    dice = np.random.default_rng(seed)
    main = curve("3.6 0 1.6, 2.4 0.1 1.25, 1.2 -0.1 1, 0 0 0.2", 12)
    lines = [main]
    parts = [
        tube(
            [tuple(p) for p in main[::5]],
            list(np.linspace(0.11, 0.025, len(main[::5]))),
            stuff("twig"),
        )
    ]
    for k in range(7):
        root = main[4 + k * 4]
        end = root + np.array(
            [
                -0.5 - 0.4 * dice.random(),
                dice.normal() * 0.2,
                (-1) ** k * (0.4 + 0.5 * dice.random()),
            ]
        )
        twig = curve(
            [tuple(root), tuple((root + end) / 2 + [0.05, 0, 0.05]), tuple(end)], 10
        )
        lines.append(twig)
        parts.append(
            tube(
                [tuple(p) for p in twig[::4]],
                list(np.linspace(0.035, 0.012, len(twig[::4]))),
                stuff("twig"),
            )
        )
    petals, hearts = [], []
    for _ in range(64):
        line = lines[int(dice.random() * len(lines))]
        at = (
            line[int((0.15 + 0.85 * dice.random()) * (len(line) - 1))]
            + dice.normal(size=3) * 0.06
        )
        turn, size = dice.random() * tau, 0.1 + 0.04 * dice.random()
        lean = (dice.random() - 0.5) * 1.2
        for k in range(5):
            a = k * tau / 5 + turn
            off = (size * cos(a), -0.02, size * sin(a))
            petals.append(
                (
                    (at[0] + off[0], at[1] + off[1] - 0.03, at[2] + off[2]),
                    (lean * 0.3, -a, 0),
                    (size * 0.95, size * 0.1, size * 0.8),
                )
            )
        hearts.append(((at[0], at[1] - 0.07, at[2]), (0, 0, 0), (0.03, 0.03, 0.03)))
    return group(
        *parts,
        many(globe(2), petals, stuff("petal")),
        many(globe(1), hearts, stuff("pink")),
    )


def toon(*, leaves: int = 7) -> Thing:
    """Return a shoot of toon that lies along x: red-stemmed leaflets in pairs."""
    parts = []
    for n in range(leaves):
        spread = (n - leaves / 2) * 0.24
        stem = curve(
            [
                (0, 0, 0.08),
                (0.7, spread * 0.6, 0.25),
                (1.5, spread * 1.5, 0.32 + 0.05 * (n % 3)),
                (2.2, spread * 2.5, 0.18),
            ],
            8,
        )
        parts.append(
            tube(
                [tuple(p) for p in stem[::4]],
                0.025,
                stuff("toon", color="#7d3b2a", dark="#5d2a20"),
            )
        )
        for k in range(5, len(stem), 3):
            x, y, z = stem[k]
            parts += [
                blade(
                    [
                        (x, y, z),
                        (x + 0.14, y + s * 0.16, z + 0.05),
                        (x + 0.26, y + s * 0.34, z + 0.02),
                        (x + 0.36, y + s * 0.5, z - 0.08),
                    ],
                    0.09,
                    "toon",
                )
                for s in (-1, 1)
            ]
    return group(*parts)


def bay() -> Thing:
    return blade(
        "0 0 0.02, 0.3 0.02 0.06, 0.6 0.04 0.05, 0.85 0 0.02",
        0.16,
        "dry-leaf",
    )


def star_anise(*, size: float = 0.3) -> Thing:
    parts = [
        place(
            blade(
                "0.05 0 0.05, 0.35 0 0.12, 0.7 0 0.12, 1 0 0.2",
                0.22,
                "twig",
            ),
            turn=k * 45,
        )
        for k in range(8)
    ]
    return place(group(*parts), size=size)
