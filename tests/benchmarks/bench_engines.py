"""`make bench-engines`: whether the three engines find the same, and all that is there, and answer whatever is typed.

    make bench-engines [DOCUMENTS=file.jsonl.gz] [JUDGEMENTS=file.jsonl] [STRINGS=10000]

200 random words of two to four characters out of the documents are looked for, then the keywords of the judgements,
then made-up strings. The last line is one JSON object; what the engines find differently stands above it.
"""

import json
import os
import sys
import tempfile
from contextlib import ExitStack
from itertools import combinations
from pathlib import Path

from tests.benchmarks.engines import ENGINES, Unavailable, environment_of, run
from tests.benchmarks.words_of_documents import holding, random_words
from tests.services.documents import BESIDE

FILLER, WORKER = "tests.benchmarks.search_worker", "tests.benchmarks.engines_worker"
STRINGS = 10_000
SHOWN = 20


def say(text):
    print(text, file=sys.stderr, flush=True)


def truth_scores(found, truth):
    """Recall and precision, the means over the words."""
    recalls = [len(found[word] & truth[word]) / len(truth[word]) for word in truth]
    precisions = [len(found[word] & truth[word]) / len(found[word]) if found[word] else 0 for word in truth]
    return {"recall": round(sum(recalls) / len(recalls), 4), "precision": round(sum(precisions) / len(precisions), 4)}


def overlap(one, other):
    """How much two engines find alike (Jaccard), the mean over the queries, and the queries that differ."""
    alike = {query: _jaccard(one[query], other[query]) for query in one}
    return round(sum(alike.values()) / len(alike), 4), {query: value for query, value in alike.items() if value < 1}


def _jaccard(one, other):
    return len(one & other) / len(one | other) if one | other else 1.0


def measure(engine, documents, words, keywords, strings):
    """Fill an engine and ask it; what it found by query, and what it made of the strings."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="lingnan-bench-"))
        environment = environment_of(engine, folder, stack)
        filled = run(FILLER, environment, "fill", documents, folder, 0)
        say(f"{engine}: {filled}")
        queries = Path(folder) / "queries.json"
        queries.write_text(json.dumps(words + keywords, ensure_ascii=False))
        answers = Path(folder) / "answers.json"
        run(WORKER, environment, "find", queries, folder, answers)
        found = {query: set(sources) for query, sources in json.loads(answers.read_text()).items()}
        return found, run(WORKER, environment, "strings", strings)


def main():
    documents = Path(os.environ.get("DOCUMENTS") or BESIDE).resolve()
    judgements = Path(os.environ.get("JUDGEMENTS") or BESIDE.with_name("search_judgements.jsonl")).resolve()
    for path in (documents, judgements):
        if not path.is_file():
            say(f"Skipped: {path.name} is not there")
            print(json.dumps({"skipped": f"{path.name} is not there"}))
            return int(bool(os.environ.get("DOCUMENTS") or os.environ.get("JUDGEMENTS")))
    words = random_words(documents)
    truth = holding(documents, words)
    rows = map(json.loads, judgements.read_text().splitlines())
    given = [row["keywords"].replace("；", " ") for row in rows if row.get("keywords")]
    keywords = list(dict.fromkeys([*given, *(word for each in given for word in each.split())]))
    found, result = {}, {}
    for engine in ENGINES:
        try:
            found[engine], strings = measure(
                engine, documents, words, keywords, int(os.environ.get("STRINGS") or STRINGS)
            )
        except Unavailable as error:
            say(f"{engine} does not start: {error}")
            return 1
        result[engine] = truth_scores(found[engine], truth) | strings
        say(f"{engine}: {result[engine]}")
    for one, other in combinations(ENGINES, 2):
        mean, different = overlap(
            {query: found[one][query] for query in keywords}, {query: found[other][query] for query in keywords}
        )
        result[f"{one}_{other}_jaccard"] = mean
        for query, value in sorted(different.items(), key=lambda row: row[1])[:SHOWN]:
            counts = f"{len(found[one][query])} and {len(found[other][query])}"
            say(f"{one} and {other} differ on {query!r}: {value:.3f}, {counts} pages")
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
