"""What podcasts are about, in Apple's words, which all programs for podcasts take."""

from collections.abc import Mapping

PARTS: Mapping[str, tuple[str, ...]] = {
    "Arts": (
        *("Books", "Design", "Fashion & Beauty", "Food", "Performing Arts"),
        "Visual Arts",
    ),
    "Business": (
        *("Careers", "Entrepreneurship", "Investing", "Management", "Marketing"),
        "Non-Profit",
    ),
    "Comedy": ("Comedy Interviews", "Improv", "Stand-Up"),
    "Education": ("Courses", "How To", "Language Learning", "Self-Improvement"),
    "Fiction": ("Comedy Fiction", "Drama", "Science Fiction"),
    "Government": (),
    "Health & Fitness": (
        *("Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition"),
        "Sexuality",
    ),
    "History": (),
    "Kids & Family": (
        *("Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"),
    ),
    "Leisure": (
        *("Animation & Manga", "Automotive", "Aviation", "Crafts", "Games", "Hobbies"),
        *("Home & Garden", "Video Games"),
    ),
    "Music": ("Music Commentary", "Music History", "Music Interviews"),
    "News": (
        *("Business News", "Daily News", "Entertainment News", "News Commentary"),
        *("Politics", "Sports News", "Tech News"),
    ),
    "Religion & Spirituality": (
        *("Buddhism", "Christianity", "Hinduism", "Islam", "Judaism", "Religion"),
        "Spirituality",
    ),
    "Science": (
        *("Astronomy", "Chemistry", "Earth Sciences", "Life Sciences", "Mathematics"),
        *("Natural Sciences", "Nature", "Physics", "Social Sciences"),
    ),
    "Society & Culture": (
        *("Documentary", "Personal Journals", "Philosophy", "Places & Travel"),
        "Relationships",
    ),
    "Sports": (
        *("Baseball", "Basketball", "Cricket", "Fantasy Sports", "Football", "Golf"),
        *("Hockey", "Rugby", "Running", "Soccer", "Swimming", "Tennis", "Volleyball"),
        *("Wilderness", "Wrestling"),
    ),
    "TV & Film": (
        *("After Shows", "Film History", "Film Interviews", "Film Reviews"),
        "TV Reviews",
    ),
    "Technology": (),
    "True Crime": (),
}
"""Each with its parts. No name stands twice, so one name is enough."""

ABOVE: Mapping[str, str] = {
    part: above for above, parts in PARTS.items() for part in parts
}
"""What each part is a part of."""

NAMES = (*PARTS, *ABOVE)


def path(name: str) -> list[str]:
    """Return *name*, below what it is a part of."""
    return [ABOVE[name], name] if name in ABOVE else [name]
