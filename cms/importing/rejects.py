"""The file of rows that were not taken, so that they can be mended at the source and imported again."""

import json

from cms.approval.models import BatchItem


def write_rejects(batch, path):
    """Write one JSON object a rejected row: line, number, field, reason. Returns how many.

    Where nothing was rejected there is no file, not even that of an earlier run.
    """
    rejected = batch.items.filter(outcome=BatchItem.Outcome.REJECTED)
    rows = rejected.values_list("source_line", "source_id", "field", "reason")
    if not rows.exists():
        path.unlink(missing_ok=True)
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for line, source_id, field, reason in rows.iterator():
            row = {"line": line, "id": source_id, "field": field, "reason": reason}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count
