"""What one cooks with and eats from: bowls, spoons, boards, knives, steam."""

from math import cos, sin, tau

import bpy
import numpy as np
from art.prints import paper
from art.shape import (
    Stuff,
    Thing,
    box,
    card,
    globe,
    grid,
    group,
    label,
    lathe,
    many,
    place,
    sheet,
    slab,
    solid,
    tube,
)
from art.stuff import stuff
from mathutils import Vector, noise


def bowl(
    of: str = "blue-glaze",
    *,
    fill: str = "",
    level: float = 0.8,
    wide: float = 1,
    high: float = 0.75,
    rim: str = "",
) -> Thing:
    """Return a bowl of outer radius *wide*, filled up to *level* of its height."""
    size = (wide, high)
    parts = [lathe(BOWL, stuff(of), size=size)]
    if rim:
        parts.append(
            lathe("0.985 0.96, 1.008 1, 0.985 1.02, 0.96 0.97", stuff(rim), size=size)
        )
    if fill:
        parts.append(pool(stuff(fill), wide * (0.6 + 0.36 * level), level * high))
    return group(*parts)


BOWL = """
    0 0.03, 0.4 0.03, 0.42 0, 0.42 0, 0.44 0.1, 0.75 0.4, 0.97 0.9, 1 1, 0.98 1.01,
    0.93 0.9, 0.7 0.44, 0.35 0.14, 0 0.12
"""


def pool(of: Stuff, wide: float, high: float) -> Thing:
    """Return the surface of what is in a dish, drawn up a little at its edge."""
    made = lathe("0 0, 0.6 0, 0.92 0, 1 0.02", of, size=(wide, 1))
    return place(made, (0, 0, high))


def saucer(
    of: str = "porcelain", *, fill: str = "vinegar", wide: float = 0.5, tone: str = ""
) -> Thing:
    dish = "0 0.02, 0.5 0.02, 0.52 0, 0.56 0.06, 0.9 0.18, 1 0.3, 0.97 0.31, 0.85 0.2, 0.5 0.09, 0 0.08"
    shell = lathe(dish, stuff(of), size=(wide, wide))
    if not fill:
        return group(shell)
    return group(
        shell,
        lathe("0 0.17, 0.5 0.17, 0.8 0.175", toned(fill, tone), size=(wide, wide)),
    )


def toned(fill: str, tone: str) -> Stuff:
    return stuff(fill, color=tone) if tone else stuff(fill)


def plate(of: str = "porcelain", *, wide: float = 1.6) -> Thing:
    line = "0 0.02, 0.6 0.02, 0.62 0, 0.66 0.03, 0.95 0.13, 1 0.17, 0.98 0.19, 0.7 0.09, 0.6 0.07, 0 0.07"
    return lathe(line, stuff(of), size=(wide, 1))


def spoon(of: str = "porcelain", *, fill: str = "vinegar", tone: str = "") -> Thing:
    """Return a soup spoon that lies on the table, its handle away from the reader."""
    m, n = 24, 40
    corners, inner = [], []
    for j in range(n + 1):
        t = j / n
        y = -0.55 + 2.2 * t
        bowl_ = max(0.0, 1 - (2 * min(t, 0.5) / 0.5 - 1) ** 2) ** 0.5 if t < 0.44 else 0
        half = (
            max(0.36 * bowl_, 0.13 - 0.03 * abs(t - 0.75)) if t > 0.06 else 0.36 * bowl_
        )
        floor = 0.02 if t < 0.3 else 0.02 + 0.42 * ((t - 0.3) / 0.7) ** 1.3
        for i in range(m + 1):
            x = half * (2 * i / m - 1)
            wall = 0.2 * (abs(2 * i / m - 1) ** 2.2) * (1 if t < 0.45 else 0.35)
            end = 0.2 * max(0, 1 - t / 0.12) if t < 0.12 else 0
            corners.append((x, y, floor + max(wall, end)))
    faces = grid(m, n)
    made = solid(corners, faces, stuff(of))
    thick = made.modifiers.new("thick", "SOLIDIFY")
    thick.thickness, thick.offset = 0.035, -1
    if fill:
        inner = place(
            lathe("0 0, 0.2 0, 0.325 0", toned(fill, tone)),
            (0, -0.09, 0.155),
            size=(0.93, 1.28, 1),
        )
        return group(made, inner)
    return group(made)


