#!/usr/bin/env python3
"""Holds `newsdex eval` against trec_eval, topic by topic. Run by hand:

    python3 -m venv venv && venv/bin/pip install pytrec_eval-terrier scipy
    venv/bin/python tests/trec_eval/compare.py --newsdex target/release/newsdex RUN QRELS
    venv/bin/python tests/trec_eval/compare.py --newsdex target/release/newsdex --random 200
    venv/bin/python tests/trec_eval/compare.py --golden

RUN and QRELS are files in TREC's form; `--random N` makes up N pairs of them, with ties, gaps, graded and negative
judgements; `--golden` prints the values that the unit test in src/eval/tests.rs holds. The exit status is 1 if any
value differs by more than 1e-9 (trec_eval prints four digits).
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import pytrec_eval
from scipy import stats

NAMES = {
    "map": "map",
    "ndcg_10": "ndcg_cut_10",
    "p_10": "P_10",
    "mrr": "recip_rank",
    "recall_100": "recall_100",
    "recall_1000": "recall_1000",
    "retrieved": "num_ret",
    "relevant": "num_rel",
    "relevant_retrieved": "num_rel_ret",
}
MEANS = list(NAMES)[:6]
HERE = pathlib.Path(__file__).parent


def read(run_file, qrels_file):
    run, qrels = {}, {}
    for line in open(run_file, encoding="utf-8"):
        topic, _, document, _, score, _ = line.split()
        run.setdefault(topic, {})[document] = float(score)
    for line in open(qrels_file, encoding="utf-8"):
        topic, _, document, judgement = line.split()
        qrels.setdefault(topic, {})[document] = int(judgement)
    return run, qrels


def trec_eval(run_file, qrels_file):
    """The scores of each topic that is in both files, by trec_eval."""
    run, qrels = read(run_file, qrels_file)
    measures = {"map", "ndcg_cut.10", "P.10", "recip_rank", "recall.100,1000", "num_ret", "num_rel", "num_rel_ret"}
    scores = pytrec_eval.RelevanceEvaluator(qrels, measures).evaluate(run)
    return {topic: {ours: values[theirs] for ours, theirs in NAMES.items()} for topic, values in scores.items()}


def means(scores, qrels, average):
    """Means over the topics that the average is about; a topic without results has 0."""
    topics = {
        "both": list(scores),
        "judged": list(qrels),
        "relevant": [topic for topic, judged in qrels.items() if max(judged.values()) > 0],
    }[average]
    zero = dict.fromkeys(NAMES, 0.0)
    return len(topics), {name: sum(scores.get(topic, zero)[name] for topic in topics) / len(topics) for name in MEANS}


def newsdex(binary, run_file, qrels_file, average, *more):
    command = [binary, "eval", "--score-run", run_file, "--qrels", qrels_file, "--average", average]
    command += ["--json", "--per-topic", *more]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def differences(binary, run_file, qrels_file):
    """Each value that differs: its place, ours, theirs."""
    found = []
    theirs = trec_eval(run_file, qrels_file)
    _, qrels = read(run_file, qrels_file)
    for average in ["relevant", "judged", "both"]:
        ours = newsdex(binary, run_file, qrels_file, average)
        count, mean = means(theirs, qrels, average) if theirs else (ours["topics"], ours["mean"])
        pairs = [((average, name), ours["mean"][name], mean[name]) for name in MEANS]
        pairs.append(((average, "topics"), ours["topics"], count))
        for topic in theirs.keys() & ours["per_topic"].keys():
            pairs += [((topic, name), ours["per_topic"][topic][name], theirs[topic][name]) for name in NAMES]
        found += [pair for pair in pairs if abs(pair[1] - pair[2]) > 1e-9]
    return found


def t_test_differences(binary, run_file, other_file, qrels_file):
    """Each p value of the t-test that is not scipy's."""
    ours = newsdex(binary, run_file, qrels_file, "relevant", "--compare", other_file)
    other = newsdex(binary, other_file, qrels_file, "relevant")["per_topic"]
    found = []
    for name in MEANS:
        pairs = [(values[name], other[topic][name]) for topic, values in ours["per_topic"].items()]
        if len(pairs) < 2 or len({a - b for a, b in pairs}) < 2:
            continue
        theirs = stats.ttest_rel(*zip(*pairs)).pvalue
        if abs(ours["comparison"][name]["p_t_test"] - theirs) > 1e-9:
            found.append((("t-test", name), ours["comparison"][name]["p_t_test"], theirs))
    return found


def invent(folder, seed):
    """Two runs and judgements with everything that conventions differ on."""
    chance = random.Random(seed)
    documents = [f"d{number}" for number in range(chance.choice([5, 30, 1500]))]
    topics = [str(number) for number in range(1, chance.randint(2, 25))]
    names = []
    for name in ["run", "other"]:
        with open(folder / name, "w", encoding="utf-8") as out:
            for topic in topics:
                if chance.random() < 0.1:
                    continue
                for document in chance.sample(documents, chance.randint(1, len(documents))):
                    score = chance.choice([chance.uniform(-5, 30), chance.randint(-2, 9), 7 + chance.random() * 1e-6])
                    print(topic, "Q0", document, chance.randint(0, 99), score, "made-up", file=out)
        names.append(str(folder / name))
    with open(folder / "qrels", "w", encoding="utf-8") as out:
        for topic in topics + ["unasked"]:
            if chance.random() < 0.1 and topic != "unasked":
                continue
            for document in chance.sample(documents, chance.randint(1, min(len(documents), 120))):
                print(topic, 0, document, chance.choice([-1, 0, 0, 0, 1, 1, 2, 3]), file=out)
    return *names, str(folder / "qrels")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--newsdex", default="newsdex")
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--golden", action="store_true")
    parser.add_argument("files", nargs="*")
    args = parser.parse_args()
    if args.golden:
        for topic, values in sorted(trec_eval(HERE / "made_up.run", HERE / "made_up.qrels").items()):
            print(topic, " ".join(f"{name}={value:.6f}" for name, value in values.items()))
        return 0
    found = differences(args.newsdex, *args.files) if args.files else []
    for seed in range(args.random):
        with tempfile.TemporaryDirectory() as folder:
            run, other, qrels = invent(pathlib.Path(folder), seed)
            found += differences(args.newsdex, run, qrels)
            found += t_test_differences(args.newsdex, run, other, qrels)
    for place, ours, theirs in found:
        print(*place, "ours", ours, "theirs", theirs)
    print(len(found), "values differ", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
