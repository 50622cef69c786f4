"""Approval of what the public reads beside pages: shared snippets with drafts, headlines, the words of a site's frame.

`registry.py` says which they are; `gate.py` refuses what nobody approved, with `passages.py` and the triggers below;
`deciding.py` and `proposals.py` are the lawful ways, `tasks.py` that of Wagtail's workflow; `people.py` says who may.
"""
