"""Figures of painted clay, for portraits: a head, what grows on it, a coat."""

from math import cos, sin, tau

from art.shape import Thing, ball, curve, group, lathe, place, tube
from art.stuff import stuff

WIDE, DEEP, HIGH, MIDDLE = 0.86, 0.8, 0.97, 2.62
"""The head's half-axes, and how high its middle is."""


def person(
    *,
    coat: str = "#355a73",
    collar: str = "#e9dfcb",
    skin: str = "#d8a27c",
    hair: str = "short",
    hairs: str = "hair",
    hat: str = "",
    beard: str = "",
    glasses: bool = False,
    age: bool = False,
) -> Thing:
    """Return a person who looks at the reader, from the chest up."""
    parts = [*body(coat, collar, skin), *face(skin, hairs), *STYLES[hair](hairs)]
    if hat:
        parts += HATS[hat]()
    if beard:
        parts += BEARDS[beard](hairs)
    if glasses:
        parts += spectacles()
    if age:
        parts += wrinkles(skin)
    return group(*parts)


def at(x: float, z: float, out: float = 0) -> tuple[float, float, float]:
    """Return the point of the face at *x* and *z* from its middle."""
    deep = max(0.0, 1 - (x / WIDE) ** 2 - (z / HIGH) ** 2) ** 0.5
    return x, -DEEP * deep - out, MIDDLE + z


def body(coat: str, collar: str, skin: str) -> list[Thing]:
    wool = stuff("indigo", color=coat, dark=coat)
    rim = stuff("linen", color=collar, dark=collar)
    trunk = place(ball((1.62, 0.92, 1.5), wool), (0, 0.12, 0.15))
    neck = tube(
        "0 0.05 1.2, 0 0.03 1.6, 0 0 2.1",
        [0.5, 0.38, 0.4],
        stuff("skin", color=skin),
    )
    lapels = [
        tube(
            [
                (s * 0.42, 0.12, 1.72),
                (s * 0.4, -0.42, 1.55),
                (s * 0.2, -0.72, 1.2),
                (-s * 0.06, -0.86, 0.75),
            ],
            [0.1, 0.13, 0.12, 0.1],
            rim,
        )
        for s in (1, -1)
    ]
    return [trunk, neck, *lapels]


def face(skin: str, hairs: str) -> list[Thing]:
    clay = stuff("skin", color=skin)
    head = place(ball((WIDE, DEEP, HIGH), clay, wobble=0.015), (0, 0, MIDDLE))
    jaw = place(ball((0.6, 0.58, 0.5), clay), (0, -0.13, MIDDLE - 0.52))
    nose = place(ball((0.1, 0.12, 0.13), clay), at(0, -0.12, 0.02))
    ears = [
        place(ball((0.09, 0.15, 0.21), clay), (s * 0.86, 0.05, MIDDLE - 0.05))
        for s in (-1, 1)
    ]
    eyes = [
        place(
            ball((0.062, 0.04, 0.085), stuff("ink", rough=0.15)),
            at(s * 0.3, 0.08, -0.005),
        )
        for s in (-1, 1)
    ]
    brows = [
        tube(
            [
                at(s * 0.18, 0.27, 0.01),
                at(s * 0.31, 0.32, 0.015),
                at(s * 0.45, 0.27, 0.01),
            ],
            [0.02, 0.03, 0.012],
            stuff(hairs),
        )
        for s in (-1, 1)
    ]
    mouth = tube(
        [
            at(-0.19, -0.37, 0.03),
            at(-0.1, -0.425, 0.035),
            at(0, -0.44, 0.04),
            at(0.1, -0.425, 0.035),
            at(0.19, -0.37, 0.03),
        ],
        [0.012, 0.026, 0.03, 0.026, 0.012],
        stuff("lips"),
    )
    cheeks = [
        place(
            ball((0.17, 0.03, 0.12), stuff("blush", color=mixed(skin))),
            at(s * 0.47, -0.19, -0.012),
            turn=s * 32,
        )
        for s in (-1, 1)
    ]
    return [head, jaw, nose, *ears, *eyes, *brows, mouth, *cheeks]


def mixed(skin: str) -> str:
    """Return *skin* with some red in it."""
    parts = [int(skin[k : k + 2], 16) for k in (1, 3, 5)]
    red, green, blue = (
        round(a * 0.72 + b * 0.28) for a, b in zip(parts, (205, 84, 70), strict=True)
    )
    return f"#{red:02x}{green:02x}{blue:02x}"


