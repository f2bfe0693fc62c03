"""What the peers in Python share: reading articles, and running queries by the clock. Called as `Peer` of engines.py says."""

import json
import os
import time

# So many articles are shown of what is found.
HITS = 10


def articles(file, counts):
    """Id, title and body of each line; articles and bytes of title and body are added up in `counts`."""
    counts.update(articles=0, text_bytes=0)
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            title = article.get("title", article.get("headline")) or ""
            body = article.get("body", article.get("text")) or ""
            counts["articles"] += 1
            counts["text_bytes"] += len(title.encode()) + len(body.encode())
            yield article.get("id", ""), title, body


def synced(folder):
    """Sees to it that the files of a folder are on the disk."""
    for name in os.listdir(folder):
        handle = os.open(os.path.join(folder, name), os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def timed(work):
    """What a call takes in microseconds, and what it returns."""
    start = time.perf_counter()
    result = work()
    return (time.perf_counter() - start) * 1e6, result


def run_queries(file, runs, engine):
    """Runs all queries again and again, as `ids` and as `passages`; of each the median of the runs after the first.

    `engine` has `query(kind, words)`, `best(query)`, which returns how many of the ten best there are, and `passages(query)`.
    """
    with open(file, encoding="utf-8") as lines:
        queries = [line.rstrip("\n").split("\t") for line in lines]
    asked = [engine.query(kind, words.split(" ")) for kind, words in queries]
    results = [{"kind": kind, "ids": [], "passages": [], "hits": 0} for kind, _ in queries]
    for run in range(int(runs) + 1):
        for query, result in zip(asked, results):
            plain, hits = timed(lambda: engine.best(query))
            full, _ = timed(lambda: engine.passages(query))
            result["hits"] = hits
            if run > 0:
                result["ids"].append(plain)
                result["passages"].append(full)
    for result in results:
        for way in ("ids", "passages"):
            result[way] = sorted(result[way])[len(result[way]) // 2]
    return {"queries": results}


def main(index, search, arguments):
    """Does what the command line asks for, and prints its result as JSON."""
    print(json.dumps({"index": index, "search": search}[arguments[0]](*arguments[1:])))
