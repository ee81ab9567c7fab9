"""What lies on the shelves: bottles, jars, sacks, boxes, a book, a card."""

from math import cos, pi, sin

import numpy as np
from art.prints import paper, plate
from art.shape import (
    Thing,
    box,
    card,
    curve,
    dome,
    globe,
    group,
    label,
    lathe,
    many,
    pile,
    place,
    tube,
)
from art.stuff import stuff
from mathutils import Vector, noise


def bottle(
    words: str = "老陈醋",
    *,
    glass: str = "bottle",
    ink: str = "#8e1f1a",
    cap: str = "wax",
    size: float = 1,
) -> Thing:
    body = lathe(
        "0 0, 0.4 0, 0.45 0.04, 0.45 0.1, 0.45 1.5, 0.43 1.68, 0.22 2.05, 0.165 2.25, 0.165 2.72, 0 2.72",
        stuff(glass),
    )
    top = lathe(
        "0.185 2.42, 0.185 2.42, 0.19 2.8, 0.18 2.84, 0.17 2.86, 0.17 2.86, 0 2.87",
        stuff(cap),
    )
    drip = lathe("0.17 2.4, 0.2 2.42, 0.2 2.46, 0.18 2.48", stuff(cap))
    print_ = label(lambda _z: 0.456, 0.28, 1.38, 2.3, paper(words, ink=ink, wide=0.95))
    return place(group(body, top, drip, print_), size=size)


def old_bottle(words: str = "陈醋") -> Thing:
    body = lathe(
        "0 0, 0.5 0, 0.58 0.05, 0.6 0.15, 0.6 1, 0.55 1.35, 0.22 1.7, 0.16 1.85, 0.16 2.2, 0.21 2.22, 0.21 2.3, 0 2.3",
        stuff("bottle", color="#1d2a1c", dark="#10180f"),
    )
    cork = lathe(
        "0.13 2.2, 0.13 2.2, 0.15 2.48, 0.15 2.48, 0 2.49",
        stuff("straw"),
    )
    print_ = label(
        lambda _z: 0.606,
        0.25,
        0.95,
        2.1,
        paper(words, ink="#5d4a2e", ground="#dcc9a0", wide=1.3, plain=True),
    )
    return group(body, cork, print_)


def jar(words: str = "醋", *, cover: str = "cloth") -> Thing:
    """Return a clay jar whose mouth is tied with red cloth."""
    body = lathe(JAR, stuff("glaze"))
    skirt = lathe(
        "0 2.3, 0.3 2.32, 0.55 2.26, 0.58 2.12, 0.55 2.04, 0.66 1.92, 0.8 1.78",
        stuff(cover),
        ripple=lambda a, z: (
            1 + max(0, 2.05 - z) * 0.35 * sin(a * 13 + z) + 0.012 * sin(a * 31)
        ),
    )
    cord = tube(
        [(0.58 * cos(k * pi / 8), 0.58 * sin(k * pi / 8), 2.06) for k in range(17)],
        0.035,
        stuff("rope"),
    )
    print_ = label(
        lambda z: jar_radius(z) + 0.01,
        0.72,
        1.42,
        0.75,
        paper(words, ink="#2a120b", ground="#b5372a", wide=1, plain=True),
    )
    return group(body, skirt, cord, print_)


JAR = (
    "0 0, 0.55 0, 0.6 0.03, 0.85 0.5, 1 1.1, 0.92 1.6, 0.6 1.95, 0.5 2.05, "
    "0.56 2.16, 0.5 2.2, 0 2.2"
)


def jar_radius(z: float) -> float:
    """Return how wide the jar is at *z*, so that nothing pasted on it sinks in."""
    belly = curve("0.6 0.03, 0.85 0.5, 1 1.1, 0.92 1.6, 0.6 1.95")
    return float(np.interp(z, belly[:, 1], belly[:, 0]))