def short(hairs: str) -> list[Thing]:
    return [
        place(
            ball((0.93, 0.88, 0.95), stuff(hairs), wobble=0.03), (0, 0.17, MIDDLE + 0.2)
        )
    ]


def bob(hairs: str) -> list[Thing]:
    sides = [
        place(ball((0.3, 0.5, 0.8), stuff(hairs)), (s * 0.8, 0.1, MIDDLE - 0.3))
        for s in (-1, 1)
    ]
    fringe = place(
        ball((0.62, 0.3, 0.2), stuff(hairs)),
        (-0.16, -0.52, MIDDLE + 0.66),
        tilt=(24, -14),
    )
    back = place(ball((0.98, 0.75, 1.12), stuff(hairs)), (0, 0.38, MIDDLE - 0.05))
    return [*short(hairs), *sides, fringe, back]


def bun(hairs: str) -> list[Thing]:
    knot = place(ball(0.36, stuff(hairs), wobble=0.06), (0, 0.42, MIDDLE + 1.08))
    pin = tube(
        [
            (-0.5, 0.36, MIDDLE + 1.18),
            (0, 0.4, MIDDLE + 1.1),
            (0.5, 0.44, MIDDLE + 1.02),
        ],
        0.03,
        stuff("wax"),
    )
    return [*short(hairs), knot, pin]


def braid(hairs: str) -> list[Thing]:
    """Return hair parted at the side, its plait hanging down over a shoulder."""
    fringe = [
        place(
            ball((wide, 0.24, 0.2), stuff(hairs)),
            (x, -0.5, MIDDLE + 0.66),
            tilt=(24, lean),
        )
        for x, wide, lean in ((-0.3, 0.56, -24), (0.46, 0.4, 34))
    ]
    sides = [
        place(ball((0.16, 0.36, 0.5), stuff(hairs)), (s * 0.84, 0.16, MIDDLE - 0.1))
        for s in (-1, 1)
    ]
    line = curve("0.82 0.1 2.3, 0.86 -0.4 1.9, 0.8 -0.8 1.5, 0.72 -1.0 0.9", 4)[:-1]
    plait = [
        place(
            ball((0.2, 0.17, 0.17), stuff(hairs)),
            (x + 0.06 * (-1) ** k, y, z),
            tilt=(0, 28 * (-1) ** k),
            size=1 - 0.02 * k,
        )
        for k, (x, y, z) in enumerate(line)
    ]
    x, y, z = line[-1]
    tie = place(ball((0.12, 0.12, 0.07), stuff("wax")), (x, y, z - 0.12))
    tuft = place(ball((0.1, 0.1, 0.22), stuff(hairs)), (x, y, z - 0.3))
    return [*short(hairs), *fringe, *sides, *plait, tie, tuft]


def cropped(hairs: str) -> list[Thing]:
    return [place(ball((0.885, 0.83, 0.93), stuff(hairs)), (0, 0.13, MIDDLE + 0.14))]


def towel() -> list[Thing]:
    """Return the white towel that farmers of the loess wind round their heads."""
    white = stuff("linen", color="#efe9dc", dark="#dcd3c0")
    ring = [
        tube(
            [
                (
                    0.94 * cos(k * tau / 16),
                    0.08 + 0.9 * sin(k * tau / 16),
                    MIDDLE + 0.42 + r * 0.16 - 0.06 * sin(k * tau / 16 + r),
                )
                for k in range(17)
            ],
            0.13,
            white,
        )
        for r in (0, 1)
    ]
    crown = place(ball((0.88, 0.84, 0.5), white), (0, 0.08, MIDDLE + 0.62))
    knot = place(ball((0.17, 0.12, 0.12), white, wobble=0.1), (0.1, -0.9, MIDDLE + 0.6))
    ends = [
        tube(
            [
                (0.1, -0.92, MIDDLE + 0.6),
                (0.1 + s * 0.22, -1.0, MIDDLE + 0.76),
                (0.1 + s * 0.4, -0.93, MIDDLE + 0.94),
            ],
            [0.06, 0.1, 0.12],
            white,
            flat=1,
        )
        for s in (-1, 1)
    ]
    return [*ring, crown, knot, *ends]