def cup(of: str = "porcelain", *, fill: str = "tea", wide: float = 0.36) -> Thing:
    return bowl(of, fill=fill, level=0.82, wide=wide, high=wide * 0.85)


def wine(of: str = "porcelain", *, cap: str = "wax", words: str = "") -> Thing:
    """Return a slim wine bottle of white porcelain."""
    body = lathe(
        "0 0, 0.36 0, 0.4 0.04, 0.5 0.5, 0.52 0.85, 0.42 1.25, 0.2 1.6, 0.14 1.8, 0.13 2.05, 0.2 2.2, 0.2 2.22, 0 2.2",
        stuff(of),
    )
    top = lathe("0.14 2.18, 0.2 2.2, 0.21 2.34, 0.12 2.44, 0 2.46", stuff(cap))
    ring = lathe("0.19 1.62, 0.2 1.63, 0.19 1.64", stuff("blue-glaze"))
    parts = [body, top, ring]
    if words:
        parts.append(
            label(
                lambda z: 0.527 - 0.1 * (z - 0.8) ** 2,
                0.5,
                1.05,
                0.9,
                paper(words, ink="#1f3a55", ground="#f3efe6", wide=0.85),
            )
        )
    return group(*parts)


def flask(of: str = "pewter") -> Thing:
    """Return a wine pot with a spout and a handle, to warm yellow wine in."""
    body = lathe(
        "0 0, 0.38 0, 0.42 0.04, 0.55 0.4, 0.5 0.8, 0.24 1.1, 0.2 1.25, 0.28 1.42, 0.26 1.42, 0 1.3",
        stuff(of),
    )
    lid = lathe(
        "0.27 1.41, 0.24 1.46, 0.1 1.54, 0.05 1.58, 0.08 1.64, 0 1.7",
        stuff(of),
    )
    spout = tube(
        "0.4 0 0.5, 0.7 0 0.7, 0.82 0 1.1, 0.95 0 1.35",
        [0.13, 0.09, 0.06, 0.05],
        stuff(of),
    )
    grip = tube(
        "-0.22 0 1.2, -0.6 0 1.25, -0.78 0 0.85, -0.5 0 0.45",
        0.055,
        stuff(of),
    )
    return group(body, lid, spout, grip)


def chopsticks(of: str = "dark-wood") -> Thing:
    """Return a pair that lies along x."""
    return group(
        *(
            tube(
                [(-1.2, y, 0.05), (0, y * 0.9, 0.05), (1.2, y * 0.5, 0.045)],
                [0.032, 0.04, 0.05],
                stuff(of),
            )
            for y in (-0.07, 0.09)
        )
    )


def board(
    of: str = "pale-wood", *, size: tuple[float, float] = (4, 2.4), thick: float = 0.16
) -> Thing:
    return box((*size, thick), stuff(of), round_=0.05)


def pin(of: str = "pale-wood", *, long: float = 3.4, thick: float = 0.14) -> Thing:
    """Return a rolling pin that lies along x, thicker in the middle."""
    h = long / 2
    return place(
        tube(
            [
                (-h, 0, 0),
                (-h * 0.98, 0, 0),
                (-h / 2, 0, 0),
                (0, 0, 0),
                (h / 2, 0, 0),
                (h * 0.98, 0, 0),
                (h, 0, 0),
            ],
            [
                thick * 0.5,
                thick * 0.7,
                thick * 0.95,
                thick,
                thick * 0.95,
                thick * 0.7,
                thick * 0.5,
            ],
            stuff(of, stretch=[0.4, 6, 6]),
        ),
        (0, 0, thick),
    )


