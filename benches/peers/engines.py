"""How newsdex and each peer is built here, and called. A peer that cannot be built says why."""

import glob
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


class Unavailable(Exception):
    """Why an engine cannot be run on this machine."""


def built(command, what, folder=HERE, environment=None):
    """Runs a build command; its last lines are the reason where it fails."""
    if shutil.which(command[0]) is None:
        raise Unavailable(f"{what} needs {os.path.basename(command[0])}, which is not installed")
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        lines = (run.stderr + run.stdout).strip().splitlines()
        errors = [line for line in lines if "error" in line.lower()] or lines[-1:]
        raise Unavailable(f"{what} cannot be built: {errors[0] if errors else 'no reason given'}")
    return run.stdout


def target_directory(folder):
    """Where cargo puts what it builds there."""
    text = built(["cargo", "metadata", "--format-version", "1", "--no-deps"], "cargo", folder)
    return re.search(r'"target_directory":"([^"]+)"', text).group(1)


def percentiles(times):
    """By the rule of `newsdex bench search`."""
    times = sorted(times)

    def at(part):
        return times[int((len(times) - 1) * part + 0.5)]

    return {"p50": at(0.5), "p95": at(0.95), "p99": at(0.99)}


class Peer:
    """A program that is called in one of two ways and prints one JSON object:

    PEER index FILE.jsonl FOLDER THREADS   -> articles, text_bytes, seconds, segments, version, told
    PEER search FOLDER QUERIES RUNS        -> queries: kind, ids, passages (microseconds, median of the runs), hits
    """

    told = None
    facts = {}

    def __init__(self, name, command):
        self.name, self.command = name, command

    def index(self, file, folder, threads):
        return self.command + ["index", file, folder, str(threads)]

    def search(self, folder, queries, runs):
        return self.command + ["search", folder, queries, str(runs)]

    def without_hits(self, found):
        """The numbers of the queries that find nothing: words are not everywhere cut alike."""
        return {number for number, query in enumerate(found["queries"]) if query["hits"] == 0}

    def latencies(self, found):
        """By kind of query, then with and without passages."""
        kinds = {}
        for query in found["queries"]:
            ways = kinds.setdefault(query["kind"], {"ids": [], "passages": []})
            ways["ids"].append(query["ids"])
            ways["passages"].append(query["passages"])
        return {kind: {way: percentiles(times) for way, times in ways.items()} for kind, ways in kinds.items()}


class Newsdex:
    """The program of this repository, through its command line."""

    name = "newsdex"
    told = (
        "`newsdex index` at its defaults (512 MiB), from the file: charset, cleaning, languages, ids, duplicates, more fields than the "
        "peers have (source, date, url, authors, ...), one segment, manifest. Hits: `newsdex bench search`, every word widened to its inflected forms in "
        "title, body and comments, the best 150 scored again; passages: the best ones of each hit, marked"
    )

    def __init__(self, program):
        if program is None:
            built(["cargo", "build", "--release", "--locked"], "newsdex", ROOT)
            program = os.path.join(target_directory(ROOT), "release", "newsdex")
        self.program = os.path.abspath(program)
        version = built([self.program, "--version"], "newsdex")
        # What `newsdex index --json` does not say.
        self.facts = {"version": version.split()[-1], "segments": 1}

    def index(self, file, folder, threads):
        return [self.program, "--index", folder, "index", file, "--threads", str(threads), "--json"]

    def list_queries(self, folder, count):
        return [self.program, "--index", folder, "bench", "search", "--generate", str(count), "--list"]

    def search(self, folder, queries, runs):
        command = [self.program, "--index", folder, "bench", "search"]
        return command + ["--queries", queries, "--runs", str(runs), "--cold", "0", "--json"]

    def without_hits(self, _):
        """None: it made the queries from the articles."""
        return set()

    def latencies(self, found):
        """As those of a peer."""
        ways = {"ids": "newsdex", "passages": "newsdex_passages"}
        return {
            one["class"]["kind"]: {way: one[name]["warm"] for way, name in ways.items()}
            for one in found["classes"]
            if one["class"]
        }


