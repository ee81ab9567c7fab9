"""Where things stand: a table before a wall, a courtyard, a slope, a field, a cellar."""

from itertools import product
from math import cos, exp, sin

import bpy
import numpy as np
from art.dishes import vat
from art.goods import heap
from art.plants import daylily
from art.shape import (
    Thing,
    ball,
    box,
    globe,
    group,
    lathe,
    many,
    place,
    sheet,
    solid,
    tube,
)
from art.stuff import stuff
from mathutils import Vector, noise


def table(
    of: str = "wood",
    *,
    wall: str = "plaster",
    tint: str = "",
    shade: str = "",
    top: str = "",
    top_shade: str = "",
    back: float = 3.2,
    far: float = 9,
    flour: float = 0,
) -> Thing:
    """Return a table's top, its far edge at *back*, and a wall behind it."""
    look = {"color": top, "dark": top_shade or top} if top else {}
    if flour:
        look["sift"] = ["#f4ecdc", flour]
    board = place(
        box((90, 40, 0.6), stuff(of, **look), round_=0.03), (0, back - 20, -0.6)
    )
    wallpaint = {"color": tint, "dark": shade or tint} if tint else {}
    screen = place(
        sheet((160, 90), (1, 1), stuff(wall, **wallpaint)), (0, far, 0), tilt=(90, 0)
    )
    return group(board, screen)


def top(
    of: str = "wood",
    *,
    color: str = "",
    dark: str = "",
    flour: float = 0,
    planks: float = 0,
    turn: float = 0,
) -> Thing:
    """Return a table seen from above, of one piece or of *planks*."""
    look = ({"color": color, "dark": dark or color} if color else {}) | (
        {"sift": ["#f4ecdc", flour]} if flour else {}
    )
    if not planks:
        return group(place(sheet((60, 60), (1, 1), stuff(of, **look)), turn=turn))
    return group(
        *(
            place(
                box((60, planks - 0.03, 0.3), stuff(of, **look), round_=0.03),
                (k * 1.7 % 3, k * planks, -0.3),
            )
            for k in range(-9, 10)
        )
    )


def window(
    *,
    source: tuple[float, float, float],
    at: tuple[float, float, float] = (0, 0, 1),
    far: float = 16,
    wide: float = 6,
    high: float = 7,
    bars: tuple[int, int] = (2, 3),
    bar: float = 0.28,
) -> Thing:
    """Return a lattice between the sun at *source* and a point: its shadow falls on all."""
    dark = stuff("ink")
    boxes = [
        place(box((60, 40, 0.1), dark, round_=0), (0, s * (high / 2 + 20), 0))
        for s in (-1, 1)
    ]
    boxes += [
        place(box((40, 60, 0.1), dark, round_=0), (s * (wide / 2 + 20), 0, 0))
        for s in (-1, 1)
    ]
    boxes += [
        place(
            box((bar, high, 0.1), dark, round_=0),
            (wide * (k / (bars[0] + 1) - 0.5), 0, 0),
        )
        for k in range(1, bars[0] + 1)
    ]
    boxes += [
        place(
            box((wide, bar, 0.1), dark, round_=0),
            (0, high * (k / (bars[1] + 1) - 0.5), 0),
        )
        for k in range(1, bars[1] + 1)
    ]
    for one in boxes:
        one.visible_camera = one.visible_diffuse = one.visible_glossy = False
    frame = group(*boxes)
    way = (Vector(source) - Vector(at)).normalized()
    frame.location = Vector(at) + way * far
    frame.rotation_euler = way.to_track_quat("Z", "Y").to_euler()
    return frame


