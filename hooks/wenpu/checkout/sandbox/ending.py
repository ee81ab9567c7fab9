"""What ends by itself: coupons after their last day, codes with their coupons."""

from wenpu.checkout.sandbox.answers import Plain
from wenpu.checkout.sandbox.desk import Desk


def end_coupons(desk: Desk) -> None:
    """Make each coupon invalid that could be redeemed until now."""
    for coupon in desk.all("coupons"):
        last = coupon["redeem_by"]
        if coupon["valid"] and last is not None and last < desk.now:
            end_coupon(desk, coupon)


def end_coupon(desk: Desk, coupon: Plain) -> None:
    """Make *coupon* invalid; nothing makes it valid again."""
    desk.put("coupons", {**coupon, "valid": False})
    end_codes(desk, coupon["id"])


def end_codes(desk: Desk, coupon: str) -> None:
    """Switch off the codes of a *coupon* that is no longer valid, or gone."""
    for code in desk.all("promotion_codes"):
        if code["active"] and code["promotion"]["coupon"] == coupon:
            desk.put("promotion_codes", {**code, "active": False})
