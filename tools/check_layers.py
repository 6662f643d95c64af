#!/usr/bin/env python3
"""The layer map and the library fences, enforced.

Reads every source file and every CMakeLists.txt of the product folders and reports each include or link that the map below does
not allow, as file:line, what is wrong, and what is allowed. Exit 0: all hold; 1: something does not; 2: the map is wrong.

The law: this table is the map. DESIGN.md section 3 and docs/architecture.md say the same in words; a change here needs an ADR.
Tests may include any layer (a contract suite runs two stores), but not what another layer fences in.
"""

import argparse
import os
import pathlib
import re
import sys

CORE_LOW = ("core/base", "core/graph", "core/identity")
CORE = CORE_LOW + ("core/analytics", "core/derivation", "core/ingest", "core/generate",
                   "core/reconcile", "core/posture")
# In order: each stage may include every stage before it.
QUERY_STAGES = ("query/syntax", "query/semantics", "query/functions", "query/logical",
                "query/physical", "query/procedures", "query/engine")
SERVICE = CORE + ("query/engine", "api/service")


def _stage(name, core):
    """What a query stage may include: the stages before it, and the core folders given."""
    return core + QUERY_STAGES[:QUERY_STAGES.index(name)]


# folder -> the folders it may include beside itself.
ALLOWED = {
    "core/base": (),
    "core/graph": ("core/base",),
    "core/identity": ("core/base", "core/graph"),
    "core/analytics": CORE_LOW,
    "core/derivation": CORE_LOW,
    "core/ingest": CORE_LOW,
    "core/generate": CORE_LOW + ("core/ingest",),
    "core/reconcile": CORE_LOW + ("core/analytics",),
    "core/posture": CORE_LOW + ("core/analytics",),
    "storage": ("core/base", "core/graph"),
    "query/syntax": ("core/base",),
    # Semantics and everything after it may use core/graph; procedures every core folder.
    "query/semantics": _stage("query/semantics", ("core/base", "core/graph")),
    "query/functions": _stage("query/functions", ("core/base", "core/graph")),
    "query/logical": _stage("query/logical", ("core/base", "core/graph")),
    "query/physical": _stage("query/physical", ("core/base", "core/graph")),
    "query/procedures": _stage("query/procedures", CORE),
    "query/engine": _stage("query/engine", ("core/base", "core/graph")),
    # Services speak to the engine as a whole and to core/graph's seams: never to a stage, never to storage.
    "api/service": CORE + ("query/engine",),
    "api/http": SERVICE,
    "api/bolt": SERVICE,
    "api/cli": SERVICE,
    "api/web": (),
    # Wiring: the only place that names storage.
    "api/app": SERVICE + ("storage", "api/http", "api/bolt", "api/cli", "api/web"),
}

# A foreign header's path begins with this -> the one folder that may include it.
HEADER_FENCES = {
    "tbb/": "core/base",
    "oneapi/tbb": "core/base",
    "boost/graph/": "core/analytics",
    "rocksdb/": "storage",
    "antlr4-runtime": "query/syntax",
    "re2/": "query/functions",
    "unicode/": "query/functions",
    "httplib": "api/http",
    "boost/asio": "api/bolt",
}

# A foreign library's name in a CMakeLists.txt -> the one folder that may link it.
LINK_FENCES = {
    "TBB::tbb": "core/base",
    "rocksdb": "storage",
    "antlr4-runtime": "query/syntax",
    "ICU::uc": "query/functions",
    "PkgConfig::HTTPLIB": "api/http",
}

# Headers that the build generates inside a folder, which includes them by bare name.
GENERATED = {"query/syntax": re.compile(r"(generated/)?Cypher(Lexer|Parser|BaseListener|Listener|"
                                        r"BaseVisitor|Visitor)\.h$")}

PRODUCT_FOLDERS = ("core", "query", "storage", "api")
SOURCE_SUFFIXES = (".h", ".cpp", ".hpp", ".cc", ".inc")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
TARGET = re.compile(r"\bmuster_(core|query|storage|api)(_[a-z_]+)?\b")


def folder_of(path):
    """The layer a repository path lies in; None outside the map."""
    parts = path.split("/")
    for length in (2, 1):
        candidate = "/".join(parts[:length])
        if candidate in ALLOWED and len(parts) > length:
            return candidate
    return None


def listed(folder):
    return ", ".join((folder,) + tuple(f for f in ALLOWED if f in ALLOWED[folder] and f != folder))