def courtyard(*, snow: bool = False, wall: float = 14) -> Thing:
    """Return a paved court, a brick wall with a tiled ridge, a gate."""
    floor = place(
        sheet(
            (90, 70), (1, 1), stuff("floor-brick", brick=[2.6, 2.6, "#5f584e", "lying"])
        ),
        (0, 12, 0),
    )
    back = place(box((90, 1, 7), stuff("wall-brick"), round_=0), (0, wall, 0))
    parts = [floor, back]
    parts.append(place(box((90, 1.9, 0.3), stuff("tile"), round_=0.02), (0, wall, 7)))
    tile = "0 -1.25 0, 0 0 0.75, 0 1.2 0.1"
    for x in np.arange(-37, 37, 0.62):
        row = tube(tile, 0.17, stuff("tile"))
        parts.append(place(row, (x, wall, 7.3)))
    parts.append(
        place(box((90, 2.1, 0.2), stuff("tile"), round_=0.02), (0, wall, 7.25))
    )
    parts.append(
        place(
            tube("-45 0 0, 0 0 0, 45 0 0", 0.3, stuff("tile")),
            (0, wall, 8.15),
        )
    )
    parts.append(gate(wall))
    if snow:
        parts += [
            place(box((90, 2.5, 0.22), stuff("snow"), round_=0.1), (0, wall, 8.2))
        ]
    return group(*parts)


def gate(wall: float, x: float = -9) -> Thing:
    leaves = [
        place(
            box((1.9, 0.2, 5), stuff("gate"), round_=0.03),
            (x + s * 0.98, wall - 0.6, 0),
        )
        for s in (-1, 1)
    ]
    frame = [
        place(
            box((0.4, 0.5, 5.4), stuff("gate"), round_=0.04),
            (x + s * 2.15, wall - 0.6, 0),
        )
        for s in (-1, 1)
    ]
    beam = place(box((5, 0.6, 0.5), stuff("gate"), round_=0.04), (x, wall - 0.6, 5.1))
    rings = [
        place(
            lathe("0 0, 0.16 0, 0.12 0.1, 0 0.12", stuff("brass")),
            (x + s * 0.3, wall - 0.72, 2.5),
            tilt=(90, 0),
        )
        for s in (-1, 1)
    ]
    return group(*leaves, *frame, beam, *rings)


def vats(
    *,
    rows: int = 3,
    columns: int = 5,
    gap: float = 3.2,
    start: float = 0,
    cover: str = "hat",
    fill: str = "vinegar",
    open_: tuple[int, ...] = (),
) -> Thing:
    """Return vats in rows that stand like a parade; *open_* ones show what is in them."""
    parts = []
    for row in range(rows):
        for k in range(columns):
            number = row * columns + k
            bare = number in open_
            one = vat(fill=fill if bare else "", cover="" if bare else cover)
            parts.append(
                place(
                    one,
                    (
                        (k - (columns - 1) / 2) * gap + (row % 2) * gap * 0.5,
                        start + row * gap * 0.95,
                        0,
                    ),
                    turn=number * 47,
                )
            )
    return group(*parts)


def ridge(x: float, y: float, seed: float) -> float:
    return noise.fractal(Vector((x, y, seed)), 1.0, 2.1, 5)


def slope(
    *,
    seed: float = 2,
    terraces: float = 1.1,
    near: str = "loess",
    haze: str = "#e7d2b4",
    rise: float = 10,
    start: float = 16,
    green: str = "",
) -> Thing:
    """Return loess hills that rise towards the back in terraces."""
    look = {"haze": [haze, 20, 210]} | ({"dark": green, "even": 0.55} if green else {})

    def height(x: float, y: float) -> float:
        deep = y + 75
        base = rise * (1 - exp(-max(0, deep - start) / 60)) * 2
        hill = (
            base * (0.55 + 0.75 * ridge(x / 46, y / 46, seed))
            if deep > start * 0.5
            else 0
        )
        step = hill / terraces
        level = int(step)
        sharp = min(1, max(0, (step - level - 0.68) / 0.32)) ** 2
        return terraces * (level + sharp) + 0.25 * ridge(x / 5, y / 5, seed + 5)

    return group(
        place(sheet((240, 170), (300, 240), stuff(near, **look), height), (0, 75, -1.3))
    )


