"""Rights on single objects that departments share: who was granted what on which, until when, by whom and why.

`registry.py` says which models are shared and makes their two tables (django-guardian's, with a foreign key each);
`held.py` answers what a person holds today; `policies.py` joins that to the site rule of roles. `granting.py` is the
one way to grant, to change and to revoke, under `rules.py`; `chronicle.py` writes each into the history and the audit.
"""
