#!/usr/bin/env python3
"""clang-tidy over the files that changed.

Changed means: differs from the base commit (--base, else $MUSTER_LINT_BASE, else where this branch left origin/main, else the
commit before), or not committed yet. A changed header is read through the .cpp of its name, or through its test, or by itself.
Uses the compile commands of the dev build, without the flags that only g++ knows. Exit 0: clean; 1: a finding; 2: cannot run.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = ("core/", "query/", "storage/", "api/", "tests/")
GCC_ONLY = re.compile(r"^(-fpch-preprocess|-Winvalid-pch|-Wno-(maybe-uninitialized|stringop-overflow|restrict|"
                      r"dangling-pointer|free-nonheap-object)|-fno-char8_t)$")


def git(*arguments):
    answer = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False)
    return answer.stdout.strip() if answer.returncode == 0 else None


def base_commit(named):
    """The commit to compare with; None where there is none (then every file counts as changed)."""
    if named:
        commit = git("rev-parse", "--verify", "--quiet", named + "^{commit}")
        if commit is None:
            sys.exit(f"lint: '{named}' is not a commit; name one that exists, or leave --base out")
        return commit
    head = git("rev-parse", "HEAD")
    forked = git("merge-base", "HEAD", "origin/main")
    if forked and forked != head:
        return forked
    return git("rev-parse", "--verify", "--quiet", "HEAD~1")


def changed_files(base):
    if base is None:
        names = git("ls-files") or ""
    else:
        names = git("diff", "--name-only", "--diff-filter=d", base) or ""
    names += "\n" + (git("ls-files", "--others", "--exclude-standard") or "")
    return sorted({n for n in names.splitlines() if n.startswith(FOLDERS) and n.endswith((".h", ".cpp"))})


def read_commands(build):
    """Compile commands by repository path, as clang understands them."""
    database = build / "compile_commands.json"
    if not database.is_file():
        sys.exit(f"lint: {database} is missing; run `cmake --preset dev` first")
    commands = {}
    for entry in json.loads(database.read_text(encoding="utf-8")):
        path = pathlib.Path(entry["directory"], entry["file"]).resolve()
        if not path.is_relative_to(ROOT):
            continue
        words = shlex.split(entry["command"])
        while words and not re.search(r"(g\+\+|clang\+\+|c\+\+)[-0-9]*$", words[0]):
            words.pop(0)  # The compiler launcher.
        kept, skip = [], False
        for position, word in enumerate(words):
            if skip:
                skip = False
            elif word == "-include" and "cmake_pch" in words[position + 1]:
                skip = True
            elif not GCC_ONLY.match(word):
                kept.append(word)
        kept += ["-Wno-unknown-warning-option", "-Wno-pragma-once-outside-header"]
        commands[path.relative_to(ROOT).as_posix()] = {
            "directory": entry["directory"], "file": str(path), "arguments": kept}
    return commands


def units_of(files, commands):
    """The translation units through which `files` are read, and commands for headers that stand alone."""
    units, alone = set(), {}
    for name in files:
        stem = name.rsplit(".", 1)[0]
        candidates = [name, stem + ".cpp", f"tests/{stem}_test.cpp"]
        unit = next((c for c in candidates if c in commands), None)
        if unit is not None:
            units.add(unit)
        elif name.endswith(".h"):
            folder = name.rsplit("/", 1)[0]
            sibling = next((c for c in sorted(commands) if c.startswith(folder + "/")), None) or next(iter(sorted(commands)), None)
            if sibling is not None:
                words = commands[sibling]["arguments"]
                source = commands[sibling]["file"]
                path = str(ROOT / name)
                arguments = [path if w == source else w for w in words]
                alone[name] = {"directory": commands[sibling]["directory"], "file": path,
                               "arguments": arguments[:1] + ["-xc++"] + arguments[1:]}
    return sorted(units), alone


def tidy(program, folder, name):
    answer = subprocess.run([program, "-p", str(folder), "--quiet", str(ROOT / name)],
                            capture_output=True, text=True, check=False, cwd=ROOT)
    text = "\n".join(line for line in answer.stdout.splitlines() if line.strip())
    if answer.returncode != 0 and not text:
        text = answer.stderr
    return name, answer.returncode, text.replace(str(ROOT) + "/", "")


def main():
    parser = argparse.ArgumentParser(description="Run clang-tidy over the files that changed.")
    parser.add_argument("--base", default=os.environ.get("MUSTER_LINT_BASE"), help="the commit to compare with")
    parser.add_argument("--all", action="store_true", help="every file, changed or not")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "dev")
    parser.add_argument("files", nargs="*", help="these files only")
    options = parser.parse_args()

    program = shutil.which("clang-tidy-19")
    if program is None:
        print("lint: clang-tidy-19 is not installed; run scripts/install")
        return 2
    commands = read_commands(options.build)
    if options.files:
        files = options.files
    elif options.all:
        files = sorted(name for name in commands if name.startswith(FOLDERS))
    else:
        files = changed_files(base_commit(options.base))
    units, alone = units_of(files, commands)
    folder = options.build / "lint"
    folder.mkdir(parents=True, exist_ok=True)
    database = list(commands.values()) + list(alone.values())
    (folder / "compile_commands.json").write_text(json.dumps(database), encoding="utf-8")

    names = units + sorted(alone)
    print(f"lint: {len(files)} files changed, {len(names)} translation units to read", flush=True)
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        jobs = [pool.submit(tidy, program, folder, name) for name in names]
        for done, job in enumerate(concurrent.futures.as_completed(jobs), 1):
            name, code, text = job.result()
            if code != 0:
                failed += 1
                print(text, flush=True)
            if code != 0 or done % 10 == 0 or done == len(names):
                print(f"lint: [{done}/{len(names)}] {name}", flush=True)
    if failed:
        print(f"lint: findings in {failed} of {len(names)} translation units")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
