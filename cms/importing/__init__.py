"""Documents from elsewhere: read, cleaned, and brought in as drafts in one batch."""
