"""What `podcast:` below `feeds:` says: what programs for podcasts want to be told."""

from wenpu.fields import Field, Flag, OneOf, PicturePath, Sheet, Text
from wenpu.model import Podcast
from wenpu.outlets.categories import NAMES

EMAIL = r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\".]+"
FIELDS = (
    Field(
        "email",
        Text(EMAIL, "an address for mail"),
        "Where those write who list podcasts. Everybody can read it.",
        "radio@wenpu.example",
    ),
    Field(
        "category",
        OneOf(NAMES, "categories that Apple Podcasts has"),
        "What it is about, in Apple's words, such as Arts, Food, History, Documentary.",
        "Food",
    ),
    Field(
        "explicit",
        Flag(),
        "Whether children should rather not hear it.",
        "false",
    ),
    Field(
        "image",
        PicturePath(),
        "Its picture, from the content folder on: square, 1400 to 3000 pixels wide, "
        "JPEG or PNG.",
        "images/podcast.jpg",
    ),
    Field("title", Text(), "What it is called, if not as the site.", "晋味电台"),
    Field("author", Text(), "Who makes it, if not who makes the site.", "晋味编辑部"),
    Field(
        "description",
        Text(most=4000),
        "What it is about, if not as the site.",
        "一坛醋的声音。",
    ),
    Field(
        "type",
        OneOf(("episodic", "serial")),
        "serial, if it is to be heard from the first one on.",
        "serial",
    ),
)


def podcast(sheet: Sheet) -> Podcast:
    """Return what *sheet* says; "" and none for what it does not."""
    return Podcast(
        email=sheet.text("email"),
        category=sheet.text("category"),
        explicit=sheet.flag("explicit") if "explicit" in sheet.values else None,
        image=sheet.text("image"),
        title=sheet.text("title"),
        author=sheet.text("author"),
        description=sheet.text("description"),
        type=sheet.text("type", "episodic"),
        spot=sheet.spot,
        image_spot=sheet.at("image"),
    )
