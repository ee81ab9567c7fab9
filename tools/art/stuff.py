"""What things are made of: `stuff.yml` read into Blender's materials."""

from pathlib import Path
from typing import Any

import bpy
import yaml

SHELF: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("stuff.yml").read_text(encoding="utf-8")
)
PLAIN: dict[str, Any] = {
    "dark": None,  # the second colour, in clouds over the first
    "scale": 3,
    "stretch": [1, 1, 1],
    "even": 0.5,  # how much of the second colour: 0 … 1
    "soft": 0.25,  # how softly the two meet
    "veins": None,  # [colour, scale, width]: fine lines around bundles of fibres
    "cap": None,  # [colour, height, softness]: another layer above a height
    "vary": 0,  # how much grains of one heap differ
    "rough": 0.6,
    "bump": 0,
    "bumps": 40,
    "metal": 0,
    "coat": 0,
    "fuzz": 0,
    "skin": 0,  # how deep light goes in
    "glass": 0,
    "glow": 0,
    "haze": None,  # [colour, from, to]: what is far takes the sky's colour
    "image": None,
    "brick": None,
    "sift": None,  # [colour, radius]: flour in the middle of a table
}


def stuff(name: str, **changes: Any) -> bpy.types.Material:
    """Return the material *name* of the shelf, with *changes*: made once."""
    key = (
        repr((name, sorted(changes.items())))[:60]
        + f"{hash(repr((name, sorted(changes.items()))))}"
    )
    return bpy.data.materials.get(key) or Maker(key, PLAIN | SHELF[name] | changes).done


