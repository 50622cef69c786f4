"""Lists of public pages: rules, one-statement reading, counts, facets and numbered pages."""