def gully(*, haze: str = "#e9d6ba") -> Thing:
    """Return far mesas of loess in rows, each paler than the one before."""
    parts = []
    for k, (y, high, tone) in enumerate(
        ((70, 8, "#a97a48"), (110, 15, "#b08a5c"), (170, 25, "#b59870"))
    ):

        def height(x: float, _y: float, k: int = k, high: float = high) -> float:
            return high * (0.55 + 0.5 * ridge(x / (18 + 14 * k), 0, 11 + k))

        verts, faces, n = [], [], 160
        for i in range(n + 1):
            x = (i / n - 0.5) * (180 + 140 * k)
            verts += [(x, y, -3), (x, y, height(x, 0)), (x, y + 14, height(x, 0) - 1)]
        for i in range(n):
            faces += [
                (3 * i, 3 * i + 3, 3 * i + 4, 3 * i + 1),
                (3 * i + 1, 3 * i + 4, 3 * i + 5, 3 * i + 2),
            ]

        parts.append(
            solid(verts, faces, stuff("loess", color=tone, haze=[haze, 30, 230]))
        )
    return group(*parts)


def ground(
    of: str = "earth",
    *,
    size: float = 160,
    bumps: float = 0.3,
    color: str = "",
    haze: list[object] | None = None,
    seed: float = 1,
) -> Thing:
    look: dict[str, object] = ({"color": color} if color else {}) | (
        {"haze": haze} if haze else {}
    )
    return group(
        place(
            sheet(
                (size, size),
                (160, 160),
                stuff(of, **look),
                lambda x, y: bumps * ridge(x / 3, y / 3, seed),
            ),
            (0, size / 2 - 20, 0),
        )
    )


def lily_field(
    *,
    rows: int = 7,
    each: int = 9,
    gap: float = 4.2,
    close: float = 2.4,
    start: float = 3,
    seed: int = 1,
) -> Thing:
    """Return rows of daylilies that run from the reader to the horizon."""
    kinds = [daylily(seed=seed + k, leaves=26, stalks=7, high=3.2) for k in range(3)]
    parts = []
    for row in range(rows):
        for k in range(each):
            number = row * each + k
            x = (row - (rows - 1) / 2) * gap + 0.4 * sin(number * 1.7)
            parts.append(
                place(
                    twin(kinds[number % 3]),
                    (x, start + k * close + 0.3 * cos(number), 0),
                    turn=number * 77,
                    size=0.85 + 0.25 * abs(sin(number)),
                )
            )
    for one in kinds:
        place(one, (0, -200, 0))
    return group(*parts)


def twin(one: Thing) -> Thing:
    """Return a copy of a group that shares its meshes."""
    parts = []
    for child in one.children:
        copy = child.copy()
        bpy.context.scene.collection.objects.link(copy)
        parts.append(copy)
    return group(*parts)


def stars(*, count: int = 170, far: float = 120, seed: int = 5) -> Thing:
    dice = np.random.default_rng(seed)
    spots = []
    for _ in range(count):
        a, h = (dice.random() - 0.5) * 1.4, 0.1 + 0.5 * dice.random()
        size = far * 0.0006 * (0.6 + 1.6 * dice.random() ** 4)
        spots.append(((far * sin(a), far * cos(a), far * h), (0, 0, 0), (size,) * 3))
    return many(globe(1), spots, stuff("star"))


def picker(*, coat: str = "indigo") -> Thing:
    """Return a far figure with a headlamp, bent over a row."""
    body = place(ball((0.55, 0.42, 1.0), stuff(coat)), (0, 0, 2.0), tilt=(0, 0))
    legs = [
        tube([(s * 0.22, 0, 1.6), (s * 0.25, 0, 0)], 0.2, stuff("ink")) for s in (-1, 1)
    ]
    head = place(ball(0.36, stuff("skin")), (0, -0.28, 3.05))
    hat = place(
        lathe("0.4 0, 0.38 0.12, 0.25 0.26, 0 0.3", stuff("linen")),
        (0, -0.26, 3.15),
    )
    bulb = place(ball(0.1, stuff("lamp")), (0, -0.66, 3.2))
    arms = [
        tube(
            [(s * 0.45, 0, 2.6), (s * 0.55, -0.5, 2.1), (s * 0.25, -0.9, 2.2)],
            0.14,
            stuff(coat),
        )
        for s in (-1, 1)
    ]
    basket = place(
        lathe("0.4 0, 0.55 0.7, 0.52 0.7", stuff("straw")), (0.75, -0.2, 1.2)
    )
    return group(body, *legs, head, hat, bulb, *arms, basket)