def knife() -> Thing:
    """Return the bent sheet that Shanxi cooks shave noodles with, lying on its back."""
    m, n = 40, 16
    wide, deep, bend = 2.1, 1.35, 0.26
    corners = []
    for j in range(n + 1):
        for i in range(m + 1):
            x = wide * (i / m - 0.5)
            y = deep * (j / n - 0.5) - 0.06 * cos(2 * x)
            corners.append((x, y, bend * (1 - (2 * x / wide) ** 2) + 0.03))
    faces = grid(m, n)
    blade = solid(corners, faces, stuff("steel"))
    thick = blade.modifiers.new("thick", "SOLIDIFY")
    thick.thickness, thick.offset = 0.025, 1
    back = tube(
        [
            (
                wide * (k / 10 - 0.5),
                deep / 2 - 0.06 * cos(2 * wide * (k / 10 - 0.5)),
                bend * (1 - (k / 5 - 1) ** 2) + 0.05,
            )
            for k in range(11)
        ],
        0.075,
        stuff("iron"),
    )
    return group(blade, back)


def cleaver() -> Thing:
    """Return a kitchen knife that lies flat, its handle to the right."""
    blade = slab(
        "-1.7 -0.45, 0.5 -0.5, 0.56 0.42, -1.55 0.4, -1.75 0.1",
        0.035,
        stuff("steel", stretch=[9, 1, 1]),
        round_=0.008,
    )
    grip = tube(
        "0.5 0.12 0.09, 0.9 0.12 0.1, 1.4 0.1 0.1, 1.65 0.08 0.1",
        [0.08, 0.12, 0.13, 0.1],
        stuff("dark-wood"),
    )
    ring = tube("0.52 0.12 0.09, 0.62 0.12 0.09", 0.115, stuff("brass"))
    return group(place(blade, (0, 0, 0.06)), grip, ring)


def press_bed(*, wide: float = 1.5, long: float = 3.6) -> Thing:
    """Return a frame of wood around a sagging iron sheet full of holes."""
    w, h = wide / 2, long / 2
    rails = [
        place(
            box(
                (0.2, long + 0.9, 0.2),
                stuff("upright-wood", stretch=[6, 0.4, 6]),
                round_=0.05,
            ),
            (s * w, 0, 0.34),
        )
        for s in (-1, 1)
    ]
    ends = [
        place(
            box(
                (wide + 0.2, 0.22, 0.2),
                stuff("upright-wood", stretch=[0.4, 6, 6]),
                round_=0.05,
            ),
            (0, s * h, 0.34),
        )
        for s in (-1, 1)
    ]

    def sag(x: float) -> float:
        return 0.36 - 0.26 * (1 - (x / w) ** 2)

    plate_ = sheet(
        (wide - 0.16, long - 0.1), (24, 2), stuff("steel"), lambda x, _y: sag(x)
    )

    spots = [
        ((x, y, sag(x) + 0.004), (0, 0, 0), (0.034, 0.034, 0.006))
        for k, y in enumerate(np.arange(-h + 0.25, h - 0.2, 0.125))
        for x in np.arange(-w + 0.2 + 0.06 * (k % 2), w - 0.16, 0.125)
    ]
    return group(*rails, *ends, plate_, many(globe(2), spots, stuff("ink")))


def presser() -> Thing:
    """Return the wooden block that pushes dough through the holes."""
    return group(
        box((0.95, 0.42, 0.2), stuff("upright-wood", stretch=[0.4, 6, 6]), round_=0.06),
        place(
            tube(
                "-0.34 0 0, -0.3 0 0.3, 0 0 0.4, 0.3 0 0.3, 0.34 0 0",
                0.09,
                stuff("upright-wood"),
            ),
            (0, 0, 0.2),
        ),
    )


