"""count_tests.py sums what a run left behind, and takes for failed what it does not know to have passed."""

import json
import pathlib
import subprocess
import sys

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "count_tests.py"


def googletest(*cases):
    """A GoogleTest report of the suite `Part`; each case is (name, extra members)."""
    return json.dumps({"testsuites": [{"name": "Part", "testsuite": [
        {"name": name, "status": "RUN", "result": "COMPLETED", **members} for name, members in cases]}]})


def run(tmp_path, entries, reports, *options):
    """Writes ctest's report of `entries` (name -> status) and the entries' own reports, and counts them."""
    folder = tmp_path / "dev" / "test-results"
    folder.mkdir(parents=True)
    if entries is not None:
        rows = "".join(f'<testcase name="{name}" status="{status}">'
                       + ('<skipped message="not found"/>' if status == "notrun" else "") + "</testcase>"
                       for name, status in entries.items())
        (folder / "ctest.junit").write_text(f"<testsuite>{rows}</testsuite>", encoding="utf-8")
    for name, text in reports.items():
        (folder / name).write_text(text, encoding="utf-8")
    answer = subprocess.run([sys.executable, TOOL, *options, folder], capture_output=True, text=True, check=False)
    lines = answer.stdout.splitlines()
    return answer.returncode, lines[-1], lines[:-1]


def test_cases_are_counted_not_entries(tmp_path):
    code, last, _ = run(tmp_path, {"unit.1": "run"}, {"unit.1.json": googletest(("A", {}), ("B", {}))})
    assert (code, last) == (0, "2 passed, 0 failed, 0 skipped")


def test_cases_of_another_shard_are_not_counted(tmp_path):
    code, last, _ = run(tmp_path, {"unit.1": "run"},
                        {"unit.1.json": googletest(("A", {}), ("B", {"status": "NOTRUN", "result": "SUPPRESSED"}))})
    assert (code, last) == (0, "1 passed, 0 failed, 0 skipped")


def test_a_failed_case_fails_the_run_and_is_named(tmp_path):
    report = googletest(("A", {}), ("B", {"failures": [{"failure": "a_test.cpp:3\nexpected 1"}]}))
    code, last, said = run(tmp_path, {"unit.1": "fail"}, {"unit.1.json": report})
    assert (code, last) == (1, "1 passed, 1 failed, 0 skipped")
    assert any("failed: Part.B" in line for line in said)


def test_a_skipped_case_is_no_failure_unless_that_is_asked(tmp_path):
    report = googletest(("A", {"result": "SKIPPED", "skipped": [{"message": "a_test.cpp:3\nno shared folder"}]}), ("B", {}))
    code, last, said = run(tmp_path, {"unit.1": "run"}, {"unit.1.json": report})
    assert (code, last) == (0, "1 passed, 0 failed, 1 skipped")
    assert "skipped: Part.A: no shared folder" in said


def test_a_skipped_case_fails_where_none_may_be_skipped(tmp_path):
    report = googletest(("A", {"result": "SKIPPED"}), ("B", {}))
    code, last, _ = run(tmp_path, {"unit.1": "run"}, {"unit.1.json": report}, "--require-none-skipped")
    assert (code, last) == (1, "1 passed, 0 failed, 1 skipped")


def test_an_entry_that_crashed_before_its_report_has_failed(tmp_path):
    code, last, _ = run(tmp_path, {"unit.1": "fail", "unit.2": "run"}, {"unit.2.json": googletest(("A", {}))})
    assert (code, last) == (1, "1 passed, 1 failed, 0 skipped")


def test_an_entry_that_ended_badly_after_all_passed_has_failed(tmp_path):
    code, last, _ = run(tmp_path, {"unit.1": "fail"}, {"unit.1.json": googletest(("A", {}))})
    assert (code, last) == (1, "1 passed, 1 failed, 0 skipped")


def test_an_entry_whose_program_is_missing_has_failed(tmp_path):
    code, last, _ = run(tmp_path, {"unit.1": "fail", "plain": "run"}, {})
    assert (code, last) == (1, "1 passed, 1 failed, 0 skipped")


def test_a_report_cut_short_is_a_failure(tmp_path):
    code, last, _ = run(tmp_path, {"unit.1": "fail"}, {"unit.1.json": '{"testsuites": ['})
    assert (code, last) == (1, "0 passed, 1 failed, 0 skipped")


def test_pytest_reports_are_counted(tmp_path):
    report = ('<testsuites><testsuite><testcase classname="a" name="x"/><testcase classname="a" name="y">'
              '<failure message="boom"/></testcase><testcase classname="a" name="z"><skipped message="why"/></testcase>'
              "</testsuite></testsuites>")
    code, last, _ = run(tmp_path, {"tools": "fail"}, {"tools.xml": report})
    assert (code, last) == (1, "1 passed, 1 failed, 1 skipped")


def test_a_build_that_failed_is_a_failure(tmp_path):
    code, last, _ = run(tmp_path, None, {"build-failed": ""})
    assert (code, last) == (1, "0 passed, 1 failed, 0 skipped")


def test_a_run_without_ctests_report_is_a_failure(tmp_path):
    code, last, _ = run(tmp_path, None, {})
    assert (code, last) == (1, "0 passed, 1 failed, 0 skipped")


def test_a_run_without_any_test_is_a_failure(tmp_path):
    code, last, said = run(tmp_path, {}, {})
    assert (code, last) == (1, "0 passed, 0 failed, 0 skipped")
    assert "no test ran, which is a failure" in said
