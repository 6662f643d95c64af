"""The REST interface as a client sees it."""

import json

from conftest import dataset_clock, serving


def rows(served, text, **parameters):
    status, answer = served.post("/v1/query", {"query": text, "parameters": parameters})
    assert status == 200, answer
    return answer["rows"]


def an_alias(served):
    return rows(served, "MATCH (n:IamRole)-[:CONTROLS]->() RETURN n.id AS id ORDER BY id LIMIT 1")[0][0]


def test_health_readiness_and_metrics(served):
    assert served.get("/healthz")[1]["status"] == "ok"
    assert served.get("/readyz")[0] == 200
    status, text = served.get("/metrics")
    assert status == 200 and "muster_graph_nodes " in text and "muster_drift_findings{" in text


def test_openapi_names_every_route_that_answers(served):
    paths = served.get("/openapi.json")[1]["paths"]
    assert {"/v1/query", "/v1/enrichment", "/v1/drift", "/v1/sources/{name}/runs", "/readyz"} <= set(paths)


def test_a_query_gives_columns_and_rows(served):
    status, answer = served.post("/v1/query", {"query": "UNWIND $xs AS x RETURN x, x * 2 AS y", "parameters": {"xs": [1, 2]}})
    assert status == 200
    assert answer["columns"] == ["x", "y"] and answer["rows"] == [[1, 2], [2, 4]]
    assert answer["truncated"] is False


def test_a_query_error_has_its_place(served):
    status, problem = served.post("/v1/query", {"query": "MATCH (n)\nRETURN m"})
    assert status == 400
    assert problem["position"]["line"] == 2 and "^" in problem["rendered"]


def test_a_malformed_request_is_one_sentence(served):
    for body in (b"{", b"[]", b'{"qurey": "RETURN 1"}', b'{"query": 5}', b"\xff"):
        status, problem = served.post("/v1/query", body)
        assert 400 <= status < 500 and problem["detail"], body
    assert served.post("/v1/query", b"[" * 100_000)[0] in (400, 422)


def test_bodies_need_their_type(served):
    assert served.post("/v1/query", {"query": "RETURN 1"}, headers={"Content-Type": "text/plain"})[0] == 415


def test_foreign_hosts_and_origins_are_refused(served):
    assert served.get("/healthz", headers={"Host": "attacker.example"})[0] == 403
    assert served.get("/healthz", headers={"Origin": "http://attacker.example"})[0] == 403


def test_a_path_or_method_that_is_not_there(served):
    assert served.get("/v1/nothing")[0] == 404
    assert served.get("/v1/query")[0] == 405


def test_an_identity_is_found_by_its_name_and_an_unknown_one_is_404(served):
    alias = an_alias(served)
    status, card = served.get("/v1/identities/" + alias)
    assert status == 200 and card["id"] == alias and card["kind"] == "IamRole"
    assert served.get("/v1/identities/nobody-at-all")[0] == 404


def test_enrichment_answers_for_any_alias(served):
    alias = an_alias(served)
    status, answer = served.get("/v1/enrichment", alias=alias)
    assert status == 200 and answer["match"] == "exact" and answer["blast"]["within_hops"] == 3
    status, answer = served.get("/v1/enrichment", alias="nobody-at-all")
    assert status == 200 and answer["match"] == "none"
    assert served.get("/v1/enrichment")[0] == 400


def test_blast_radius_carries_a_proof_for_each(served):
    status, answer = served.post("/v1/blast-radius", {"alias": an_alias(served), "at": dataset_clock()})
    assert status == 200 and answer["reached"]
    for node in answer["reached"]:
        assert node["path"][0] == answer["start"]["id"] and node["path"][-1] == node["id"]
        assert len(node["path"]) == 2 * node["hop"] + 1


def test_lateral_paths_join_up(served):
    alias = an_alias(served)
    reached = served.post("/v1/blast-radius", {"alias": alias, "at": dataset_clock()})[1]["reached"]
    target = reached[-1]
    status, answer = served.post("/v1/lateral-paths", {"from": alias, "to": target["id"], "at": dataset_clock()})
    assert status == 200 and answer["paths"]
    for path in answer["paths"]:
        assert len(path["edges"]) == target["hop"]
        for first, second in zip(path["edges"], path["edges"][1:]):
            assert first["to"]["id"] == second["from"]["id"]


def test_drift_is_the_last_report(served):
    status, report = served.get("/v1/drift")
    assert status == 200 and report["findings"]


def test_a_run_and_a_reconcile_over_http(tmp_path):
    with serving(tmp_path / "data") as server:
        assert server.get("/v1/drift")[0] == 404
        line = json.dumps({"node": {"key": "sa-1", "labels": ["ServiceAccount"], "scope": "t"}}).encode()
        headers = {"Content-Type": "application/octet-stream"}
        path = "/v1/sources/live/runs?plane=observed&format=muster-ndjson&complete=true&scope=t&covers=ServiceAccount"
        status, run = server.post(path, line, headers=headers)
        assert status == 200 and run["accepted"] == 1 and run["changed"] == 1
        assert server.post(path, line, headers=headers)[1]["changed"] == 0
        other = json.dumps({"node": {"key": "sa-2", "labels": ["ServiceAccount"], "scope": "t"}}).encode()
        status, _ = server.post(path.replace("live", "registry").replace("observed", "recorded"), other, headers=headers)
        assert status == 200
        status, report = server.post("/v1/reconcile", {"at": "2026-06-15T08:50:00Z"})
        assert status == 200
        assert sorted(finding["kind"] for finding in report["findings"]) == ["GHOST_IDENTITY", "UNRECORDED_IDENTITY"]