def cellar(*, rows: int = 5) -> Thing:
    """Return rows of vats sunk into an earthen floor, lids of stone on most."""
    floor = place(
        sheet(
            (60, 80), (1, 1), stuff("earth", color="#6b5138", dark="#4a3625", bump=0.3)
        ),
        (0, 20, 0),
    )
    wall = place(
        sheet((80, 40), (1, 1), stuff("wall-brick", color="#5d5247", dark="#463d34")),
        (0, 34, 0),
        tilt=(90, 0),
    )
    parts = [floor, wall]
    for row in range(rows):
        for k in range(-3, 4):
            at = (k * 3.4 + (row % 2) * 1.7, 2 + row * 3.2, 0)
            parts.append(place(sunk(bare=(row, k) in {(0, 0), (1, -1)}), at))
    for spot in product((-12, 12), (8, 18, 28)):
        post = box((0.9, 0.9, 20), stuff("gate"), round_=0.1)
        parts.append(place(post, spot))
    return group(*parts)


def sunk(*, bare: bool = False) -> Thing:
    """Return the mouth of a vat in the ground: open and full of sorghum, or under its lid."""
    lip = lathe(
        "1 0, 1.18 0.02, 1.22 0.14, 1.1 0.2, 1 0.14, 0.96 -0.2",
        stuff("glaze"),
    )
    if bare:
        return group(
            lip,
            place(
                heap("mash", radius=1.0, high=0.16, grain=0.05, count=2600),
                (0, 0, -0.1),
            ),
        )
    lid = lathe("1.32 0.16, 1.34 0.2, 1.3 0.3, 1.2 0.34, 0 0.36", stuff("stone"))
    knob = place(box((0.5, 0.16, 0.16), stuff("stone"), round_=0.04), (0, 0, 0.36))
    return group(lip, lid, knob)


def stove() -> Thing:
    """Return a brick stove with a fire in its mouth and an iron pan of boiling water."""
    body = box(
        (7, 4.4, 3), stuff("plaster", color="#a98f6f", dark="#8d7454"), round_=0.12
    )
    slab_ = place(box((7.3, 4.7, 0.24), stuff("stone"), round_=0.06), (0, 0, 3))
    mouth = place(box((1.7, 0.3, 1.3), stuff("ink"), round_=0.2), (0, -2.12, 0.5))
    glow = [
        place(
            ball((0.22, 0.12, 0.3 + 0.1 * (k % 2)), stuff("ember"), wobble=0.3, seed=k),
            (-0.5 + 0.25 * k, -2.27, 0.72 + 0.1 * (k % 3)),
        )
        for k in range(5)
    ]
    pan = place(
        lathe(
            "1.9 -0.2, 2 0.35, 2.08 0.4, 2 0.44, 1.85 0.3, 1.5 0.05, 0 0",
            stuff("iron"),
        ),
        (0, 0, 3.2),
    )
    soup = place(
        lathe(
            "0 0.26, 1 0.26, 1.84 0.26",
            stuff("milk-broth", color="#e8e0cc", dark="#d6ccb2", bump=0.6, bumps=3),
        ),
        (0, 0, 3.2),
    )
    bubbles = many(
        globe(2),
        [
            (
                (
                    1.4 * (k * 0.618 % 1) ** 0.5 * cos(k * 2.4),
                    1.4 * (k * 0.618 % 1) ** 0.5 * sin(k * 2.4),
                    3.47,
                ),
                (0, 0, 0),
                (0.07 + 0.05 * (k % 3),) * 3,
            )
            for k in range(46)
        ],
        stuff("milk-broth", color="#f3eddd", dark="#e6dcc4"),
    )
    return group(body, slab_, mouth, *glow, pan, soup, bubbles)


def yard() -> Thing:
    """Return a threshing floor of beaten earth."""
    return group(
        place(
            sheet(
                (120, 120),
                (1, 1),
                stuff("loess", color="#b58c5c", dark="#9b7548", bump=0.25, bumps=6),
            ),
            (0, 40, 0),
        )
    )