def map_problems():
    """What is wrong with the table itself: unknown names, or a way round in a circle."""
    problems = []
    for folder, allowed in ALLOWED.items():
        problems += [f"the map lets {folder} include {name}, which is not a folder of the map"
                     for name in allowed if name not in ALLOWED]
    state = {}

    def visit(folder, trail):
        state[folder] = "open"
        for lower in ALLOWED[folder]:
            if lower == folder or lower not in ALLOWED:
                continue
            if state.get(lower) == "open":
                problems.append("the map goes in a circle: " + " -> ".join(trail + [folder, lower]))
            elif lower not in state:
                visit(lower, trail + [folder])
        state[folder] = "done"

    for folder in ALLOWED:
        if folder not in state:
            visit(folder, [])
    return problems


def fence_problem(folder, header):
    for prefix, owner in HEADER_FENCES.items():
        if header.startswith(prefix) and folder != owner:
            return f"includes <{header}>; only {owner} may, everyone else calls {owner}"
    return None


def include_problem(folder, bracket, header):
    """What is wrong with one include of a product folder; None when nothing is."""
    fenced = fence_problem(folder, header)
    if fenced:
        return fenced
    target = folder_of(header)
    if target is not None:
        if target != folder and target not in ALLOWED[folder]:
            return f'includes "{header}"; {folder} may include: {listed(folder)}'
        if bracket == "<":
            return f'includes <{header}> with angle brackets; our own headers are written "{header}"'
        return None
    if header.split("/")[0] in PRODUCT_FOLDERS + ("tests",):
        return f'includes "{header}", which is not in a folder of the layer map that product code may see'
    if bracket == '"' and not GENERATED.get(folder, re.compile(r"$^")).match(header):
        return f'includes "{header}"; our own headers are written from the root of the repository'
    return None


def check_source(root, path, folder):
    problems = []
    text = (root / path).read_text(encoding="utf-8", errors="replace")
    for number, line in enumerate(text.splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        bracket, header = match.groups()
        if folder is None:  # Tests: any layer, no fence but of the layer that the test mirrors.
            fenced = fence_problem(folder_of(path.split("/", 1)[1]), header)
            if fenced:
                problems.append(f"{path}:{number}: {fenced}")
            continue
        problem = include_problem(folder, bracket, header)
        if problem:
            problems.append(f"{path}:{number}: {problem}")
    return problems


def check_cmake(root, path, folder):
    """The same map at link time: the targets that a folder's CMakeLists.txt names."""
    problems = []
    for number, line in enumerate((root / path).read_text(encoding="utf-8").splitlines(), 1):
        code = line.split("#", 1)[0]
        for match in TARGET.finditer(code):
            target = match.group(1) + (match.group(2) or "").replace("_", "/", 1)
            if target in ALLOWED and target != folder and target not in ALLOWED[folder]:
                problems.append(f"{path}:{number}: links {match.group(0)}; {folder} may link: {listed(folder)}")
        for library, owner in LINK_FENCES.items():
            if owner != folder and re.search(rf"(?<![\w:]){re.escape(library)}(?![\w:])", code):
                problems.append(f"{path}:{number}: links {library}; only {owner} may")
    return problems


def files_below(root, folder):
    for directory, folders, names in os.walk(root / folder):
        folders[:] = sorted(f for f in folders if f not in ("__pycache__", "build"))
        for name in sorted(names):
            yield (pathlib.Path(directory) / name).relative_to(root).as_posix()


def check_tree(root):
    """Every problem of the tree below `root`, in path order."""
    problems = []
    for top in PRODUCT_FOLDERS:
        for path in files_below(root, top):
            folder = folder_of(path)
            name = path.rsplit("/", 1)[-1]
            if path.endswith(SOURCE_SUFFIXES):
                if folder is None:
                    problems.append(f"{path}:1: lies in no folder of the layer map; the folders are: "
                                    + ", ".join(f for f in ALLOWED if f.startswith(top)))
                else:
                    problems += check_source(root, path, folder)
            elif name == "CMakeLists.txt" and folder is not None:
                problems += check_cmake(root, path, folder)
    for path in files_below(root, "tests"):
        if path.endswith(SOURCE_SUFFIXES):
            problems += check_source(root, path, None)
    return problems


def main():
    parser = argparse.ArgumentParser(description="Check includes and links against the layer map.")
    parser.add_argument("--root", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parent.parent)
    options = parser.parse_args()
    wrong_map = map_problems()
    for problem in wrong_map:
        print(f"tools/check_layers.py: {problem}")
    if wrong_map:
        return 2
    problems = check_tree(options.root)
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} broken; the map is in docs/architecture.md. An include that has to point up means that an "
              "interface is missing: put it in the lower folder and implement it in the upper one.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
