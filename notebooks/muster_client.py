"""A small client of Muster's REST interface for notebooks: questions in, pandas data frames out.

    muster = Muster("http://127.0.0.1:7575")
    muster.query("MATCH (n:IamRole) RETURN n.display_name AS role LIMIT 5")

Errors of the server become MusterError with its sentence and hint; nothing is retried and nothing is cut silently:
a truncated answer warns.
"""

from __future__ import annotations

import base64
import datetime
import warnings
from dataclasses import dataclass
from typing import Any

import pandas
import requests


class MusterError(Exception):
    """What the server said was wrong: `status` is the HTTP status, `problem` its problem+json."""

    def __init__(self, status: int, problem: dict[str, Any]):
        self.status = status
        self.problem = problem
        text = problem.get("rendered") or problem.get("detail") or f"HTTP status {status}"
        hint = problem.get("hint")
        super().__init__(text if not hint or "rendered" in problem else f"{text} ({hint})")


@dataclass
class BlastRadius:
    """What falls with a principal: `reached` has a row for each node, nearest first; `edges` the edges of its proofs."""

    answer: dict[str, Any]

    @property
    def start(self) -> dict[str, Any]:
        return self.answer["start"]

    @property
    def reached(self) -> pandas.DataFrame:
        columns = ["id", "name", "kind", "hop", "via", "previous"]
        return pandas.DataFrame(self.answer["reached"], columns=columns)

    def draw(self, axes=None, names_max: int = 60):
        """Draws the reach as rings: the start in the middle, each hop further out, each node joined to what it was reached from."""
        import math

        import matplotlib.pyplot as plot

        axes = axes or plot.subplots(figsize=(9, 9))[1]
        reached = self.reached
        place = {self.start["id"]: (0.0, 0.0)}
        angle = {self.start["id"]: 0.0}
        palette = plot.get_cmap("tab20")
        kinds = sorted(reached["kind"].unique())
        for hop, ring in reached.groupby("hop"):
            # Children stand near their parents: the ring is walked in the order of the parents' angles.
            ring = ring.assign(parent_angle=ring["previous"].map(angle)).sort_values(["parent_angle", "id"])
            for index, node in enumerate(ring["id"]):
                turn = 2 * math.pi * index / len(ring)
                angle[node] = turn
                place[node] = (hop * math.cos(turn), hop * math.sin(turn))
        for row in reached.itertuples():
            (x1, y1), (x2, y2) = place[row.previous], place[row.id]
            axes.plot([x1, x2], [y1, y2], color="lightgrey", linewidth=0.8, zorder=1)
        axes.scatter([0], [0], s=160, color="black", zorder=3)
        axes.annotate(self.start["name"], (0, 0), textcoords="offset points", xytext=(8, 8), fontsize=10, weight="bold")
        for number, kind in enumerate(kinds):
            points = [place[node] for node in reached.loc[reached["kind"] == kind, "id"]]
            xs, ys = zip(*points)
            axes.scatter(xs, ys, s=50, color=palette(number % 20), label=f"{kind} ({len(points)})", zorder=2)
        if len(reached) <= names_max:
            for row in reached.itertuples():
                # A name is text, never mathtext: what comes from outside must not be set as a formula.
                axes.annotate(row.name, place[row.id], textcoords="offset points", xytext=(4, 4), fontsize=7, parse_math=False)
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=8)
        axes.set_aspect("equal")
        axes.set_axis_off()
        axes.set_title(f"Blast radius: {len(reached)} reached")
        return axes


def typed(value: Any) -> Any:
    """`value` as the interface takes it: what JSON has no notation for becomes {"$type", "_value"}."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [typed(item) for item in value]
    if isinstance(value, (bytes, bytearray)):
        return {"$type": "Base64", "_value": base64.b64encode(value).decode()}
    if isinstance(value, datetime.datetime):
        kind = "LocalDateTime" if value.tzinfo is None else "OffsetDateTime"
        return {"$type": kind, "_value": value.isoformat()}
    if isinstance(value, datetime.date):
        return {"$type": "Date", "_value": value.isoformat()}
    if isinstance(value, datetime.time):
        kind = "LocalTime" if value.tzinfo is None else "Time"
        return {"$type": kind, "_value": value.isoformat()}
    if isinstance(value, datetime.timedelta):
        # Days and seconds have one sign in text; a timedelta's seconds always count up.
        micros = value // datetime.timedelta(microseconds=1)
        days, rest = divmod(abs(micros), 86_400_000_000)
        sign = "-" if micros < 0 else ""
        return {"$type": "Duration", "_value": f"P{sign}{days}DT{sign}{rest // 1_000_000}.{rest % 1_000_000:06d}S"}
    return value


class Muster:
    """One server. Sessions are reused; `timeout_s` bounds every request."""

    def __init__(self, address: str = "http://127.0.0.1:7575", timeout_s: float = 60):
        self._address = address.rstrip("/")
        self._timeout_s = timeout_s
        self._session = requests.Session()

    def query(self, text: str, **parameters: Any) -> pandas.DataFrame:
        """Rows of a Cypher query; `parameters` are its `$names`, Python's dates, times and bytes among them."""
        answer = self._post("/v1/query", {"query": text, "parameters": typed(parameters)})
        if answer.get("truncated"):
            warnings.warn(f"the answer was cut: {answer.get('truncated_because')}", stacklevel=2)
        return pandas.DataFrame(answer["rows"], columns=answer["columns"])

    def blast_radius(self, alias: str, **options: Any) -> BlastRadius:
        """What `alias` reaches; options as of POST /v1/blast-radius (hops_max, plane, mode, kinds, at)."""
        return BlastRadius(self._post("/v1/blast-radius", {"alias": alias, **options}))

    def lateral_paths(self, source: str, target: str, **options: Any) -> list[dict[str, Any]]:
        return self._post("/v1/lateral-paths", {"from": source, "to": target, **options})["paths"]

    def reconcile(self, at: str | None = None) -> dict[str, Any]:
        return self._post("/v1/reconcile", {"at": at} if at else {})

    def drift(self) -> pandas.DataFrame:
        """Findings of the last reconcile, worst first; `finding` holds each as the report has it."""
        rows = [
            {
                "severity": finding["severity"],
                "kind": finding["kind"],
                "subject": finding["subject"]["id"],
                "environment": finding["subject"]["environment"],
                "grant": finding["grant"],
                "reach": finding["reach"]["weighted"],
                "finding": finding,
            }
            for finding in self._get("/v1/drift")["findings"]
        ]
        columns = ["severity", "kind", "subject", "environment", "grant", "reach", "finding"]
        return pandas.DataFrame(rows, columns=columns)

    def enrichment(self, alias: str) -> dict[str, Any]:
        return self._get("/v1/enrichment", alias=alias)

    def _get(self, path: str, **query: str) -> dict[str, Any]:
        return self._read(self._session.get(self._address + path, params=query, timeout=self._timeout_s))

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._read(self._session.post(self._address + path, json=body, timeout=self._timeout_s))

    @staticmethod
    def _read(response: requests.Response) -> dict[str, Any]:
        if response.ok:
            return response.json()
        try:
            problem = response.json()
        except ValueError:
            problem = {"detail": response.text[:200]}
        raise MusterError(response.status_code, problem)
