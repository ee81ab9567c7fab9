"""Camera, light and the darkroom: a set of things becomes a picture."""

from math import cos, pi, radians, sin
from pathlib import Path
from typing import Any

import bpy
from art.stuff import rgb
from mathutils import Vector


def clear(seed: int = 1) -> None:
    """Begin with an empty room."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.device = "CPU"
    scene.cycles.seed = seed
    scene.cycles.max_bounces = 6
    scene.cycles.diffuse_bounces = 2
    scene.cycles.glossy_bounces = 2
    scene.cycles.use_light_tree = False
    scene.cycles.transparent_max_bounces = 16
    scene.cycles.caustics_reflective = scene.cycles.caustics_refractive = False
    scene.cycles.sample_clamp_indirect = 4
    scene.cycles.use_denoising = True
    scene.cycles.denoiser = "OPENIMAGEDENOISE"
    scene.cycles.denoising_prefilter = "FAST"
    scene.cycles.adaptive_threshold = 0.05
    scene.render.image_settings.file_format = "PNG"
    scene.view_settings.view_transform = "AgX"


def camera(look: dict[str, Any]) -> None:
    """Stand *far* from a point, looking down on it by *pitch* degrees."""
    target = Vector(look.get("at", (0, 0, 1)))
    pitch, turn = radians(look.get("pitch", 14)), radians(look.get("turn", 0))
    away = Vector((sin(turn) * cos(pitch), -cos(turn) * cos(pitch), sin(pitch)))
    data = bpy.data.cameras.new("camera")
    data.lens = look.get("lens", 70)
    made = bpy.data.objects.new("camera", data)
    bpy.context.scene.collection.objects.link(made)
    made.location = target + away * look.get("far", 12)
    made.rotation_euler = (pi / 2 - pitch, 0, turn)
    if "stop" in look:
        data.dof.use_dof = True
        data.dof.focus_distance = look.get("focus", look.get("far", 12))
        data.dof.aperture_fstop = look["stop"]
    bpy.context.scene.camera = made


def lamp(light: dict[str, Any]) -> None:
    """Hang an area light (or the sun, if it has a *blur*) that looks at a point."""
    data = bpy.data.lights.new(
        "lamp", "SUN" if "blur" in light else "POINT" if light.get("point") else "AREA"
    )
    data.color = rgb(light.get("color", "#ffffff"))[:3]
    data.energy = light["power"]
    if "blur" in light:
        data.angle = radians(light["blur"])
    elif light.get("point"):
        data.shadow_soft_size = light.get("size", 0.3)
    else:
        data.size = light.get("size", 3)
    made = bpy.data.objects.new("lamp", data)
    bpy.context.scene.collection.objects.link(made)
    made.location = light["from"]
    aim = Vector(light.get("at", (0, 0, 1))) - Vector(light["from"])
    made.rotation_euler = aim.to_track_quat("-Z", "Y").to_euler()


def sky(colours: list[str], power: float) -> None:
    """Surround everything with a sky from the horizon's colour to the zenith's."""
    world = bpy.data.worlds.new("sky")
    world.use_nodes = True
    bpy.context.scene.world = world
    tree = world.node_tree
    ground = tree.nodes["Background"]
    ground.inputs["Strength"].default_value = power
    where = tree.nodes.new("ShaderNodeTexCoord")
    split = tree.nodes.new("ShaderNodeSeparateXYZ")
    ramp = tree.nodes.new("ShaderNodeValToRGB")
    stops = ramp.color_ramp.elements
    while len(stops) < len(colours):
        stops.new(0.5)
    for k, colour in enumerate(colours):
        stops[k].position = (k / max(1, len(colours) - 1)) ** 1.6 * 0.7
        stops[k].color = rgb(colour)
    tree.links.new(where.outputs["Generated"], split.inputs[0])
    tree.links.new(split.outputs["Z"], ramp.inputs[0])
    tree.links.new(ramp.outputs[0], ground.inputs["Color"])


def expose(path: Path, size: list[int], look: dict[str, Any], samples: int) -> None:
    """Render what stands in the room to *path*."""
    scene = bpy.context.scene
    scene.render.resolution_x, scene.render.resolution_y = size
    scene.render.resolution_percentage = 100
    scene.cycles.samples = samples
    scene.view_settings.look = look.get("film", "AgX - Medium High Contrast")
    scene.view_settings.exposure = look.get("light", 0)
    scene.render.filepath = str(path)
    bpy.ops.render.render(write_still=True)
