"""How a ledger's schema came to be what it is, one file a step; `env.py` runs them on the connection it is given."""
