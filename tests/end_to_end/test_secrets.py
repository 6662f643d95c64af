"""No value of a secret, key or token gets past an adapter: not into the store, a report, an answer or an error."""

import base64
import json
import subprocess

import pytest

from conftest import BINARY, muster

MARKER = "m4rk3r-Zq8vT1xw-of-a-secret-value"
ENCODED = base64.b64encode(MARKER.encode()).decode()

KUBERNETES = {
    "apiVersion": "v1",
    "kind": "List",
    "items": [
        {
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": {
                "name": "db",
                "namespace": "pay",
                "annotations": {"kubectl.kubernetes.io/last-applied-configuration": json.dumps({"data": {"p": ENCODED}})},
            },
            "data": {"password": ENCODED},
            "stringData": {"token": MARKER},
        },
        {
            "apiVersion": "v1",
            "kind": "Pod",
            "metadata": {"name": "api", "namespace": "pay"},
            "spec": {
                "serviceAccountName": "api",
                "containers": [
                    {
                        "name": "c",
                        "image": "i",
                        "env": [{"name": "DB_PASSWORD", "value": MARKER}],
                        "args": [f"--token={MARKER}"],
                        "command": ["run", f"--password={MARKER}"],
                    }
                ],
            },
        },
    ],
}
OPENGRAPH = {
    "graph": {
        "nodes": [{"id": "a", "kinds": ["GH_PersonalAccessToken"], "properties": {"token": MARKER, "client_secret": MARKER}}],
        "edges": [],
    }
}
GAAD = {
    "UserDetailList": [
        {
            "Path": "/",
            "UserName": "u",
            "UserId": "AIDA1",
            "Arn": "arn:aws:iam::111122223333:user/u",
            "CreateDate": "2026-01-01T00:00:00Z",
            "GroupList": [],
            "AttachedManagedPolicies": [],
            "Tags": [],
            "SecretAccessKey": MARKER,
            "Password": MARKER,
        }
    ],
    "GroupDetailList": [],
    "RoleDetailList": [],
    "Policies": [],
}
NDJSON = {"node": {"key": "s-1", "labels": ["Secret"], "properties": {"value": MARKER, "password": MARKER}}}
INPUTS = {"k8s-objects": KUBERNETES, "opengraph": OPENGRAPH, "aws-gaad": GAAD, "muster-ndjson": NDJSON}


def run(*arguments):
    done = subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, timeout=60, check=False)
    return done.stdout + done.stderr


def holds_marker(data):
    needles = (MARKER.encode(), ENCODED.encode())
    return [path for path in data.rglob("*") if path.is_file() and any(n in path.read_bytes() for n in needles)]


@pytest.mark.parametrize("name", INPUTS)
def test_a_marker_planted_as_a_secret_value_is_nowhere(tmp_path, name):
    data, text = tmp_path / "data", json.dumps(INPUTS[name])
    good, cut, odd = tmp_path / "good.json", tmp_path / "cut.json", tmp_path / "odd.json"
    good.write_text(text + "\n")
    cut.write_text(text[: text.rindex(MARKER) + len(MARKER)])
    odd.write_text(text.replace('"a"', "7").replace('"db"', "7").replace('"u"', "7").replace('"s-1"', "7") + "\n")
    common = ("ingest", "--plane", "observed", "--format", name, "--data", data)
    said = muster(*common, "--source", "good", good)
    assert "accepted" in said
    said += run(*common, "--source", "cut", cut) + run(*common, "--source", "odd", odd)
    said += run("query", "MATCH (n) RETURN n, properties(n), labels(n)", "--format", "json", "--data", data)
    said += run("drift", "--reconcile", "--format", "json", "--data", data)
    said += run("query", f"RETURN '{name}' AS format, [", "--data", data)
    assert MARKER not in said and ENCODED not in said
    assert holds_marker(data) == []


def test_the_search_would_find_a_marker_that_was_stored(tmp_path):
    data = tmp_path / "data"
    muster("query", f"CREATE (:Person {{name: '{MARKER}'}})", data=data)
    assert holds_marker(data) != []
