#!/usr/bin/env python3
"""The house rules that a search can decide.

Each rule is one function that yields (line, what is wrong and what to do). Exit 0: all hold; 1: something does not.

The law: an exception is visible where it stands. A line that has to break a rule ends in `// house-ok: reason` (`# house-ok: reason`
in scripts), or the line before it says so; a reason is needed.
"""

import argparse
import pathlib
import re
import subprocess
import sys

COLUMNS_MAX = 100
PRODUCT = ("core/", "query/", "storage/", "api/")
CPP = (".h", ".cpp")
TEXT = CPP + (".py", ".sh", ".md", ".txt", ".cmake", ".json", ".toml", ".yaml", ".yml", ".ipynb", ".g4", ".feature")
EXCEPTION = re.compile(r"(//|#|<!--)\s*house-ok: \S")
RAW_STRING = re.compile(r'R"([^ ()\\\t\n]{0,16})\(.*?\)\1"', re.DOTALL)
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')


class SourceFile:
    """A tracked file, its text, and its code with comments and strings blanked (same lines, same columns)."""

    def __init__(self, path, text):
        self.path = path
        self.text = text
        self.lines = text.splitlines()
        self.product = path.startswith(PRODUCT)
        self.cpp = path.endswith(CPP)
        self.header = path.endswith(".h")
        self._code = None

    @property
    def code(self):
        if self._code is None:
            blank = lambda match: re.sub(r"[^\n]", " ", match.group(0))  # noqa: E731
            # Strings first: a // inside one is no comment. An apostrophe in a comment must not open anything.
            pattern = re.compile("|".join(p.pattern for p in (RAW_STRING, COMMENT, STRING)), re.DOTALL)
            self._code = pattern.sub(blank, self.text)
        return self._code

    def in_code(self, pattern):
        """Line numbers where `pattern` matches the code."""
        return [self.code.count("\n", 0, m.start()) + 1 for m in re.finditer(pattern, self.code)]


def header_begins_with_what_it_is(file):
    if not file.header:
        return
    if not file.lines or not file.lines[0].startswith("// "):
        yield 1, "a header begins with a comment: what this is, and the one law to know"
    guards = [line for line in file.lines if line and not line.startswith("//")]
    if not guards or guards[0] != "#pragma once":
        yield 1, "`#pragma once` comes first after the file comment"


def no_using_namespace(file):
    if file.cpp:
        for line in file.in_code(r"\busing\s+namespace\b"):
            yield line, "`using namespace` is not used here; name what you need"


def no_swallowed_exception(file):
    if not file.cpp:
        return
    without_comments = COMMENT.sub(lambda m: re.sub(r"[^\n]", " ", m.group(0)), file.text)
    for match in re.finditer(r"\bcatch\s*\([^)]*\)\s*\{\s*\}", without_comments):
        yield without_comments.count("\n", 0, match.start()) + 1, "an exception is swallowed; make it an Error that says what failed"


def no_throw(file):
    if file.product and file.cpp:
        for line in file.in_code(r"\bthrow\b(?!\s*\()"):
            yield line, "we throw no exceptions of our own; return an Error"


def no_machine_path(file):
    # Assembled, so that this file does not hold what it looks for.
    roots = "|".join(["work", "farm", "root", "tmp/" + "wt", "tmp/" + "brief", "home/[a-z]+"])
    pattern = re.compile(r"(^|[^A-Za-z0-9_.$}/])/(" + roots + ")/")
    for number, line in enumerate(file.lines, 1):
        if pattern.search(line):
            yield number, "a path of one machine; name things relative to the repository"


def no_disabled_test(file):
    if not (file.cpp or file.path.endswith(".py")):
        return
    for line in file.in_code(r"\bDISABLED_\w+"):
        yield line, "a disabled test tests nothing; mend it or delete it"
    for line in file.in_code(r"(?m)^\s*#\s*if\s+0\b"):
        yield line, "dead code; the history keeps it"
    if file.cpp:
        for line in file.in_code(r"\bEXPECT_TRUE\s*\(\s*true\s*\)|\bSUCCEED\s*\(\s*\)"):
            yield line, "an assertion that cannot fail"
        for line in file.in_code(r"\bGTEST_SKIP\s*\(\s*\)\s*;"):
            yield line, "a skipped test says why, in a sentence"


