"""
Photograph the demo's pictures: `python tools/pictures.py [--draft FOLDER] [NAME…]`.

What stands on each picture, and in which light, is in `pictures.yml`; how things are
built is in `art/`, what they are made of in `art/stuff.yml`. Blender's path tracer is
the camera. Every dice has its seed, so one machine makes the same picture twice.
A picture is made at 60 % of its size and enlarged, unless its `part` says otherwise;
`--draft` makes small, coarse ones in FOLDER: seconds instead of most of a minute.
Needs `pip install bpy fonttools segno pillow pyyaml` and the font Noto Serif CJK.
"""

import argparse
import tempfile
from pathlib import Path
from typing import Any

import segno
import yaml
from art import dishes, food, goods, people, places, plants, seal, shape, studio
from art.darkroom import develop, save
from PIL import Image

HERE = Path(__file__).parent
ROOT = HERE.parent
MAKERS = (dishes, food, goods, people, places, plants)
PLACING = {"at", "turn", "tilt", "size"}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("names", nargs="*")
    asked.add_argument("--draft", type=Path)
    said = asked.parse_args()
    plan = yaml.safe_load((HERE / "pictures.yml").read_text(encoding="utf-8"))
    for name, scene in plan["pictures"].items():
        if not said.names or any(word in name for word in said.names):
            shoot(name, full(scene, plan), said.draft)
    if not said.names:
        marks(plan["codes"])


def full(scene: dict[str, Any], plan: dict[str, Any]) -> dict[str, Any]:
    """Return *scene* with what its room and its shape say already."""
    room = plan["rooms"][scene["room"]]
    wide, high = scene["size"]
    shape = plan["shapes"]["square" if wide == high else "wide"]
    look = shape | room["look"] | scene.get("look", {})
    things = [*scene.get("ground", room["things"]), *scene["things"]]
    return room | scene | {"look": look, "things": things}


def shoot(name: str, scene: dict[str, Any], draft: Path | None) -> None:
    """Build the set, take the picture, write it."""
    studio.clear()
    for one in scene["things"]:
        put(one)
    for light in [*scene["lamps"], *scene.get("more", [])]:
        studio.lamp(light)
    studio.sky(scene["sky"], scene["power"])
    studio.camera(scene["look"])
    part = 0.3 if draft else scene.get("part", 0.6)
    samples = 8 if draft else scene.get("samples", 8)
    size = [round(side * part) for side in scene["size"]]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "raw.png"
        studio.expose(path, size, scene["look"], samples)
        image = Image.open(path).convert("RGB")
    if draft:
        draft.mkdir(exist_ok=True)
        image.save(draft / f"{name.replace('/', '_')}.png")
    else:
        save(develop(image, scene["size"]), ROOT / name)


def put(one: dict[str, Any]) -> shape.Thing:
    """Make one thing and put it where it belongs."""
    (name,) = set(one) - PLACING
    make = next(getattr(room, name) for room in MAKERS if hasattr(room, name))
    made = make(**(one[name] or {}))
    if PLACING.isdisjoint(one):
        return made
    return shape.place(
        shape.group(made), **{word: one[word] for word in PLACING & set(one)}
    )


def marks(codes: dict[str, str]) -> None:
    """Write what is drawn, not photographed: the seal and the codes."""
    seal.write(ROOT / "content/images/logo.svg")
    for name, address in codes.items():
        code = segno.make(address, error="m")
        code.save(str(ROOT / name), scale=12, border=4, dark="#2a140c")


if __name__ == "__main__":
    main()
