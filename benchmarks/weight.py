"""What a reader's phone fetches for an article before its pictures, on a whole site."""

from pathlib import Path

from wenpu.build import weight
from wenpu.build.weight import Sum


def articles(site: Path) -> list[Sum]:
    """Weigh each page below *site*/articles that is an article's."""
    scales = weight.Folder(site)
    found = []
    for path in sorted((site / "articles").rglob("index.html")):
        html = path.read_bytes()
        url = path.relative_to(site).as_posix().removesuffix("index.html")
        page = weight.weigh_page(html)
        if page.kind == "article":
            found.append(weight.total(url, page, scales))
    return found
