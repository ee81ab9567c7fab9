"""Whether amounts have tax in them: said once, and never otherwise."""

from wenpu.checkout.sandbox.answers import Plain, Refusal

UNSAID = "unspecified"


def check_change(old: Plain, said: Plain, param: str) -> None:
    """Refuse another `tax_behavior` than the one that *old* has."""
    was = old["tax_behavior"]
    if said.get("tax_behavior", was) != was != UNSAID:
        what = "You cannot change `tax_behavior` once it is inclusive or exclusive."
        raise Refusal(what, param)


def kept(old: Plain, said: Plain, where: str) -> Plain:
    """Return what is *said* by currency, with what *old* ones say of tax."""
    unsaid = {"tax_behavior": UNSAID}
    for currency, one in said.items():
        param = f"{where}[{currency}][tax_behavior]"
        check_change(old.get(currency, unsaid), one, param)
    return {
        name: {"tax_behavior": old.get(name, unsaid)["tax_behavior"], **one}
        for name, one in said.items()
    }