def scraper() -> Thing:
    return group(
        box((1.1, 0.03, 0.75), stuff("steel"), round_=0.005),
        place(
            tube(
                "-0.55 0 0, 0.55 0 0",
                0.08,
                stuff("upright-wood", stretch=[0.4, 6, 6]),
            ),
            (0, 0, 0.78),
        ),
    )


def scissors() -> Thing:
    """Return iron scissors lying open, as noodles are cut with."""
    parts = []
    for s in (-1, 1):
        blade = slab(
            "-0.07 0, 0.06 0, 0.02 1.5, -0.03 1.55",
            0.04,
            stuff("iron"),
            round_=0.01,
        )
        ring = tube(
            [
                (0.0, 0, 0.03),
                (s * -0.1, -0.5, 0.04),
                (s * -0.55, -1.0, 0.04),
                (s * -0.35, -1.35, 0.04),
                (s * 0.02, -1.1, 0.04),
                (s * -0.02, -0.6, 0.04),
            ],
            0.05,
            stuff("iron"),
        )
        parts.append(place(group(blade, ring), (0, 0, 0.02 + 0.02 * s), turn=s * 14))
    return group(*parts)


def needle() -> Thing:
    """Return the iron chopstick that thin noodles are flicked with."""
    return tube(
        "-1.2 0 0.05, 0 0 0.05, 1.2 0 0.05",
        [0.03, 0.045, 0.07],
        stuff("bamboo"),
    )


def ladle() -> Thing:
    scoop = lathe(
        "0 0, 0.25 0.02, 0.42 0.16, 0.46 0.3, 0.44 0.3, 0.38 0.16, 0 0.05",
        stuff("iron"),
    )
    return group(
        scoop,
        tube(
            "0.42 0 0.3, 0.7 0 0.6, 2.4 0 1.2",
            [0.05, 0.045, 0.06],
            stuff("dark-wood"),
        ),
    )


def steamer(*, wide: float = 1.7, high: float = 0.62) -> Thing:
    """Return a round bamboo steamer, open, its mat inside."""
    w = wide
    ring = lathe(
        [
            (w, 0),
            (w, 0),
            (w, high),
            (w, high),
            (w - 0.08, high),
            (w - 0.08, high),
            (w - 0.08, 0.1),
            (w - 0.08, 0.1),
        ],
        stuff("bamboo"),
    )
    bands = [
        place(
            lathe(
                [(w, 0), (w + 0.035, 0), (w + 0.035, 0.1), (w, 0.1)],
                stuff("bamboo", color="#b98c4c"),
            ),
            (0, 0, z),
        )
        for z in (0.02, high - 0.12)
    ]
    slats = [
        place(
            box(
                (2 * (w**2 - y**2) ** 0.5 - 0.16, 0.16, 0.03),
                stuff("bamboo"),
                round_=0.01,
            ),
            (0, y, 0.16),
        )
        for y in np.arange(-w + 0.2, w - 0.1, 0.2)
    ]
    return group(ring, *bands, *slats)


def vat(*, fill: str = "", cover: str = "", wide: float = 1, high: float = 1) -> Thing:
    """Return a big glazed jar with a thick lip: open, or under a hat of straw or a lid."""
    shell = lathe(
        "0 0, 0.62 0, 0.66 0.04, 0.9 0.8, 1.02 1.35, 1 1.6, 1.08 1.66, 1.1 1.76, 1.02 1.82, 0.94 1.76, 0.92 1.4, 0.6 0.2, 0 0.15",
        stuff("glaze", color="#3a2013", dark="#70401f", scale=0.8),
        ripple=lambda _a, z: 1 + 0.006 * sin(z * 30),
    )
    parts = [shell]
    if fill:
        parts.append(lathe("0 1.45, 0.5 1.45, 0.95 1.45", stuff(fill)))
    if cover == "hat":
        parts.append(
            lathe(
                "1.36 1.72, 1.34 1.74, 0.9 2, 0.4 2.32, 0.1 2.52, 0 2.55",
                stuff("straw"),
                ripple=lambda a, z: 1 + 0.008 * sin(a * 60) * (2.6 - z),
            )
        )
    if cover == "lid":
        parts.append(
            lathe(
                "1.1 1.8, 1.1 1.8, 1.1 1.92, 1.1 1.92, 0 1.92",
                stuff("upright-wood", stretch=[5, 0.5, 5]),
            )
        )
        parts.append(
            place(
                box((1.5, 0.16, 0.12), stuff("upright-wood"), round_=0.02), (0, 0, 1.92)
            )
        )
    return place(group(*parts), size=(wide, wide, high))


