"""What a revision changes about a page, for who decides: new against published, side by side and inline.

Wagtail's comparison classes tell which fields and which child rows changed, in the editor's order, and are used for
that. They are not used to show a change: their text is cut at punctuation, so one character of a Chinese sentence marks
the whole of it; tables and files become a run of words; blocks without an identity, as imports bring them, count as
replaced; a moved block is not told at all; and nothing bounds the work.
"""
