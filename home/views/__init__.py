"""The portal's pages in the admin: the desk of a column, offering, the report on what departments offered."""
