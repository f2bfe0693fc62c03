#!/usr/bin/python3
"""Xapian as a peer, through its Python binding."""

import json
import os
import shutil
import sys
import time

import xapian

import peer

TOLD = (
    "TermGenerator without a stemmer over title and body, with positions; title, body and id in the document data; fed from "
    "Python by one thread (it has one writer), its flush threshold at the default; commit, then compact into one. Hits: ten best "
    "over both; passages: MSet.snippet of the stored body, 160 characters"
)


def index(file, folder, _threads):
    start = time.perf_counter()
    rough, final = os.path.join(folder, "rough"), os.path.join(folder, "index")
    database = xapian.WritableDatabase(rough, xapian.DB_CREATE_OR_OVERWRITE)
    terms = xapian.TermGenerator()
    counts = {}
    for name, title, body in peer.articles(file, counts):
        document = xapian.Document()
        terms.set_document(document)
        terms.index_text(title)
        terms.increase_termpos()
        terms.index_text(body)
        document.set_data(json.dumps([name, title, body], ensure_ascii=False))
        database.add_document(document)
    database.commit()
    database.compact(final)
    database.close()
    shutil.rmtree(rough)
    peer.synced(final)
    seconds = time.perf_counter() - start
    return counts | {"seconds": seconds, "segments": 1, "version": xapian.version_string(), "told": TOLD}


class Searching:
    def __init__(self, folder):
        self.enquire = xapian.Enquire(xapian.Database(os.path.join(folder, "index")))

    def query(self, kind, words):
        if kind.startswith("phrase"):
            return xapian.Query(xapian.Query.OP_PHRASE, words, len(words))
        operator = xapian.Query.OP_AND if kind.startswith("and") else xapian.Query.OP_OR
        return xapian.Query(operator, words)

    def found(self, query):
        self.enquire.set_query(query)
        return self.enquire.get_mset(0, peer.HITS)

    def best(self, query):
        return self.found(query).size()

    def passages(self, query):
        hits = self.found(query)
        marked = 0
        for hit in hits:
            body = json.loads(hit.document.get_data())[2]
            snippet = hits.snippet(body, 160, xapian.Stem("none"), 0, "<b>", "</b>", "...")
            marked += b"<b>" in snippet
        return marked


def search(folder, queries, runs):
    return peer.run_queries(queries, runs, Searching(folder))


if __name__ == "__main__":
    peer.main(index, search, sys.argv[1:])
