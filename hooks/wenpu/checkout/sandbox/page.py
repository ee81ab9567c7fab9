"""The pay page: looks hosted, says that it is play money, needs no script."""

from collections.abc import Mapping
from functools import cache
from http import HTTPStatus

import jinja2
from markupsafe import Markup
from msgspec import Struct

from wenpu.checkout.sandbox import wording
from wenpu.checkout.sandbox.answers import Plain
from wenpu.checkout.sandbox.bill import bill
from wenpu.checkout.sandbox.buying import filled, miscounted, pay, problems
from wenpu.checkout.sandbox.desk import Desk
from wenpu.checkout.sandbox.order import Order, choices, sound
from wenpu.checkout.sandbox.posted import posted, recalled
from wenpu.checkout.sandbox.view import Sheet, View
from wenpu.checkout.sandbox.visit import Closed, Unknown, Visit, check_open, visit


class Page(Struct, frozen=True):
    """What a browser gets: a page, or where to go instead."""

    status: HTTPStatus
    body: str = ""
    location: str = ""


def show(desk: Desk, url: str, accepted: str) -> Page:
    """Return what opening *url* shows; *accepted* are the browser's languages."""
    return _at(desk, url, accepted, None)


def submit(desk: Desk, url: str, accepted: str, form: Mapping[str, str]) -> Page:
    """Return what comes after a *form* was sent: where to go, or the form again."""
    return _at(desk, url, accepted, form)


def _at(desk: Desk, url: str, accepted: str, form: Mapping[str, str] | None) -> Page:
    try:
        found = visit(desk, url)
    except Unknown:
        note = Note(desk, wording.language("", accepted))
        return note.page("unknown", "unknown_text", HTTPStatus.NOT_FOUND)
    language = wording.language(found.locale, accepted)
    if paid := _paid(desk, url, found):
        return _thanks(desk, found.link, paid, language)
    try:
        check_open(found.link)
        return _form(View(desk, found, language), form)
    except Closed as closed:
        return Note(desk, language).page("closed", str(closed), HTTPStatus.GONE)


def _paid(desk: Desk, url: str, found: Visit) -> Plain | None:
    """Return the session that *url* says was paid just now."""
    session = desk.books.shelf("checkout_sessions").get(url.rpartition("paid=")[2])
    mine = session and session["payment_link"] == found.link["id"]
    return session if mine else None


def _thanks(desk: Desk, link: Plain, paid: Plain, language: str) -> Page:
    said = link["after_completion"].get("hosted_confirmation") or {}
    total = wording.money(paid["amount_total"], paid["currency"], language)
    text = said.get("custom_message") or "done"
    return Note(desk, language, total).page("thanks", text, HTTPStatus.OK)


class Note(Struct, frozen=True):
    """A page that only says something."""

    desk: Desk
    language: str
    paid: str = ""

    def page(self, title: str, text: str, status: HTTPStatus) -> Page:
        """Return it; *title* and *text* may name words of the page."""
        words = wording.words(self.language)
        values = {"heading": words[title], "text": words.get(text, text)}
        body = _rendered("note", self.desk, self.language, values, paid=self.paid)
        return Page(status, body)


def _form(view: View, form: Mapping[str, str] | None) -> Page:
    """Return the form, as it is or filled in, or where a buyer goes who has paid."""
    if form is None:
        order = filled(view.desk, view.visit, Order())
        return _paper(view, Sheet(order, order))
    sheet = _read(view, form)
    if sheet.problems or not _pays(form):
        return _paper(view, sheet)
    if form.get("seen") != str(bill(view.desk, view.visit.link, sheet.order).total):
        return _paper(view, sheet, changed=True)
    session = pay(view.desk, view.visit, sheet.order)
    here = f"?locale={view.language}&paid={session['id']}"
    return Page(HTTPStatus.SEE_OTHER, location=session["success_url"] or here)


def _pays(form: Mapping[str, str]) -> bool:
    return form.get("do") == "pay"


def _read(view: View, form: Mapping[str, str]) -> Sheet:
    """Read *form*; who does not pay yet is told only what is wrong with the total."""
    desk, link = view.desk, view.visit.link
    order, last = posted(link, form), recalled(link, form.get("was", ""))
    found = (problems if _pays(form) else miscounted)(desk, view.visit, order)
    known = Order() if choices(desk, link, last) else last
    return Sheet(order, sound(order, known, found), found, form)


def _paper(view: View, sheet: Sheet, *, changed: bool = False) -> Page:
    shop = view.desk.account.name
    values = {"heading": view.words["paying"].format(shop=shop), "changed": changed}
    body = _rendered("pay", view.desk, view.language, values, **view.form(sheet))
    wrong = HTTPStatus.UNPROCESSABLE_ENTITY if sheet.problems else HTTPStatus.OK
    return Page(wrong, body)


def _rendered(
    kind: str, desk: Desk, language: str, values: Mapping[str, object], **more: object
) -> str:
    return _template().render(
        **values,
        **more,
        kind=kind,
        language=language,
        words=wording.words(language),
        shop=desk.account.name,
        css=Markup(wording.text("pay.css")),  # noqa: S704 (our own file)
    )


@cache
def _template() -> jinja2.Template:
    engine = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return engine.from_string(wording.text("pay.html"))
