"""The till: what Stripe sells is what `products/` says."""