# The newest Lucene of each line, and the Java that it needs.
LUCENE = ((21, "10.6.0"), (17, "9.12.3"))


def newest_java():
    """Home and version of the newest Java at hand that has a compiler."""
    compilers = [os.path.join(os.environ.get("JAVA_HOME", ""), "bin", "javac"), shutil.which("javac") or ""]
    compilers += glob.glob("/usr/lib/jvm/*/bin/javac")
    homes = {}
    for compiler in filter(os.path.isfile, compilers):
        compiler = os.path.realpath(compiler)
        version = re.search(r"javac (\d+)", built([compiler, "-version"], "java"))
        if version:
            homes[int(version.group(1))] = os.path.dirname(os.path.dirname(compiler))
    if not homes:
        raise Unavailable("Lucene needs a Java development kit, and there is none")
    return max(homes), homes[max(homes)]


def lucene(_):
    java, home = newest_java()
    version = next((version for needed, version in LUCENE if java >= needed), None)
    if version is None:
        raise Unavailable(f"Lucene needs Java 17, and the newest here is {java}")
    folder = os.path.join(HERE, "lucene")
    out = os.path.join(folder, "target")
    jars = os.path.join(out, f"jars-{version}")
    environment = os.environ | {"JAVA_HOME": home}
    fetch = ["mvn", "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={jars}", f"-Dlucene.version={version}"]
    built(fetch, "lucene", folder, environment)
    classes = os.path.join(out, f"classes-{version}")
    on = os.path.join(jars, "*")
    built([os.path.join(home, "bin", "javac"), "-cp", on, "-d", classes, "LucenePeer.java"], "lucene", folder)
    vectors = ["--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"] if java >= 21 else []
    command = [os.path.join(home, "bin", "java"), "-Xmx1g", *vectors, "-cp", f"{on}:{classes}", "LucenePeer"]
    return Peer("lucene", command)


def xapian(_):
    # Debian's binding belongs to Debian's Python, whatever other Python comes first on the path.
    for python in ("/usr/bin/python3", sys.executable):
        try:
            built([python, "-c", "import xapian"], "xapian")
        except Unavailable:
            continue
        return Peer("xapian", [python, os.path.join(HERE, "xapian_peer.py")])
    raise Unavailable("Xapian's Python binding is not installed (Debian: python3-xapian)")


def sqlite(name, tokenizer):
    """FTS5 with one of its tokenizers."""

    def engine(_):
        try:
            program = "import sqlite3; sqlite3.connect(':memory:').execute('CREATE VIRTUAL TABLE t USING fts5(x)')"
            built([sys.executable, "-c", program], "sqlite")
        except Unavailable:
            raise Unavailable("this Python's sqlite3 has no FTS5") from None
        return Peer(name, [sys.executable, os.path.join(HERE, "sqlite_peer.py"), tokenizer])

    return engine


def rust_program(package):
    """Where cargo puts a peer in Rust."""
    return os.path.join(target_directory(HERE), "release", package)


def rust(name, package, *arguments):
    """A package of the workspace in this folder."""

    def engine(_):
        built(["cargo", "build", "--release", "--locked", "--package", package], name)
        return Peer(name, [rust_program(package), *arguments])

    return engine


ALL = {
    "newsdex": Newsdex,
    "tantivy": rust("tantivy", "peer-tantivy", "default"),
    "tantivy-stem": rust("tantivy-stem", "peer-tantivy", "en_stem"),
    "seekstorm": rust("seekstorm", "peer-seekstorm"),
    "lucene": lucene,
    "xapian": xapian,
    "sqlite": sqlite("sqlite", "unicode61"),
    "sqlite-porter": sqlite("sqlite-porter", "porter"),
}
