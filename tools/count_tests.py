#!/usr/bin/env python3
"""Sums what a test run left behind, and ends with `N passed, N failed, N skipped` alone on a line.

Each folder holds ctest's own report (ctest.junit: one row an entry) and, per entry, what the entry said of its cases: <entry>.json as
GoogleTest writes it, or <entry>.xml as pytest writes it (JUnit). An entry without such a file counts as one case.

The law: what is not known to have passed has failed. An entry that ended badly counts at least one failure, even when its
report has none or is missing (a crash, a sanitizer's report at exit); a folder without ctest's report, or in which the build failed,
is a failure. Exit 0: nothing failed (nor was skipped, where that was asked); 1 otherwise.
"""

import argparse
import json
import pathlib
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field


@dataclass
class Count:
    passed: int = 0
    failed: list = field(default_factory=list)   # (name, why)
    skipped: list = field(default_factory=list)  # (name, why)

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped


def first_line(text):
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    return lines[0][:200] if lines else ""


def googletest_cases(path):
    """The cases of one GoogleTest JSON report. Cases that a filter or another shard left out are not counted."""
    count = Count()
    for suite in json.loads(path.read_text(encoding="utf-8")).get("testsuites", []):
        for case in suite.get("testsuite", []):
            name = f"{suite['name']}.{case['name']}"
            if case.get("status") == "NOTRUN":
                continue
            if case.get("failures"):
                count.failed.append((name, first_line(case["failures"][0].get("failure"))))
            elif case.get("result") == "SKIPPED":
                skipped = case.get("skipped") or [{}]
                # GoogleTest writes file and line first, the sentence after them.
                lines = [line for line in skipped[0].get("message", "").splitlines() if line.strip()]
                count.skipped.append((name, lines[-1] if lines else ""))
            else:
                count.passed += 1
    return count


def junit_cases(path):
    """The cases of one JUnit report."""
    count = Count()
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        name = ".".join(part for part in (case.get("classname"), case.get("name")) if part)
        broken = next((case.find(kind) for kind in ("failure", "error") if case.find(kind) is not None), None)
        skipped = case.find("skipped")
        if broken is not None:
            count.failed.append((name, first_line(broken.get("message"))))
        elif skipped is not None:
            count.skipped.append((name, first_line(skipped.get("message"))))
        else:
            count.passed += 1
    return count


def entry_cases(folder, name):
    """What an entry said of its cases; None where it left no report."""
    for suffix, read in ((".json", googletest_cases), (".xml", junit_cases)):
        path = folder / (name + suffix)
        if path.is_file():
            try:
                return read(path)
            except (ValueError, KeyError, ElementTree.ParseError) as problem:
                return Count(failed=[(name, f"its report cannot be read: {problem}")])
    return None


def count_folder(folder):
    preset = folder.parent.name
    if (folder / "build-failed").exists():
        return Count(failed=[(f"{preset} build", "did not compile")])
    report = folder / "ctest.junit"
    if not report.is_file():
        return Count(failed=[(f"{preset} tests", "did not run: ctest left no report")])
    total = Count()
    for entry in ElementTree.parse(report).getroot().iter("testcase"):
        name, status = entry.get("name"), entry.get("status")
        cases = entry_cases(folder, name)
        ended_well = status == "run"
        if cases is None:
            if ended_well:
                cases = Count(passed=1)
            elif entry.find("skipped") is not None and status == "notrun":
                cases = Count(skipped=[(name, entry.find("skipped").get("message") or "")])
            else:
                cases = Count(failed=[(name, "ended badly and left no report of its cases")])
        elif not ended_well and not cases.failed:
            cases.failed.append((name, "ended badly though no case of it failed: a crash or a report at exit, see above"))
        total.add(cases)
    return total


def main():
    parser = argparse.ArgumentParser(description="Sum the cases of test runs.")
    parser.add_argument("--require-none-skipped", action="store_true")
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    options = parser.parse_args()

    total = Count()
    for folder in options.folders:
        total.add(count_folder(folder))
    for name, why in total.skipped:
        print(f"skipped: {name}: {why}" if why else f"skipped: {name}")
    for name, why in total.failed:
        print(f"failed: {name}: {why}" if why else f"failed: {name}")
    nothing_ran = total.passed + len(total.failed) == 0
    if nothing_ran:
        print("no test ran, which is a failure")
    if options.require_none_skipped and total.skipped:
        print("skipped tests fail this run, because --require-shared was asked for")
    print(f"{total.passed} passed, {len(total.failed)} failed, {len(total.skipped)} skipped")
    bad = total.failed or nothing_ran or (options.require_none_skipped and total.skipped)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
