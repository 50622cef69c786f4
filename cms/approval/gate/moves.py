"""A page that moves changes addresses and places of everything below it: the gate looks on while it does.

Wagtail signals a move outside the transaction that moves, so its action is wrapped; place, counters and addresses now
change together or not at all.
"""

from functools import wraps

from wagtail.actions.move_page import MovePageAction

from cms.approval.gate.passages import places


def let_moves_pass():
    """Called once, when the app is ready."""
    move = MovePageAction._move_page

    @wraps(move)
    def _move_page(self, *args, **kwargs):
        with places():
            return move(self, *args, **kwargs)

    MovePageAction._move_page = _move_page
