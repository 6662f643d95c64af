"""Runs every scenario of tests/tck/features against one served store, emptied before each."""

import json
import pathlib
import sys

import pytest

from gherkin import plain, read_feature, read_value

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "end_to_end"))
from conftest import serving  # noqa: E402

FEATURES = pathlib.Path(__file__).parent / "features"
SCENARIOS = [
    pytest.param(scenario, id=f"{path.stem}: {scenario.name}")
    for path in sorted(FEATURES.glob("*.feature"))
    for scenario in read_feature(path.read_text())
]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("tck") / "data") as running:
        yield running


def ask(server, text, parameters):
    return server.post("/v1/query", {"query": text, "parameters": parameters})


def canonical(rows):
    """As text, because to Python 1, 1.0 and True are equal, and to Cypher they are three values."""
    return [json.dumps(row, sort_keys=True) for row in rows]


def check_rows(answer, table, ordered):
    assert answer["columns"] == table[0]
    expected = canonical([read_value(cell) for cell in row] for row in table[1:])
    found = canonical(plain(answer["rows"]))
    assert (found == expected) if ordered else (sorted(found) == sorted(expected))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_scenario(server, scenario):
    assert ask(server, "MATCH (n) DETACH DELETE n", {})[0] == 200
    parameters, status, answer = {}, None, None
    for step in scenario.steps:
        if step.text == "an empty graph":
            continue
        if step.text == "having executed:":
            status, answer = ask(server, step.doc, {})
            assert status == 200, answer
        elif step.text == "parameters are:":
            parameters = {name: read_value(value) for name, value in step.table}
        elif step.text in ("executing query:", "executing control query:"):
            status, answer = ask(server, step.doc, parameters)
        elif step.text.startswith("the result should be, in"):
            assert status == 200, answer
            check_rows(answer, step.table, ordered=step.text == "the result should be, in order:")
        elif step.text == "the result should be empty":
            assert status == 200, answer
            assert answer["rows"] == []
        elif step.text == "no side effects":
            assert not answer["contains_updates"]
        elif step.text == "the side effects should be:":
            expected = {name: int(count) for name, count in step.table}
            assert {name: count for name, count in answer["counters"].items() if count} == expected
        elif step.text.startswith("an error should be raised: "):
            assert status >= 400, answer
            assert answer.get("reason") == step.text.split(": ", 1)[1]
        else:
            pytest.fail(f"no such step: {step.text}")
