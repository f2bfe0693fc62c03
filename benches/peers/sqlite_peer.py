#!/usr/bin/env python3
"""SQLite's FTS5 as a peer, through Python's own sqlite3. Before what `Peer` of engines.py says comes the tokenizer: unicode61 or porter."""

import os
import sqlite3
import sys
import time

import peer

# As much as Lucene gets for its buffer.
CACHE_KIB = 256 << 10
# snippet() counts words and takes 64 at the most; so many are about 160 characters.
SNIPPET_WORDS = 27

TOLD = (
    "one FTS5 table of id (UNINDEXED), title and body, tokenizer `{}`, content and positions in it; fed from Python by one thread (it "
    "has one writer) in one transaction, 256 MB page cache; then 'optimize' into one b-tree, commit at synchronous=FULL. Hits: row ids of "
    "the ten best by bm25() over both; passages: snippet() of the body, 27 words, some 160 characters"
)


def opened(folder):
    connection = sqlite3.connect(os.path.join(folder, "articles.sqlite"), isolation_level=None)
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    return connection


def tokenizer(name):
    return "porter unicode61" if name == "porter" else name


def index(name, file, folder):
    start = time.perf_counter()
    connection = opened(folder)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN")
    columns = "id UNINDEXED, title, body"
    connection.execute(f"CREATE VIRTUAL TABLE articles USING fts5({columns}, tokenize = '{tokenizer(name)}')")
    counts = {}
    connection.executemany("INSERT INTO articles VALUES (?, ?, ?)", peer.articles(file, counts))
    connection.execute("INSERT INTO articles(articles) VALUES ('optimize')")
    connection.execute("COMMIT")
    seconds = time.perf_counter() - start
    segments = connection.execute("SELECT count(DISTINCT segid) FROM articles_idx").fetchone()[0]
    connection.close()
    told = TOLD.format(tokenizer(name))
    return counts | {"seconds": seconds, "segments": segments, "version": sqlite3.sqlite_version, "told": told}


class Searching:
    def __init__(self, folder):
        self.connection = opened(folder)

    def query(self, kind, words):
        if kind.startswith("phrase"):
            return '"' + " ".join(words) + '"'
        operator = " AND " if kind.startswith("and") else " OR "
        return operator.join(f'"{word}"' for word in words)

    def rows(self, what, query):
        statement = f"SELECT {what} FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT {peer.HITS}"
        return self.connection.execute(statement, (query,)).fetchall()

    def best(self, query):
        return len(self.rows("rowid", query))

    def passages(self, query):
        snippet = f"snippet(articles, 2, '<b>', '</b>', '...', {SNIPPET_WORDS})"
        return sum("<b>" in passage for (passage,) in self.rows(snippet, query))


def search(folder, queries, runs):
    return peer.run_queries(queries, runs, Searching(folder))


if __name__ == "__main__":
    peer.main(lambda file, folder, _threads: index(sys.argv[1], file, folder), search, sys.argv[2:])
