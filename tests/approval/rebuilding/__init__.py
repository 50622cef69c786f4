"""The migrations of the approval, and one more that rebuilds the table of all pages; used in place of the app's own."""

from cms.approval import migrations

__path__ = [*__path__, *migrations.__path__]
