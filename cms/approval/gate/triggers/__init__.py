"""The gate's last line: what the database itself refuses, and the check that says when a trigger is missing."""