def cap() -> list[Thing]:
    """Return a workman's cap with a short peak."""
    blue = stuff("indigo", color="#3c4a55", dark="#2f3b45")
    crown = place(
        lathe(
            "0.9 0, 0.93 0.2, 0.98 0.42, 0.86 0.58, 0.4 0.66, 0 0.67",
            blue,
        ),
        (0, 0.08, MIDDLE + 0.38),
        tilt=(-6, 0),
    )
    peak = place(ball((0.62, 0.42, 0.05), blue), (0, -0.92, MIDDLE + 0.4), tilt=(10, 0))
    return [crown, peak]


def straw() -> list[Thing]:
    brim = lathe(
        "1.75 0, 1.72 0.03, 1.2 0.2, 0.95 0.3, 0.9 0.75, 0.7 0.95, 0 1",
        stuff("straw"),
        ripple=lambda a, z: 1 + 0.008 * sin(a * 70 + z * 30),
    )
    band = lathe("0.955 0.3, 0.97 0.32, 0.945 0.46, 0.93 0.46", stuff("cloth"))
    return [place(group(brim, band), (0, 0.08, MIDDLE + 0.42), tilt=(-8, 0))]


def scarf() -> list[Thing]:
    """Return a kerchief tied under the chin."""
    red = stuff("cloth", color="#8e2f2a", dark="#74231f")
    hood = place(ball((1.0, 0.93, 1.04), red), (0, 0.24, MIDDLE + 0.16))
    sides = [
        tube(
            [
                (s * 0.86, -0.15, MIDDLE + 0.3),
                (s * 0.84, -0.3, MIDDLE - 0.35),
                (s * 0.4, -0.6, MIDDLE - 0.92),
                (0, -0.68, MIDDLE - 1.05),
            ],
            [0.14, 0.17, 0.14, 0.1],
            red,
        )
        for s in (-1, 1)
    ]
    ends = [
        tube(
            [
                (0, -0.7, MIDDLE - 1.05),
                (s * 0.16, -0.86, MIDDLE - 1.3),
                (s * 0.24, -0.9, MIDDLE - 1.55),
            ],
            [0.09, 0.1, 0.12],
            red,
        )
        for s in (-1, 1)
    ]
    return [hood, *sides, *ends]


def moustache(hairs: str) -> list[Thing]:
    return [
        tube(
            [
                at(s * 0.02, -0.27, 0.05),
                at(s * 0.16, -0.29, 0.05),
                at(s * 0.3, -0.38, 0.02),
            ],
            [0.05, 0.06, 0.015],
            stuff(hairs),
        )
        for s in (-1, 1)
    ]


def goatee(hairs: str) -> list[Thing]:
    return [
        place(
            ball((0.2, 0.16, 0.36), stuff(hairs), wobble=0.08),
            (0, -0.66, MIDDLE - 0.88),
        ),
        *moustache(hairs),
    ]


def spectacles() -> list[Thing]:
    parts = []
    for s in (-1, 1):
        x, y, z = at(s * 0.31, 0.06, 0.09)
        parts.append(
            tube(
                [
                    (
                        x + 0.23 * cos(k * tau / 24),
                        y
                        + 0.03
                        * abs(cos(k * tau / 24))
                        * (1 if s * cos(k * tau / 24) > 0 else 0),
                        z + 0.21 * sin(k * tau / 24),
                    )
                    for k in range(25)
                ],
                0.018,
                stuff("ink"),
            )
        )
        parts.append(
            tube(
                [
                    (x + s * 0.22, y + 0.03, z + 0.02),
                    (s * 0.8, -0.3, z + 0.04),
                    (s * 0.9, 0.05, z + 0.02),
                ],
                0.016,
                stuff("ink"),
            )
        )
    parts.append(
        tube(
            [at(-0.09, 0.07, 0.1), at(0, 0.1, 0.11), at(0.09, 0.07, 0.1)],
            0.016,
            stuff("ink"),
        )
    )
    return parts


def wrinkles(skin: str) -> list[Thing]:
    line = stuff("blush", color=mixed(skin))
    return [
        tube(
            [
                at(s * 0.47, 0.12 - 0.07 * k, 0),
                at(s * 0.56, 0.15 - 0.09 * k, 0),
                at(s * 0.63, 0.15 - 0.11 * k, 0),
            ],
            [0.005, 0.011, 0.004],
            line,
        )
        for s in (-1, 1)
        for k in (0, 1)
    ]


STYLES = {
    "short": short,
    "bob": bob,
    "braid": braid,
    "bun": bun,
    "cropped": cropped,
    "none": lambda _hairs: [],
}
HATS = {"towel": towel, "cap": cap, "straw": straw, "scarf": scarf}
BEARDS = {"goatee": goatee, "moustache": moustache}