def lines_fit(file):
    if not file.cpp:
        return
    raw = set()
    for match in RAW_STRING.finditer(file.text):
        first = file.text.count("\n", 0, match.start()) + 1
        raw.update(range(first, first + match.group(0).count("\n") + 1))
    for number, line in enumerate(file.lines, 1):
        if len(line) > COLUMNS_MAX and number not in raw and not re.search(r"https?://|^#include|\bNOLINT", line):
            # One string that cannot be broken is left alone, as the formatter does.
            if re.match(r'^\s*\S*"[^"]*"\S*$', line):
                continue
            yield number, f"{len(line)} columns; {COLUMNS_MAX} are the most (cmake --build build/dev --target format)"


def todo_names_an_issue(file):
    if file.cpp or file.path.endswith((".py", ".cmake", "CMakeLists.txt")):
        for number, line in enumerate(file.lines, 1):
            if re.search(r"(//|#).*\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b(?!\(issue \d+\))", line):
                yield number, "a TO" + "DO names an issue, as in TO" + "DO(issue 12): what is wrong today"


def no_slow_header(file):
    if file.header and file.product:
        for number, line in enumerate(file.lines, 1):
            if re.match(r"\s*#\s*include\s*<(nlohmann/|simdjson|yaml-cpp/|toml\+\+/|CLI/|iostream|regex)", line):
                yield number, "too slow to compile for a header; include it in the .cpp"


def time_comes_from_a_clock(file):
    if file.product and file.cpp and not file.path.startswith("core/base/clock."):
        for line in file.in_code(r"\bsystem_clock\s*::\s*now\b|\b(std::)?time\s*\(\s*(nullptr|NULL|0)\s*\)|\bgettimeofday\b"):
            yield line, "the time comes from Clock (core/base/clock.h), so that a test can say what time it is"


def only_the_interface_prints(file):
    if file.product and file.cpp and not file.path.startswith(("api/cli/", "api/app/", "core/base/assert.")):
        for line in file.in_code(r"\bstd::(cout|cerr|clog)\b|(?<![\w:.>])(std::)?f?(printf|puts)\s*\(|\bfmt::print\b"):
            yield line, "only api/cli and api/app write to the terminal; return what is to be said"


def names_carry_meaning(file):
    if not file.cpp:
        return
    for line in file.in_code(r"\b(class|struct)\s+\w*(Manager|Helper|Util|Utils)\b"):
        yield line, "a name that could be anything; say what it is"
    for line in file.in_code(r"\b(class|struct)\s+(?!ExecutionContext\b)\w+Context\b"):
        yield line, "no Context beside ExecutionContext; pass the values"
    if file.product and re.search(r"(^|[/_])(utils?|helpers?|misc|common)[._]", file.path):
        yield 1, "a file is one thing; name it after the type or verb inside"


RULES = (header_begins_with_what_it_is, no_using_namespace, no_swallowed_exception, no_throw,
         no_machine_path, no_disabled_test, lines_fit, todo_names_an_issue, no_slow_header,
         time_comes_from_a_clock, only_the_interface_prints, names_carry_meaning)


def check_text(path, text):
    """Every broken rule of one file as (line, sentence), in line order."""
    file = SourceFile(path, text)
    found = []
    for rule in RULES:
        for number, problem in rule(file):
            around = file.lines[max(number - 2, 0):number]
            if not any(EXCEPTION.search(line) for line in around):
                found.append((number, problem))
    return sorted(found)


def files_of(root):
    """Files that git knows or would add; every file where there is no git."""
    listing = subprocess.run(["git", "-C", str(root), "ls-files", "-co", "--exclude-standard"],
                             capture_output=True, text=True, check=False)
    if listing.returncode == 0:
        names = listing.stdout.splitlines()
    else:
        names = [p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()]
    scripts = ("scripts/", ".ci/")
    return sorted(n for n in names if n.endswith(TEXT) or n.startswith(scripts))


def main():
    parser = argparse.ArgumentParser(description="Check the house rules that a search can decide.")
    parser.add_argument("--root", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parent.parent)
    options = parser.parse_args()
    broken = 0
    for name in files_of(options.root):
        path = options.root / name
        if not path.is_file():
            continue
        for number, problem in check_text(name, path.read_text(encoding="utf-8", errors="replace")):
            print(f"{name}:{number}: {problem}")
            broken += 1
    if broken:
        print(f"{broken} broken; an exception is written as `house-ok: reason` beside the line.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
