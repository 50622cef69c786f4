"""What a plain button or search field sends, made harmless before it reaches the database."""

LONGEST_NUMBER = 18


def number_in(request, name):
    """The number of a row that the form names, 0 where it names none."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0


def words_in(data, name):
    """The words that were typed; PostgreSQL takes no NUL."""
    return data.get(name, "").replace("\0", "").strip()
