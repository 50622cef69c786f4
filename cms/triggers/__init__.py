"""Triggers by which the database refuses what never reaches the models.

`registry.py` says what a trigger is and keeps those that apps register; `sqlite.py` and `postgresql.py` write them
down; `installing.py` puts them into the database after every migration and takes them out before one.
"""
