"""What runs newsdex beside its peers, as far as it needs none of them: python3 -m unittest discover -s benches/peers"""

import importlib.machinery
import importlib.util
import json
import os
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True
loader = importlib.machinery.SourceFileLoader("run", os.path.join(HERE, "run"))
run = importlib.util.module_from_spec(importlib.util.spec_from_loader("run", loader))
loader.exec_module(run)
engines = run.engines
peer = importlib.import_module("peer")


class Percentiles(unittest.TestCase):
    def test_they_are_those_of_bench_search(self):
        times = list(range(1001, 0, -1))
        self.assertEqual(engines.percentiles(times), {"p50": 501, "p95": 951, "p99": 991})
        self.assertEqual(engines.percentiles([7]), {"p50": 7, "p95": 7, "p99": 7})

    def test_they_are_by_kind_and_way(self):
        peer = engines.Peer("peer", ["peer"])
        query = {"kind": "word", "ids": 5, "passages": 9, "hits": 3}
        found = peer.latencies({"queries": [query, query | {"ids": 7}, query | {"kind": "or2"}]})
        self.assertEqual(found["word"]["ids"]["p50"], 7)
        self.assertEqual(found["or2"]["passages"]["p99"], 9)


class Files(unittest.TestCase):
    def test_a_part_of_a_file_is_whole_lines(self):
        article = {"id": "1", "title": "Fähre", "text": "Regen"}
        line = json.dumps(article) + "\n"
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "all.jsonl")
            with open(path, "w", encoding="utf-8") as out:
                out.write(line * 10)
            part, articles, text = run.head(path, 3.5 * len(line) / 1e6, folder)
            self.assertEqual((articles, text), (3, 3 * (6 + 5)))
            with open(part, encoding="utf-8") as lines:
                self.assertEqual(lines.read(), line * 3)
            self.assertEqual(run.head(path, None, folder)[1], 10)

    def test_peers_in_python_read_both_spellings(self):
        lines = [{"id": "1", "title": "Fähre", "text": "Regen"}, {"id": "2", "headline": None, "body": "Tide"}]
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "articles.jsonl")
            with open(path, "w", encoding="utf-8") as out:
                out.writelines(json.dumps(line) + "\n" for line in lines)
            counts = {}
            self.assertEqual(list(peer.articles(path, counts)), [("1", "Fähre", "Regen"), ("2", "", "Tide")])
            self.assertEqual(counts, {"articles": 2, "text_bytes": 6 + 5 + 4})


class Hits:
    """What an engine finds in four small articles."""

    # One piece, or one of each of two threads.
    segments = 1

    def hits(self, engine, queries):
        bodies = ["the ferries wait for a storm", "a storm waits", "storm ferry", "calm"]
        with tempfile.TemporaryDirectory() as scratch:
            file, asked, folder = (os.path.join(scratch, name) for name in ("articles.jsonl", "queries", "index"))
            os.mkdir(folder)
            run.write_lines(file, [json.dumps({"id": body, "title": "", "body": body}) for body in bodies])
            run.write_lines(asked, queries)
            built = run.measured(engine.index(file, folder, 2), folder)
            self.assertEqual((built["articles"], built["segments"]), (4, self.segments))
            self.assertEqual(built["text_bytes"], sum(map(len, bodies)))
            found = run.measured(engine.search(folder, asked, 1))["queries"]
        self.assertTrue(all(query["ids"] > 0 and query["passages"] > 0 for query in found))
        self.assertEqual([query["kind"] for query in found], [query.split("\t")[0] for query in queries])
        return [query["hits"] for query in found]

    def finds_what_it_names(self, engine):
        queries = ["word\tstorm", "and2\tstorm ferry", "or2\tcalm ferry", "phrase2\ta storm", "word\tor"]
        self.assertEqual(self.hits(engine, queries), [3, 1, 2, 2, 0])

    def finds_inflected_forms(self, engine):
        self.assertEqual(self.hits(engine, ["word\tferry", "word\twaiting"]), [2, 2])


