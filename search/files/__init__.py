"""The text of attached files for the index: the pages, blocks and sheets that somebody who opens the file sees."""
