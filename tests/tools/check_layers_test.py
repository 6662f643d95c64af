"""check_layers.py reports what it is there to report: each test plants one violation in a small tree."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
import check_layers  # noqa: E402


def problems_of(root, path, text):
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return check_layers.check_tree(root)


def test_the_map_itself_has_no_circle_and_no_unknown_folder():
    assert check_layers.map_problems() == []


def test_a_circle_in_the_map_is_found(monkeypatch):
    monkeypatch.setitem(check_layers.ALLOWED, "core/base", ("core/graph",))
    assert any("circle" in problem for problem in check_layers.map_problems())


def test_this_repository_holds_to_the_map():
    assert check_layers.check_tree(pathlib.Path(__file__).resolve().parents[2]) == []


@pytest.mark.parametrize("path, header", [
    ("core/base/a.cpp", "core/graph/b.h"),
    ("core/graph/a.cpp", "core/identity/b.h"),
    ("core/analytics/a.cpp", "core/ingest/b.h"),
    ("core/generate/a.cpp", "core/reconcile/b.h"),
    ("core/reconcile/a.cpp", "core/derivation/b.h"),
    ("storage/a.cpp", "core/identity/b.h"),
    ("query/syntax/a.cpp", "core/graph/b.h"),
    ("query/semantics/a.cpp", "query/logical/b.h"),
    ("query/physical/a.cpp", "core/analytics/b.h"),
    ("query/engine/a.cpp", "storage/b.h"),
    ("api/service/a.cpp", "storage/b.h"),
    ("api/service/a.cpp", "query/physical/b.h"),
    ("api/service/a.cpp", "api/http/b.h"),
    ("api/http/a.cpp", "storage/b.h"),
    ("api/cli/a.cpp", "api/http/b.h"),
])
def test_an_include_that_points_up_or_aside_is_reported(tmp_path, path, header):
    found = problems_of(tmp_path, path, f'// why\n#include "{header}"\n')
    assert len(found) == 1
    assert found[0].startswith(f'{path}:2: includes "{header}"')
    assert "may include:" in found[0]


@pytest.mark.parametrize("path, header", [
    ("core/graph/a.cpp", "core/base/b.h"),
    ("core/graph/a.cpp", "core/graph/b.h"),
    ("query/semantics/a.cpp", "core/graph/b.h"),
    ("query/procedures/a.cpp", "core/reconcile/b.h"),
    ("query/engine/a.cpp", "query/syntax/b.h"),
    ("api/service/a.cpp", "query/engine/b.h"),
    ("api/app/main.cpp", "storage/b.h"),
])
def test_an_include_that_points_down_is_allowed(tmp_path, path, header):
    assert problems_of(tmp_path, path, f'#include "{header}"\n') == []


@pytest.mark.parametrize("path, header, owner", [
    ("core/graph/a.cpp", "tbb/parallel_for.h", "core/base"),
    ("query/physical/a.cpp", "oneapi/tbb/task_arena.h", "core/base"),
    ("api/app/a.cpp", "rocksdb/db.h", "storage"),
    ("query/semantics/a.cpp", "antlr4-runtime.h", "query/syntax"),
    ("api/cli/a.cpp", "httplib.h", "api/http"),
    ("core/reconcile/a.cpp", "boost/graph/adjacency_list.hpp", "core/analytics"),
    ("api/http/a.cpp", "boost/asio/ip/tcp.hpp", "api/bolt"),
    ("tests/query/engine/a_test.cpp", "rocksdb/db.h", "storage"),
])
def test_a_library_outside_its_fence_is_reported(tmp_path, path, header, owner):
    found = problems_of(tmp_path, path, f"#include <{header}>\n")
    assert len(found) == 1
    assert f"only {owner} may" in found[0]


@pytest.mark.parametrize("path, header", [
    ("core/base/parallel.cpp", "tbb/parallel_for.h"),
    ("storage/a.cpp", "rocksdb/db.h"),
    ("tests/storage/a_test.cpp", "rocksdb/file_system.h"),
])
def test_a_library_within_its_fence_is_allowed(tmp_path, path, header):
    assert problems_of(tmp_path, path, f"#include <{header}>\n") == []


def test_a_source_file_outside_the_map_is_reported(tmp_path):
    found = problems_of(tmp_path, "core/extras/a.h", "// What.\n")
    assert len(found) == 1
    assert "lies in no folder of the layer map" in found[0]


def test_a_bare_include_of_our_own_header_is_reported(tmp_path):
    found = problems_of(tmp_path, "core/graph/a.cpp", '#include "graph_snapshot.h"\n')
    assert len(found) == 1
    assert "from the root of the repository" in found[0]


def test_product_code_never_includes_tests(tmp_path):
    assert len(problems_of(tmp_path, "core/graph/a.cpp", '#include "tests/support/graph_literal.h"\n')) == 1


def test_a_link_that_points_up_is_reported(tmp_path):
    found = problems_of(tmp_path, "core/graph/CMakeLists.txt",
                        "muster_module(muster_core_graph DEPENDS muster_storage LIBRARIES rocksdb)\n")
    assert len(found) == 2
    assert "links muster_storage" in found[0]
    assert "links rocksdb; only storage may" in found[1]
