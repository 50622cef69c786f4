"""The procedure of a text: its steps, its people, their decisions (plan §4)."""
