#!/usr/bin/env python3
"""Judged topics for `newsdex eval`, from the labels of Reuters-21578.

    reuters.py FOLDER OUT

reads reut2-*.sgm or .sgm.gz and topics.tsv beside this file, and writes to OUT three sets of topics (NAME.jsonl) with
judgements (NAME.qrels): `topics`, a question each, for which all articles with that label are right; `places`, the same
question and a country, for which articles with both labels are right; `words`, a country and a word or two, likewise.
"""

import collections
import csv
import glob
import gzip
import json
import os
import re
import sys

# As articles write them, where the label does not.
NAMES = {
    "uae": "Emirates",
    "uk": "Britain",
    "usa": "United States",
    "ussr": "Soviet Union",
    "west-germany": "West Germany",
}


def main(folder, out):
    topics = list(csv.DictReader(open(os.path.join(os.path.dirname(__file__), "topics.tsv")), delimiter="\t"))
    by_topic, by_place = labels(folder)
    os.makedirs(out, exist_ok=True)
    write(out, "topics", ((row["topic"], row["question"], by_topic[row["topic"]]) for row in topics))
    for name, column, fewest, most in (("places", "question", 6, 60), ("words", "words", 5, 80)):
        write(out, name, with_places(topics, column, by_place, fewest, most))


def with_places(topics, column, by_place, fewest, most):
    for row in topics:
        for place, right in sorted(by_place[row["topic"]].items()):
            if row[column] and fewest <= len(right) <= most:
                name = NAMES.get(place, place.replace("-", " ").title())
                parts = (row[column], name) if column == "question" else (name, row[column])
                yield f"{row['topic']}+{place}", " ".join(parts), right


def labels(folder):
    """Articles by topic, and by topic and place."""
    by_topic = collections.defaultdict(set)
    by_place = collections.defaultdict(lambda: collections.defaultdict(set))
    for path in sorted(glob.glob(os.path.join(folder, "*.sgm*"))):
        opener = gzip.open if path.endswith(".gz") else open
        text = opener(path, "rt", encoding="latin-1").read()
        for number, body in re.findall(r'<REUTERS [^>]*NEWID="(\d+)"[^>]*>(.*?)</REUTERS>', text, re.S):
            for topic in labelled(body, "TOPICS"):
                by_topic[topic].add(number)
                for place in labelled(body, "PLACES"):
                    by_place[topic][place].add(number)
    return by_topic, by_place


def labelled(body, field):
    return set(re.findall("<D>(.*?)</D>", re.search(f"<{field}>(.*?)</{field}>", body, re.S)[1]))


def write(out, name, topics):
    with open(os.path.join(out, name + ".jsonl"), "w") as asked, open(os.path.join(out, name + ".qrels"), "w") as judged:
        for topic, text, right in topics:
            asked.write(json.dumps({"id": topic, "text": text}) + "\n")
            for article in sorted(right, key=int):
                judged.write(f"{topic} 0 {article} 1\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
