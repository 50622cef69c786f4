"""The fence of the admin: an address that no rule knows does not exist for a department's people.

Wagtail's views ask whether a person may do a thing at all, seldom whether to this object. What passes the seam
(`cms.access.viewsets`) asks for itself; every other address of the admin stands in the table of this package with the
rule that says whose objects it may name. What neither knows is refused, so an upgrade or a new package opens nothing.
"""
