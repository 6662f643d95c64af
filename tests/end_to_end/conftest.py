"""Fixtures of the end-to-end tests: the binary, stores made of the bundled dataset, a served store."""

import contextlib
import json
import os
import pathlib
import re
import signal
import subprocess
import urllib.error
import urllib.parse
import urllib.request

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ["MUSTER_BINARY"]
DATASET = ROOT / "datasets" / "small"


def dataset_clock() -> str:
    return re.search(r'^clock = "([^"]+)"', (DATASET / "sources.toml").read_text(), re.M).group(1)


def muster(*arguments, data=None, expect=0):
    """Runs one verb; gives its standard output. `expect` is the exit status."""
    command = [BINARY, *map(str, arguments)]
    if data is not None:
        command += ["--data", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == expect, f"{command}\nexit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout if expect in (0, 1) else done.stderr


class Served:
    """A running server: `get` and `post` give (status, body)."""

    def __init__(self, process, address):
        self.process = process
        self.address = address

    def get(self, path, headers=None, **query):
        url = self.address + path + ("?" + urllib.parse.urlencode(query) if query else "")
        return self._ask(urllib.request.Request(url, headers=headers or {}))

    def post(self, path, body, headers=None):
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", **(headers or {})}
        return self._ask(urllib.request.Request(self.address + path, data=raw, headers=headers))

    @staticmethod
    def _ask(request):
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return response.status, Served._read(response)
        except urllib.error.HTTPError as refusal:
            return refusal.code, Served._read(refusal)

    @staticmethod
    def _read(response):
        text = response.read().decode()
        return json.loads(text) if "json" in response.headers.get("Content-Type", "") else text


@contextlib.contextmanager
def serving(data):
    process = subprocess.Popen(
        [BINARY, "serve", "--data", str(data), "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True
    )
    try:
        line = process.stdout.readline()
        yield Served(process, re.search(r"http://\S+", line).group(0))
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


@pytest.fixture(scope="session")
def loaded(tmp_path_factory):
    """A store with the bundled dataset, reconciled at its clock. Tests that change it make their own."""
    data = tmp_path_factory.mktemp("loaded") / "data"
    muster("ingest", "--sources", DATASET / "sources.toml", data=data)
    muster("reconcile", "--as-of", dataset_clock(), data=data)
    return data


@pytest.fixture(scope="session")
def served(loaded):
    with serving(loaded) as server:
        yield server
