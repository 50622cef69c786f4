"""Where the approval shows in the admin, a module a part."""
