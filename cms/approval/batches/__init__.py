"""Many pages decided as a whole: an import, the opening of a site."""
