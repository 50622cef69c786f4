"""The file of rows that were not taken, so that they can be mended at the source and imported again."""

import json

from cms.approval.models import BatchItem


def write_rejects(batch, path):
    """Write one JSON object a rejected row: line, number, field, reason. Returns how many."""
    rejected = batch.items.filter(outcome=BatchItem.Outcome.REJECTED)
    rows = rejected.values_list("source_line", "source_id", "field", "reason")
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for line, source_id, field, reason in rows.iterator():
            row = {"line": line, "id": source_id, "field": field, "reason": reason}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count
