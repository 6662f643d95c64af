"""The command line as its users run it."""

import json
import os
import signal
import stat
import subprocess

from conftest import BINARY, DATASET, dataset_clock, muster, serving


def checksum(data):
    """What the store holds; its size on disk moves with every open."""
    statistics = json.loads(muster("stats", "--checksum", "--format", "json", data=data))
    del statistics["disk_bytes"]
    return statistics


def test_a_reading_verb_on_a_missing_directory_answers_and_creates_nothing(tmp_path):
    missing = tmp_path / "nothing"
    assert muster("query", "--format", "csv", "MATCH (n) RETURN count(n) AS n", data=missing) == "n\n0\n"
    assert not missing.exists()


def test_a_writing_verb_makes_a_directory_for_its_owner_alone(tmp_path):
    data = tmp_path / "data"
    muster("query", "CREATE (:Person {name: 'a'})", data=data)
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert muster("query", "--format", "csv", "MATCH (p:Person) RETURN p.name AS name", data=data) == "name\na\n"


def test_csv_is_one_header_line_and_the_rows(tmp_path):
    out = muster("query", "--format", "csv", "UNWIND [1, 2] AS x RETURN x, 'a,b' AS t", data=tmp_path / "d")
    assert out == 'x,t\n1,"a,b"\n2,"a,b"\n'


def test_parameters_are_json_or_plain_text(tmp_path):
    out = muster("query", "--format", "csv", "--param", "n=3", "--param", "who=alice", "RETURN $n + 1 AS n, $who AS who",
                 data=tmp_path / "d")
    assert out == "n,who\n4,alice\n"


def test_explain_prints_a_plan_and_runs_nothing(tmp_path):
    out = muster("query", "EXPLAIN CREATE (n:Person) RETURN n", data=tmp_path / "d")
    assert "Create" in out


def test_a_table_ends_with_what_was_changed(tmp_path):
    data = tmp_path / "d"
    out = muster("query", "CREATE (a:A {n: 1}), (b:B), (a)-[:R]->(b) RETURN a.n AS n", data=data)
    assert out.endswith("(1 row; 2 nodes created, 1 relationship created, 1 property set, 2 labels added)\n")


def test_a_query_that_does_not_parse_says_where_and_exits_2(tmp_path):
    err = muster("query", "MATCH (n RETURN n", data=tmp_path / "d", expect=2)
    assert "line 1, column" in err and "^" in err


def test_an_unknown_verb_is_a_usage_error():
    assert "--help" in muster("frobnicate", expect=64)
    assert "--help" in muster(expect=64)


def test_an_option_with_a_list_does_not_eat_what_follows(tmp_path):
    data = tmp_path / "data"
    file = tmp_path / "a.ndjson"
    file.write_text('{"node": {"key": "p-1", "labels": ["Person"]}}\n')
    out = muster("ingest", "--source", "hr", "--plane", "recorded", "--scope", "t", "--complete", "--covers", "Person,Team", file,
                 data=data)
    assert "accepted 1" in out
    assert "p-1" in muster("blast-radius", "--kinds", "MEMBER_OF,CONTROLS", "p-1", data=data)


def test_the_same_files_again_change_nothing(tmp_path):
    data = tmp_path / "data"
    muster("ingest", "--sources", DATASET / "sources.toml", data=data)
    before = checksum(data)
    again = muster("ingest", "--sources", DATASET / "sources.toml", data=data)
    assert all("changed 0" in line for line in again.splitlines() if "accepted" in line)
    after = checksum(data)
    assert (before["checksum"], before["graph_version"]) == (after["checksum"], after["graph_version"])


def test_one_source_speaks_of_one_plane(tmp_path):
    data = tmp_path / "data"
    file = tmp_path / "a.ndjson"
    file.write_text('{"node": {"key": "p-1", "labels": ["Person"]}}\n')
    muster("ingest", "--source", "hr", "--plane", "recorded", file, data=data)
    err = muster("ingest", "--source", "hr", "--plane", "observed", file, data=data, expect=2)
    assert "hr" in err and "recorded" in err and "observed" in err


def test_a_broken_file_names_itself_and_leaves_the_store_unchanged(tmp_path):
    data = tmp_path / "data"
    good = tmp_path / "a.ndjson"
    good.write_text('{"node": {"key": "p-1", "labels": ["Person"]}}\n')
    muster("ingest", "--source", "hr", "--plane", "recorded", good, data=data)
    before = checksum(data)
    broken = tmp_path / "broken.json"
    broken.write_text('{"UserDetailList": [{"UserName": "x"')
    err = muster("ingest", "--source", "aws", "--plane", "observed", "--format", "aws-gaad", good, broken, data=data, expect=2)
    assert str(tmp_path) in err
    assert checksum(data) == before


def test_drift_exit_codes_tell_clean_from_open(tmp_path, loaded):
    assert muster("drift", "--exit-code", data=loaded, expect=1)
    assert muster("drift", data=loaded, expect=0)
    assert "Nothing has been reconciled" in muster("drift", data=tmp_path / "empty", expect=2)


def test_the_report_is_the_same_bytes_at_the_same_time(tmp_path):
    reports = []
    for name in ("one", "two"):
        data = tmp_path / name
        muster("ingest", "--sources", DATASET / "sources.toml", data=data)
        reports.append(muster("drift", "--reconcile", "--as-of", dataset_clock(), "--format", "json", data=data))
    assert reports[0] == reports[1]


def test_ingest_alone_never_reconciles(tmp_path):
    data = tmp_path / "data"
    muster("ingest", "--sources", DATASET / "sources.toml", data=data)
    assert "Nothing has been reconciled" in muster("drift", data=data, expect=2)


def test_a_served_directory_is_refused_with_its_address(tmp_path):
    data = tmp_path / "data"
    muster("query", "CREATE (:Person)", data=data)
    with serving(data) as server:
        assert stat.S_IMODE((data / "server.json").stat().st_mode) == 0o600
        err = muster("query", "MATCH (n) RETURN n", data=data, expect=2)
        assert server.address in err
    assert not (data / "server.json").exists()
    muster("query", "MATCH (n) RETURN n", data=data)


def test_a_stale_address_file_is_ignored(tmp_path):
    data = tmp_path / "data"
    muster("query", "CREATE (:Person)", data=data)
    (data / "server.json").write_text('{"address": "127.0.0.1:1", "instance": "x", "token": "y"}')
    muster("query", "MATCH (n) RETURN n", data=data)


def test_a_server_ends_on_sigterm_with_success(tmp_path):
    with serving(tmp_path / "data") as server:
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=30) == 0


def test_only_loopback_is_served(tmp_path):
    assert "loopback" in muster("serve", "--listen", "0.0.0.0:0", data=tmp_path / "d", expect=2)


def test_a_foreign_directory_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    muster("query", "CREATE (:Person)", data=tmp_path, expect=2)
    assert os.listdir(tmp_path) == ["notes.txt"]


def test_a_hostile_name_reaches_no_terminal(tmp_path):
    data = tmp_path / "data"
    muster("query", "CREATE (:Person {name: 'x\\u001b[2Jy'})", data=data)
    out = muster("query", "MATCH (p:Person) RETURN p.name AS name", data=data)
    assert "\x1b" not in out and "\\x1B[2J" in out


def test_a_closed_output_is_a_failure_not_a_crash(tmp_path):
    with open("/dev/full", "w") as full:
        done = subprocess.run([BINARY, "query", "--data", str(tmp_path / "d"), "RETURN 1"], stdout=full, stderr=subprocess.PIPE,
                              text=True, timeout=60, check=False)
    assert done.returncode == 2
