"""
Keep the payment service selling what `products/` says: plan, look, apply, prune.

Values first: `wanted` and `live` are what should be and what is, `plan` compares the
two, `apply` acts. `lock` keeps what the service answered, for builds that never ask it.
"""