def lantern(*, size: float = 1) -> Thing:
    body = lathe(
        "0.3 0, 0.3 0, 0.62 0.2, 0.72 0.5, 0.62 0.8, 0.3 1, 0.3 1",
        stuff("cloth", glow=0.25),
        ripple=lambda a, _z: 1 + 0.025 * abs(sin(a * 9)),
    )
    caps = [
        place(lathe("0 0, 0.32 0, 0.32 0.1, 0 0.1", stuff("gold")), (0, 0, z))
        for z in (-0.08, 0.98)
    ]
    tassel = tube("0 0 -0.05, 0 0 -0.4, 0 0 -0.75", [0.02, 0.05, 0.07], stuff("cloth"))
    cord = tube("0 0 1.05, 0 0 4", 0.012, stuff("ink"))
    return place(group(body, *caps, tassel, cord), size=size)


def napkin(
    of: str = "linen", *, size: tuple[float, float] = (2.4, 1.8), seed: int = 1
) -> Thing:
    """Return a cloth that lies in low folds."""

    def fold(x: float, y: float) -> float:
        return (
            0.05
            + 0.09
            * abs(noise.noise(Vector((x * 0.9 + seed, y * 0.45 + x * 0.3, seed))))
            + 0.05 * sin(3 * x + y + seed) ** 4
        )

    made = sheet(size, (70, 60), stuff(of), fold)
    thick = made.modifiers.new("thick", "SOLIDIFY")
    thick.thickness = 0.03
    return group(made)


def mat(of: str = "bamboo", *, size: tuple[float, float] = (6, 4)) -> Thing:
    """Return a mat of woven strips."""
    wide, deep = size
    strips = []
    for k, x in enumerate(np.arange(-wide / 2, wide / 2, 0.22)):
        points = [
            (x, y, 0.03 + 0.025 * (1 if (j + k) % 2 else -1))
            for j, y in enumerate(np.arange(-deep / 2, deep / 2 + 0.1, 0.44))
        ]
        strips.append(tube(points, 0.1, stuff(of), flat=0.25))
    for k, y in enumerate(np.arange(-deep / 2, deep / 2, 0.44)):
        strips.append(
            tube(
                [
                    (-wide / 2, y + 0.22 * 0, 0.02),
                    (0, y, 0.02 + 0.001 * k),
                    (wide / 2, y, 0.02),
                ],
                0.08,
                stuff(of, color="#b98c4c"),
                flat=0.3,
            )
        )
    return group(*strips)


def basket(*, wide: float = 1.5, high: float = 0.5) -> Thing:
    """Return a round tray of woven willow."""
    w = wide
    shell = lathe(
        [
            (0, 0.02),
            (0.8 * w, 0.02),
            (0.95 * w, 0.2 * high),
            (w, high),
            (0.97 * w, high),
            (0.9 * w, 0.25 * high),
            (0.78 * w, 0.09),
            (0, 0.09),
        ],
        stuff("straw", bump=0.7),
        ripple=lambda a, z: 1 + 0.012 * sin(a * 50 + z * 40),
    )
    rim = tube(
        [
            (w * cos(k * tau / 40), w * sin(k * tau / 40), high + 0.015 * sin(k * 2.5))
            for k in range(41)
        ],
        0.06,
        stuff("straw", color="#a9803f"),
    )
    return group(shell, rim)


