#!/usr/bin/env python3
"""The query shapes of an identity graph, asked of Kuzu and of Muster in turns; prints a table of medians and ratios.

Graphs, questions, answers and the peer's script are those of the shared folder ($MUSTER_SHARED, default ../shared), made and
compiled in a work folder. Both sides run on one thread, in processes of their own that alternate, `--rounds` times. A ratio is
that of one round (Kuzu's median by Muster's); the table holds the median round. Where a side's answers differ from the reference
kernels' this says so and exits with 1.

    cmake --build build/release --target muster_cypher_bench
    tests/bench/pair_with_kuzu.py --sizes S,M --rounds 3
"""

import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
KUZU = "kuzu@0.11.3"
IDGEN = {"S": ["2000", "30", "1.2"], "M": ["20000", "30", "1.2"]}
# What the peer's script calls a shape, what our benchmark calls it, and the ratio that is wanted.
SHAPES = [
    ("a reach<=3 SHORTEST count", "a_reach3", 10),
    ("a reach<=6 SHORTEST count", "a_reach6", 10),
    ("a reach<=30 SHORTEST count", "a_unbounded", 10),
    ("b shortest path", "b_shortest", 10),
    ("c all shortest paths", "c_all_shortest", 10),
    ("d reverse reach<=6", "d_reverse6", 10),
    ("d reverse reach<=30", "d_unbounded", 10),
    ("e 2-hop risk>=50 (walk+distinct)", "e_two_hops", 50),
    ("f lookup + 1-hop", "f_one_hop", 50),
    ("f lookup only", "f_look_up", 50),
]
PEER_LINE = re.compile(r"^(?P<name>\S.*?)\s+n=\d+ med=(?P<median>[\d.]+)ms p99=(?P<p99>[\d.]+)ms mismatch=(?P<wrong>\d+) fail=(?P<failed>\d+)")


def run(words, **options):
    answer = subprocess.run([str(w) for w in words], capture_output=True, text=True, check=False, **options)
    if answer.returncode != 0:
        sys.exit(f"pair_with_kuzu: {words[0]} ended with {answer.returncode}:\n{answer.stdout[-2000:]}{answer.stderr[-2000:]}")
    return answer.stdout


def prepare(bench, work, sizes):
    """Graphs with their answers, and the peer's library and databases."""
    graphs = work / "g"
    graphs.mkdir(parents=True, exist_ok=True)
    for program in ("idgen", "refbench"):
        if not (work / program).exists():
            run(["g++", "-O3", "-march=native", "-std=c++20", bench / f"{program}.cpp", "-o", work / program, "-ltbb"])
    for size in sizes:
        if not (graphs / f"{size}.answers").exists():
            run([work / "idgen", size, *IDGEN[size], graphs])
            run([work / "refbench", size, graphs, "1"], cwd=graphs)
    if not (work / "node_modules" / "kuzu").exists():
        run(["npm", "install", "--no-audit", "--no-fund", KUZU], cwd=work)
    (work / "peers").mkdir(exist_ok=True)
    for size in sizes:
        if not (work / "peers" / f"db_kuzu_{size}").exists():
            run(["node", bench / "peer_kuzu.js", "kuzu", size, "load"], env=peer_environment(work))


def peer_environment(work):
    return {**os.environ, "PERF": str(work), "NODE_PATH": str(work / "node_modules"), "T": "1", "TO": "120000"}


def ask_kuzu(bench, work, size):
    """Median and 99th percentile in microseconds by shape; what was wrong, as sentences."""
    out, wrong = {}, []
    for line in run(["node", bench / "peer_kuzu.js", "kuzu", size, "a,b,c,d,e,f"], env=peer_environment(work)).splitlines():
        found = PEER_LINE.match(line)
        if found:
            out[found["name"]] = (float(found["median"]) * 1000, float(found["p99"]) * 1000)
            if found["wrong"] != "0" or found["failed"] != "0":
                wrong.append(f"Kuzu on {size}: {line.strip()}")
    return out, wrong


def ask_muster(program, work, size):
    out, wrong = {}, []
    report = json.loads(run([program, f"--graphs={work / 'g'}", f"--sizes={size}", "--benchmark_format=json"]))
    for entry in report["benchmarks"]:
        name = entry["name"].split("/")[0]
        if entry.get("error_occurred"):
            wrong.append(f"Muster on {size}, {name}: {entry['error_message']}")
        else:
            out[name] = (entry["median_us"], entry["p99_us"])
    return out, wrong


def shown(microseconds):
    if microseconds < 1000:
        return f"{microseconds:.1f} µs"
    return f"{microseconds / 1000:.2f} ms"


def main():
    parser = argparse.ArgumentParser(description="Ask Kuzu and Muster the same questions in turns.")
    parser.add_argument("--sizes", default="S,M")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "build" / "pair", help="kept between runs")
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build" / "release" / "tests" / "bench" / "muster_cypher_bench")
    options = parser.parse_args()
    bench = pathlib.Path(os.environ.get("MUSTER_SHARED", ROOT.parent / "shared")).resolve() / "bench"
    if not bench.is_dir():
        sys.exit(f"pair_with_kuzu: there is no folder {bench}; say with MUSTER_SHARED where the shared folder is")
    if not options.program.exists():
        sys.exit(f"pair_with_kuzu: {options.program} is missing; build muster_cypher_bench in the release preset")
    sizes = options.sizes.split(",")
    work = options.work.resolve()
    prepare(bench, work, sizes)

    missed = []
    for size in sizes:
        rounds = []
        for number in range(options.rounds):
            print(f"size {size}, round {number + 1} of {options.rounds}", file=sys.stderr, flush=True)
            kuzu, wrong = ask_kuzu(bench, work, size)
            missed += wrong
            muster, wrong = ask_muster(options.program, work, size)
            missed += wrong
            rounds.append((kuzu, muster))
        print(f"\n| {size} | Kuzu | Kuzu p99 | Muster | Muster p99 | ratio | wanted |\n|---|---|---|---|---|---|---|")
        for theirs, ours, wanted in SHAPES:
            both = [(k[theirs], m[ours]) for k, m in rounds if theirs in k and ours in m]
            if not both:
                missed.append(f"{size}, {ours}: no figure")
                continue
            middle = [statistics.median(pair[side][figure] for pair in both) for side in (0, 1) for figure in (0, 1)]
            ratio = statistics.median(k[0] / m[0] for k, m in both)
            print(f"| {ours} | {shown(middle[0])} | {shown(middle[1])} | {shown(middle[2])} | {shown(middle[3])} | {ratio:.0f} | {wanted} |",
                  flush=True)
    for line in missed:
        print(line, file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