def glass_jar(
    words: str = "",
    *,
    fill: str = "vinegar",
    ink: str = "#5d3a1d",
    grains: str = "",
    cloves: int = 0,
) -> Thing:
    """Return a jar of glass; *fill* is a liquid or, with *grains*, a heap."""
    wide = 0.48 if cloves else 0.57
    parts = [
        lathe(
            "0 0, 0.5 0, 0.6 0.06, 0.62 0.2, 0.62 1.2, 0.58 1.34, 0.46 1.44, 0.46 1.44, 0.46 1.56",
            stuff("glass"),
        )
    ]
    parts.append(
        lathe(
            [
                (0, 0.05),
                (0.4, 0.05),
                (wide - 0.01, 0.1),
                (wide, 0.2),
                (wide, 1.1),
                (wide, 1.1),
                (0, 1.12),
            ],
            stuff(grains or fill),
        )
    )
    if cloves:
        spots = [
            (
                (0.47 * cos(k * 2.4), 0.47 * sin(k * 2.4), 0.2 + 0.85 * (k * 0.37 % 1)),
                (k, k * 2, k * 3),
                (0.1, 0.075, 0.14),
            )
            for k in range(cloves)
        ]
        parts.append(many(globe(2), spots, stuff("green-garlic")))
    parts.append(
        lathe(
            "0.5 1.5, 0.5 1.5, 0.5 1.72, 0.48 1.76, 0.48 1.76, 0 1.77",
            stuff("brass"),
        )
    )
    if words:
        parts.append(
            label(lambda _z: 0.628, 0.35, 1.0, 1.25, paper(words, ink=ink, wide=1.15))
        )
    return group(*parts)


def sack(
    words: str = "黄小米",
    *,
    ink: str = "#8e5a12",
    cloth: str = "linen",
    high: float = 1,
) -> Thing:
    """Return a linen sack tied with red cord."""
    h = high

    def folds(a: float, z: float) -> float:
        return 1 + 0.02 * sin(a * 5 + z * 3) + max(0, z - 1.3 * h) * 0.16 * sin(a * 11)

    body = lathe(
        [
            (0, 0),
            (0.6, 0),
            (0.74, 0.06),
            (0.84, 0.5 * h),
            (0.78, 1.1 * h),
            (0.5, 1.6 * h),
            (0.24, 1.82 * h),
            (0.24, 1.86 * h),
            (0.44, 2.12 * h),
            (0.5, 2.2 * h),
            (0.42, 2.12 * h),
            (0.2, 1.95 * h),
        ],
        stuff(cloth),
        ripple=folds,
    )
    cord = tube(
        [
            (0.27 * cos(k * pi / 6), 0.27 * sin(k * pi / 6), 1.84 * h + 0.03 * sin(k))
            for k in range(14)
        ],
        0.035,
        stuff("wax"),
    )
    ends = [
        tube(
            [
                (0.1 * s, -0.26, 1.84 * h),
                (0.2 * s, -0.42, 1.66 * h),
                (0.16 * s, -0.64, 1.4 * h),
            ],
            0.028,
            stuff("wax"),
        )
        for s in (-1, 1)
    ]
    print_ = label(
        lambda z: 0.85 + 0.02 - 0.11 * abs(z / h - 0.55) ** 1.6,
        0.3 * h,
        1.05 * h,
        0.8,
        paper(words, ink=ink, wide=0.85),
    )
    return group(body, cord, *ends, print_)


def gift(
    words: str = "晋",
    *,
    color: str = "#8e1f1a",
    wide: float = 3.2,
    deep: float = 1.9,
    high: float = 1.0,
) -> Thing:
    """Return a box with a round seal on its front and a gold line."""
    body = box(
        (wide, deep, high * 0.72),
        stuff("leather", color=color, dark=color),
        round_=0.04,
    )
    lid = place(
        box(
            (wide + 0.06, deep + 0.06, high * 0.3),
            stuff("leather", color=color, dark=color),
            round_=0.04,
        ),
        (0, 0, high * 0.72),
    )
    band = place(
        box((wide + 0.065, deep + 0.065, 0.025), stuff("gold"), round_=0),
        (0, 0, high * 0.71),
    )
    seal = place(
        card(high * 0.62, high * 0.62, paper(words, ink=color, wide=1)),
        (0, -deep / 2 - 0.04, high * 0.19),
    )
    return group(body, lid, band, seal)