def steam(
    *,
    wide: float = 2,
    high: float = 3,
    power: float = 0.5,
    seed: int = 1,
    thick: float = 0.5,
) -> Thing:
    """
    Return a wisp that faces the reader: clouds that let the wall through.

    The less *thick* says, the more of the card they fill.
    """
    made = card(wide, high, bpy.data.materials.new(f"steam{seed}"))
    material = made.data.materials[0]
    material.use_nodes = True
    tree = material.node_tree
    tree.nodes.clear()
    add = tree.nodes.new
    where, curl, cloud = (
        add("ShaderNodeTexCoord"),
        add("ShaderNodeTexNoise"),
        add("ShaderNodeTexNoise"),
    )
    mapping, shift = add("ShaderNodeMapping"), add("ShaderNodeVectorMath")
    mapping.inputs["Location"].default_value = (seed * 3.7, seed * 1.3, 0)
    mapping.inputs["Scale"].default_value = (2.4, 1.0, 1)
    tree.links.new(where.outputs["UV"], mapping.inputs["Vector"])
    tree.links.new(mapping.outputs[0], curl.inputs["Vector"])
    curl.inputs["Scale"].default_value, cloud.inputs["Scale"].default_value = 1.6, 1.5
    shift.operation = "MULTIPLY_ADD"
    shift.inputs[1].default_value = (0.9, 0.9, 0)
    tree.links.new(curl.outputs["Color"], shift.inputs[0])
    tree.links.new(mapping.outputs[0], shift.inputs[2])
    tree.links.new(shift.outputs[0], cloud.inputs["Vector"])
    ramp = add("ShaderNodeMapRange")
    ramp.inputs["From Min"].default_value, ramp.inputs["From Max"].default_value = (
        thick,
        0.85,
    )
    ramp.interpolation_type = "SMOOTHSTEP"
    tree.links.new(cloud.outputs["Fac"], ramp.inputs["Value"])
    edge = faded(tree, where)
    part = add("ShaderNodeMath")
    part.operation = "MULTIPLY"
    tree.links.new(ramp.outputs[0], part.inputs[0])
    tree.links.new(edge, part.inputs[1])
    clear, light, mix, out = (
        add("ShaderNodeBsdfTransparent"),
        add("ShaderNodeEmission"),
        add("ShaderNodeMixShader"),
        add("ShaderNodeOutputMaterial"),
    )
    light.inputs["Strength"].default_value = power
    light.inputs["Color"].default_value = (1, 0.95, 0.88, 1)
    for out_, into in (
        (part.outputs[0], mix.inputs[0]),
        (clear.outputs[0], mix.inputs[1]),
        (light.outputs[0], mix.inputs[2]),
        (mix.outputs[0], out.inputs["Surface"]),
    ):
        tree.links.new(out_, into)
    made.visible_shadow = made.visible_diffuse = made.visible_glossy = False
    return group(made)


def faded(tree: bpy.types.NodeTree, where: bpy.types.Node) -> bpy.types.NodeSocket:
    """Return 1 in the middle of the card, 0 at its edges."""
    ball_, mapping = (
        tree.nodes.new("ShaderNodeTexGradient"),
        tree.nodes.new("ShaderNodeMapping"),
    )
    ball_.gradient_type = "QUADRATIC_SPHERE"
    mapping.inputs["Location"].default_value = (-1, -0.8, 0)
    mapping.inputs["Scale"].default_value = (2, 1.7, 0)
    tree.links.new(where.outputs["UV"], mapping.inputs["Vector"])
    tree.links.new(mapping.outputs[0], ball_.inputs["Vector"])
    return ball_.outputs["Fac"]
