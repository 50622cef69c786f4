"""What the list of accounts says in a cell."""


def role_words(account):
    """The roles of an account whose groups were read with it: those in its own department, and the province's."""
    rows = [group.role_group for group in account.groups.all() if hasattr(group, "role_group")]
    own = [row for row in rows if row.department_id in (None, account.department_id)]
    return "、".join(str(row.get_role_display()) for row in sorted(own, key=lambda row: row.role))
