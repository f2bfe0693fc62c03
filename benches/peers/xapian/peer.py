#!/usr/bin/python3
"""Xapian as a peer, through its Python binding. Called as `Peer` of engines.py says."""

import json
import os
import shutil
import sys
import time

import xapian

TOLD = (
    "TermGenerator without a stemmer over title and body, with positions; title, body and id in the document data; fed from "
    "Python by one thread (it has one writer), its flush threshold at the default; commit, then compact into one. Hits: ten best "
    "over both; passages: MSet.snippet of the stored body, 160 characters"
)
HITS = 10


def index(file, folder, _threads):
    start = time.perf_counter()
    rough = os.path.join(folder, "rough")
    database = xapian.WritableDatabase(rough, xapian.DB_CREATE_OR_OVERWRITE)
    terms = xapian.TermGenerator()
    articles = text_bytes = 0
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            title = article.get("title", article.get("headline", ""))
            body = article.get("body", article.get("text", ""))
            articles += 1
            text_bytes += len(title.encode()) + len(body.encode())
            document = xapian.Document()
            terms.set_document(document)
            terms.index_text(title)
            terms.increase_termpos()
            terms.index_text(body)
            document.set_data(json.dumps([article.get("id", ""), title, body], ensure_ascii=False))
            database.add_document(document)
    database.commit()
    database.compact(os.path.join(folder, "index"))
    database.close()
    shutil.rmtree(rough)
    for name in os.listdir(os.path.join(folder, "index")):
        handle = os.open(os.path.join(folder, "index", name), os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
    seconds = time.perf_counter() - start
    built = {"articles": articles, "text_bytes": text_bytes, "seconds": seconds, "segments": 1}
    print(json.dumps(built | {"version": xapian.version_string(), "told": TOLD}))


def query(kind, words):
    if kind.startswith("phrase"):
        return xapian.Query(xapian.Query.OP_PHRASE, words, len(words))
    operator = xapian.Query.OP_AND if kind.startswith("and") else xapian.Query.OP_OR
    return xapian.Query(operator, words)


def best(enquire, kind, words):
    enquire.set_query(query(kind, words))
    return enquire.get_mset(0, HITS)


def passages(enquire, kind, words):
    hits = best(enquire, kind, words)
    marked = 0
    for hit in hits:
        body = json.loads(hit.document.get_data())[2]
        snippet = hits.snippet(body, 160, xapian.Stem("none"), 0, "<b>", "</b>", "...")
        marked += b"<b>" in snippet
    return marked


def timed(work):
    start = time.perf_counter()
    result = work()
    return (time.perf_counter() - start) * 1e6, result


def search(folder, file, runs):
    enquire = xapian.Enquire(xapian.Database(os.path.join(folder, "index")))
    with open(file, encoding="utf-8") as lines:
        queries = [line.rstrip("\n").split("\t") for line in lines]
    results = []
    for kind, words in queries:
        results.append({"kind": kind, "words": words.split(" "), "ids": [], "passages": [], "hits": 0})
    for run in range(int(runs) + 1):
        for one in results:
            plain, hits = timed(lambda: best(enquire, one["kind"], one["words"]).size())
            full, _ = timed(lambda: passages(enquire, one["kind"], one["words"]))
            one["hits"] = hits
            if run > 0:
                one["ids"].append(plain)
                one["passages"].append(full)
    for one in results:
        for way in ("ids", "passages"):
            one[way] = sorted(one[way])[len(one[way]) // 2]
        del one["words"]
    print(json.dumps({"queries": results}))


if __name__ == "__main__":
    {"index": index, "search": search}[sys.argv[1]](*sys.argv[2:])