class Sqlite(unittest.TestCase, Hits):
    """The one peer that is there wherever Python is."""

    def made(self, name):
        try:
            return engines.ALL[name](None)
        except engines.Unavailable as reason:
            self.skipTest(str(reason))

    def test_each_kind_of_query_finds_what_it_names(self):
        self.finds_what_it_names(self.made("sqlite"))

    def test_porter_finds_inflected_forms(self):
        self.finds_inflected_forms(self.made("sqlite-porter"))
        self.assertEqual(self.hits(self.made("sqlite"), ["word\tferry", "word\twaiting"]), [1, 0])


class Rust(unittest.TestCase, Hits):
    """Where `run` has built them already: that takes minutes."""

    def made(self, package, *arguments):
        try:
            program = engines.rust_program(package)
        except engines.Unavailable as reason:
            self.skipTest(str(reason))
        if not os.path.exists(program):
            self.skipTest(f"{package} is not built")
        return engines.Peer(package, [program, *arguments])

    def test_tantivy_finds_what_is_named(self):
        self.finds_what_it_names(self.made("peer-tantivy", "default"))

    def test_stemming_tantivy_finds_inflected_forms(self):
        self.finds_inflected_forms(self.made("peer-tantivy", "en_stem"))

    def test_seekstorm_finds_what_is_named(self):
        self.segments = 2
        self.finds_what_it_names(self.made("peer-seekstorm"))


class Programs(unittest.TestCase):
    def test_queries_that_one_engine_cannot_find_are_left_out_for_all(self):
        class Finding(engines.Peer):
            def search(self, folder, queries, runs):
                program = "import json, sys; print(json.dumps({'queries': [{'hits': hits} for hits in json.loads(sys.argv[1])]}))"
                return [sys.executable, "-c", program, json.dumps(self.command)]

        settings = type("Settings", (), {"rounds": 1})
        with tempfile.TemporaryDirectory() as scratch:
            bench = run.Bench([Finding("one", [3, 0, 1, 1]), Finding("other", [3, 2, 1, 0])], scratch, settings)
            path = os.path.join(scratch, "queries")
            self.assertEqual(bench.common_queries(path, ["a", "b", "c", "d"]), 2)
            with open(path, encoding="utf-8") as lines:
                self.assertEqual(lines.read(), "a\nc\n")

    def test_what_fails_is_left_out_with_its_reason(self):
        class Failing(engines.Peer):
            def index(self, file, folder, threads):
                return [sys.executable, "-c", "import sys; sys.exit('no room')"]

        class Working(engines.Peer):
            def index(self, file, folder, threads):
                program = "import json, sys; open(sys.argv[1] + '/x', 'w').write('1234'); print(json.dumps({'seconds': 1}))"
                return [sys.executable, "-c", program, folder]

        settings = type("Settings", (), {"rounds": 2, "threads": 1})
        with tempfile.TemporaryDirectory() as scratch:
            bench = run.Bench([Failing("failing", []), Working("working", [])], scratch, settings)
            bench.index("any")
        self.assertEqual(bench.left_out, {"failing": "no room"})
        self.assertEqual([one["bytes"] for one in bench.indexed["working"]], [4, 4])
        self.assertTrue(all(one["cpu"] > 0 and one["memory"] > 0 for one in bench.indexed["working"]))

    def test_what_cannot_be_built_says_why(self):
        with self.assertRaisesRegex(engines.Unavailable, "needs no-such-tool, which is not installed"):
            engines.built(["no-such-tool"], "it")
        with self.assertRaisesRegex(engines.Unavailable, "it cannot be built: an error"):
            engines.built([sys.executable, "-c", "import sys; sys.exit('an error')"], "it")

    def test_nobody_always_comes_first(self):
        firsts = {run.rotated(["a", "b", "c"], number)[0] for number in range(3)}
        self.assertEqual(firsts, {"a", "b", "c"})


if __name__ == "__main__":
    unittest.main()