class Maker:
    """A graph of nodes, from colour and bumps to the surface."""

    def __init__(self, key: str, looks: dict[str, Any]) -> None:
        self.looks = looks
        self.done = bpy.data.materials.new(key)
        self.done.use_nodes = True
        self.tree = self.done.node_tree
        self.surface = self.tree.nodes["Principled BSDF"]
        self.where = self.node("ShaderNodeTexCoord")
        self.paint()
        self.finish()
        self.bump()
        self.fog()

    def node(self, kind: str, **values: Any) -> Any:
        made = self.tree.nodes.new(kind)
        for name, value in values.items():
            if name in made.inputs:
                made.inputs[name].default_value = value
            else:
                setattr(made, name, value)
        return made

    def link(self, out: Any, into: Any) -> None:
        self.tree.links.new(out, into)

    def mix(self, part: Any, first: Any, second: Any, kind: str = "MIX") -> Any:
        """Return the colour between *first* and *second*, numbers or sockets."""
        made = self.node("ShaderNodeMix", data_type="RGBA", blend_type=kind)
        for socket, value in zip(
            (made.inputs[0], made.inputs[6], made.inputs[7]),
            (part, first, second),
            strict=True,
        ):
            if isinstance(value, bpy.types.NodeSocket):
                self.link(value, socket)
            else:
                socket.default_value = value
        return made.outputs[2]

    def noise(self, scale: float, detail: float = 3) -> Any:
        mapping = self.node("ShaderNodeMapping", Scale=self.looks["stretch"])
        self.link(self.where.outputs["Object"], mapping.inputs["Vector"])
        made = self.node(
            "ShaderNodeTexNoise",
            Scale=scale,
            Detail=detail,
            Roughness=0.6,
            Distortion=0.3,
        )
        self.link(mapping.outputs["Vector"], made.inputs["Vector"])
        return made.outputs["Fac"]

    def step(self, value: Any, low: float, high: float) -> Any:
        made = self.node("ShaderNodeMapRange", **{"From Min": low, "From Max": high})
        made.interpolation_type = "SMOOTHSTEP"
        self.link(value, made.inputs["Value"])
        return made.outputs["Result"]

    def paint(self) -> None:
        looks = self.looks
        colour: Any = rgb(looks["color"])
        if looks["image"]:
            colour = self.printed(looks["image"])
        if looks["brick"]:
            colour = self.bricks(looks["brick"])
        if looks["dark"]:
            middle, soft = 1 - looks["even"], looks["soft"]
            part = self.step(self.noise(looks["scale"]), middle - soft, middle + soft)
            colour = self.mix(part, colour, rgb(looks["dark"]))
        self.colour = self.laid(colour)
        self.give(self.colour, self.surface.inputs["Base Color"])

    def laid(self, colour: Any) -> Any:
        """Lay over *colour* what lies on top of it: fat, age, flour."""
        looks = self.looks
        if looks["veins"]:
            colour = self.veined(colour, *looks["veins"])
        if looks["cap"]:
            colour = self.capped(colour, *looks["cap"])
        if looks["vary"]:
            colour = self.varied(colour)
        if looks["sift"]:
            colour = self.sifted(colour, *looks["sift"])
        return colour

    def give(self, colour: Any, socket: Any) -> None:
        if isinstance(colour, bpy.types.NodeSocket):
            self.link(colour, socket)
        else:
            socket.default_value = colour

    def printed(self, path: str) -> Any:
        image = bpy.data.images.load(path, check_existing=True)
        made = self.node("ShaderNodeTexImage", image=image, extension="EXTEND")
        self.link(self.where.outputs["UV"], made.inputs["Vector"])
        return made.outputs["Color"]

    def bricks(self, size: list[Any]) -> Any:
        wide, high, mortar, *lying = size
        turn = self.node("ShaderNodeMapping")
        turn.inputs["Rotation"].default_value[0] = 0 if lying else 1.5708
        self.link(self.where.outputs["Object"], turn.inputs["Vector"])
        made = self.node("ShaderNodeTexBrick", Scale=1, Mortar=rgb(mortar))
        made.inputs["Brick Width"].default_value = wide
        made.inputs["Row Height"].default_value = high
        made.inputs["Mortar Size"].default_value = high * 0.06
        made.inputs["Mortar Smooth"].default_value = 0.6
        made.inputs["Color1"].default_value = rgb(self.looks["color"])
        made.inputs["Color2"].default_value = rgb(
            self.looks["dark"] or self.looks["color"]
        )
        self.link(turn.outputs["Vector"], made.inputs["Vector"])
        self.mortar = made.outputs["Fac"]
        return made.outputs["Color"]

    def veined(self, colour: Any, line: str, scale: float, width: float) -> Any:
        """Draw the walls between crooked cells, here wider and there gone."""
        bend = self.node("ShaderNodeVectorMath", operation="MULTIPLY_ADD")
        cloud = self.node("ShaderNodeTexNoise", Scale=scale * 0.8, Detail=3)
        self.link(self.where.outputs["Object"], cloud.inputs["Vector"])
        self.link(cloud.outputs["Color"], bend.inputs[0])
        bend.inputs[1].default_value = (1.6 / scale,) * 3
        self.link(self.where.outputs["Object"], bend.inputs[2])
        cells = self.node("ShaderNodeTexVoronoi", feature="DISTANCE_TO_EDGE")
        cells.inputs["Scale"].default_value = scale
        self.link(bend.outputs[0], cells.inputs["Vector"])
        part = self.node("ShaderNodeMath", operation="MULTIPLY")
        self.link(
            self.step(cells.outputs["Distance"], width, width * 0.3), part.inputs[0]
        )
        self.link(self.step(self.noise_free(scale * 0.45), 0.4, 0.6), part.inputs[1])
        return self.mix(part.outputs[0], colour, rgb(line))

    def capped(self, colour: Any, top: str, height: float, soft: float) -> Any:
        """Lay *top* over what is above *height*, its border uneven."""
        split = self.node("ShaderNodeSeparateXYZ")
        self.link(self.where.outputs["Object"], split.inputs[0])
        lift = self.node("ShaderNodeMath", operation="MULTIPLY_ADD")
        self.link(self.noise_free(6), lift.inputs[0])
        lift.inputs[1].default_value = soft * 3
        self.link(split.outputs["Z"], lift.inputs[2])
        middle = height + soft * 1.5
        part = self.step(lift.outputs[0], middle - soft, middle + soft)
        return self.mix(part, colour, rgb(top))

    def varied(self, colour: Any) -> Any:
        island = self.node("ShaderNodeNewGeometry").outputs["Random Per Island"]
        part = self.node("ShaderNodeMath", operation="MULTIPLY")
        part.inputs[1].default_value = self.looks["vary"]
        self.link(island, part.inputs[0])
        dark = rgb(self.looks.get("other") or "#3a1c08")
        return self.mix(part.outputs[0], colour, dark)

    def sifted(
        self, colour: Any, white: str, radius: float, at: tuple[float, float] = (0, 0)
    ) -> Any:
        """Lay flour where a circle and some clouds overlap."""
        move = self.node("ShaderNodeVectorMath", operation="DISTANCE")
        self.link(self.where.outputs["Object"], move.inputs[0])
        move.inputs[1].default_value = (*at, 0)
        near = self.step(move.outputs["Value"], radius, radius * 0.2)
        fine, wide = self.noise_free(9), self.noise_free(1.1)
        both = self.node("ShaderNodeMath", operation="MULTIPLY")
        self.link(self.step(fine, 0.38, 0.62), both.inputs[0])
        self.link(self.step(wide, 0.4, 0.62), both.inputs[1])
        part = self.node("ShaderNodeMath", operation="MULTIPLY")
        self.link(both.outputs[0], part.inputs[0])
        self.link(near, part.inputs[1])
        return self.mix(part.outputs[0], colour, rgb(white))

    def noise_free(self, scale: float) -> Any:
        made = self.node("ShaderNodeTexNoise", Scale=scale, Detail=4, Roughness=0.65)
        self.link(self.where.outputs["Object"], made.inputs["Vector"])
        return made.outputs["Fac"]

    def finish(self) -> None:
        looks, surface = self.looks, self.surface.inputs
        surface["Roughness"].default_value = looks["rough"]
        surface["Metallic"].default_value = looks["metal"]
        surface["Coat Weight"].default_value = looks["coat"]
        surface["Coat Roughness"].default_value = 0.12
        surface["Sheen Weight"].default_value = looks["fuzz"]
        surface["Transmission Weight"].default_value = looks["glass"]
        if looks["skin"]:
            surface["Subsurface Weight"].default_value = 1
            surface["Subsurface Scale"].default_value = looks["skin"]
            surface["Subsurface Radius"].default_value = (1, 0.5, 0.3)
        if looks["glow"]:
            self.give(self.colour, surface["Emission Color"])
            surface["Emission Strength"].default_value = looks["glow"]

    def bump(self) -> None:
        looks = self.looks
        if not looks["bump"]:
            return
        made = self.node("ShaderNodeBump", Strength=looks["bump"], Distance=0.05)
        self.link(self.noise(looks["bumps"], 1), made.inputs["Height"])
        if looks["brick"]:
            deep = self.node("ShaderNodeBump", Strength=0.7, Distance=0.1, invert=True)
            self.link(self.mortar, deep.inputs["Height"])
            self.link(made.outputs["Normal"], deep.inputs["Normal"])
            made = deep
        self.link(made.outputs["Normal"], self.surface.inputs["Normal"])

    def fog(self) -> None:
        """Mix the sky's light into what is far; let light through coloured glass."""
        out = self.tree.nodes["Material Output"].inputs["Surface"]
        shader = self.surface.outputs[0]
        if self.looks["haze"]:
            colour, near, far = self.looks["haze"]
            depth = self.node("ShaderNodeCameraData").outputs["View Z Depth"]
            sky = self.node("ShaderNodeEmission", Color=rgb(colour))
            shader = self.blend(self.step(depth, near, far), shader, sky.outputs[0])
        if self.looks["glass"]:
            clear = self.node(
                "ShaderNodeBsdfTransparent", Color=rgb(self.looks["color"])
            )
            lit = self.node("ShaderNodeLightPath").outputs["Is Shadow Ray"]
            shader = self.blend(lit, shader, clear.outputs[0])
        self.link(shader, out)

    def blend(self, part: Any, first: Any, second: Any) -> Any:
        made = self.node("ShaderNodeMixShader")
        for socket, value in zip(made.inputs, (part, first, second), strict=True):
            self.link(value, socket)
        return made.outputs[0]


def rgb(text: str) -> tuple[float, float, float, float]:
    """Return the linear light of a colour like `#a02c1c`."""
    parts = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return red, green, blue, 1.0
