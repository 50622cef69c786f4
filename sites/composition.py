"""How a new department's home page is composed: bands of its own planned columns, to be changed at will."""

import json
import uuid

# Planned column, kind of band, and what the band needs beside the column. A band without its column is left out.
BANDS = (
    ("GZDT", "lead_story", {"side_column": "TZGG"}),
    ("ZCWJ", "rule_list", {"layout": "documents", "limit": 6}),
    ("ZCJD", "rule_list", {"limit": 6}),
    ("BSZN", "services", {"departments": 0}),
    ("LDXX", "responsible", {"pages": ("JGGK", "XXGK")}),
    ("ZDXM", "rule_list", {"limit": 4}),
    ("TJSJ", "rule_list", {"limit": 4}),
)


def default_bands(columns):
    """The stream of a new home page; `columns` maps codes of the plan to column pages."""
    numbers = {code: page.pk for code, page in columns.items()}
    stream = []
    for code, kind, facts in BANDS:
        if code not in numbers:
            continue
        value = {"column": numbers[code], **facts}
        if "side_column" in facts:
            value["side_column"] = numbers.get(facts["side_column"])
        if "pages" in facts:
            value["pages"] = [
                {"type": "item", "value": numbers[page], "id": str(uuid.uuid4())}
                for page in facts["pages"]
                if page in numbers
            ]
        stream.append({"type": kind, "value": value, "id": str(uuid.uuid4())})
    return json.dumps(stream)
