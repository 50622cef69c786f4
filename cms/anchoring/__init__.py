"""Heads of hash chains, signed and kept outside the database, so that who rewrites a chain is found out."""
