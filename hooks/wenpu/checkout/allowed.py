"""
What Stripe takes, in numbers and lists: facts, and nothing that is done with them.

Where the client we ship with has a list of its own, a test compares the two.
"""

from wenpu.model import Money

FIFTY = "AUD CAD CHF EUR JPY NZD SGD USD"
OTHERS = {"GBP": 30, "MYR": 200, "DKK": 250, "NOK": 300, "SEK": 300, "HKD": 400}
LEAST = dict.fromkeys(FIFTY.split(), 50) | OTHERS
"""The least that can be paid, where money of that currency is paid out, in its minor
units; elsewhere it is what an amount comes to after conversion."""

DOUBTFUL = Money(400, "CNY")
"""Less than this may be less than the least, as rates of exchange stand."""

MOST = 99_999_999
"""Minor units: no amount has more than eight digits."""

UNKNOWN = "AS CC CU CX FM HM IR KP MH MP NF PW SY UM VI"
NOT_SHIPPED = frozenset(UNKNOWN.split())
"""Countries of ISO 3166 that no address can be asked for."""

LINES = 20
"""Lines of one payment, those that are offered besides included."""

EXTRAS = 10
RATES = 5
"""Shipping rates that a buyer can choose from."""

QUESTIONS = 3
CHOICES = 200
CHOICE_LENGTH = 100
KEY_LENGTH = 200
TEXT_LENGTH = 40_000