def book(words: str = "面食手记") -> Thing:
    """Return a thread-bound book lying on its back."""
    pages = place(box((2.1, 2.9, 0.34), stuff("paper"), round_=0.01), (0.03, 0, 0.03))
    covers = [
        place(box((2.2, 3.0, 0.035), stuff("indigo"), round_=0.01), (0, 0, z))
        for z in (0, 0.36)
    ]
    title = place(
        card(0.55, 1.9, paper(words, ink="#1c3446", wide=0.29)),
        (0.62, -0.62, 0.4),
        tilt=(-90, 0),
    )
    threads = [
        tube([(-1.11, y, 0), (-1.11, y, 0.4), (-0.85, y, 0.41)], 0.014, stuff("paper"))
        for y in (-1.3, -0.65, 0, 0.65, 1.3)
    ]
    spine = tube(
        "-0.85 -1.5 0.41, -0.85 0 0.41, -0.85 1.5 0.41",
        0.014,
        stuff("paper"),
    )
    return group(pages, *covers, title, spine, *threads)


def member_card(words: str = "年度会员") -> Thing:
    """Return a card of red lacquer, upright, a little thick."""
    body = box(
        (2.7, 0.05, 1.7),
        stuff("leather", color="#7a1a13", dark="#63130d", bump=0.05),
        round_=0.02,
    )
    face = place(
        card(2.6, 1.6, stuff("print", image=plate(words), rough=0.4)),
        (0, -0.03, 0.05),
    )
    return group(body, face)


def parcel(*, size: float = 1) -> Thing:
    """Return a thing wrapped in paper and tied with string."""
    body = box(
        (1.6, 1.2, 0.7),
        stuff("paper", color="#b99a6b", dark="#a6875a", scale=3, bump=0.3, bumps=5),
        round_=0.06,
    )
    strings = [
        tube(
            "0 -0.61 0, 0 -0.62 0.7, 0 0.62 0.71, 0 0.61 0",
            0.02,
            stuff("wax"),
        ),
        tube(
            "-0.81 0 0, -0.82 0 0.7, 0.82 0 0.71, 0.81 0 0",
            0.02,
            stuff("wax"),
        ),
    ]
    return place(group(body, *strings), size=size)


def heap(
    of: str = "millet",
    *,
    radius: float = 0.8,
    high: float = 0.35,
    grain: float = 0.025,
    count: int = 6000,
    long: float = 1,
    seed: int = 2,
) -> Thing:
    """Return grains that cover a mound of the same stuff, or lie strewn if it is flat."""
    dice = np.random.default_rng(seed)
    far = radius * dice.random(count) ** 0.5 * 1.05
    angle = dice.random(count) * 2 * pi
    up = dome(radius, high)
    spots = [
        (
            (r * cos(a), r * sin(a), up(r) + grain * 0.5),
            (a * 7, a * 13, a * 17),
            (grain * long, grain, grain),
        )
        for r, a in zip(far, angle, strict=True)
    ]
    grains = many(globe(1), spots, stuff(of))
    if high < grain * 2:
        return group(grains)
    mound = lathe("0 1, 0.5 0.75, 0.85 0.28, 1 0", stuff(of), size=(radius, high))
    return group(mound, grains)


def fruits(
    of: str = "jujube",
    *,
    count: int = 40,
    radius: float = 0.9,
    grain: float = 0.16,
    long: float = 1.3,
    floor: float = 0,
    wobble: float = 0.1,
    seed: int = 3,
) -> Thing:
    """Return fruits dropped into a circle, or into a bowl if *floor* is its depth."""
    lain = pile(count, radius, grain, lambda r: floor * (r / radius) ** 2, seed=seed)
    corners, faces = globe(3)
    push = np.array([1 + wobble * noise.noise(Vector(c) * 2.2) for c in corners])
    dice = np.random.default_rng(seed)
    spots = [
        (tuple(at), tuple(dice.random(3) * 6), (grain * s, grain * s, grain * long * s))
        for at, s in zip(lain, 0.88 + 0.2 * dice.random(count), strict=True)
    ]
    return many((corners * push[:, None], faces), spots, stuff(of))
