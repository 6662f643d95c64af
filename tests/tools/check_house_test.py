"""check_house.py reports what it is there to report: each test shows it one bad text and one good one."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
import check_house  # noqa: E402

SOURCE = "core/graph/part.cpp"
# Assembled, so that this file does not hold what the check looks for.
MACHINE_PATH = "/" + "work" + "/main/part"
OPEN_TASK = "TO" + "DO"


def sentences(path, text):
    return [problem for _, problem in check_house.check_text(path, text)]


@pytest.mark.parametrize("path, text, expected", [
    ("core/graph/part.h", "#pragma once\n", "begins with a comment"),
    ("core/graph/part.h", "// What this is.\n#include <vector>\n#pragma once\n", "`#pragma once` comes first"),
    (SOURCE, "using namespace std;\n", "using namespace"),
    (SOURCE, "void f() {\n  try {\n    g();\n  } catch (...) {\n  }\n}\n", "swallowed"),
    (SOURCE, "void f() {\n  try {\n    g();\n  } catch (const E&) { /* fine */ }\n}\n", "swallowed"),
    (SOURCE, "void f() { throw 1; }\n", "throw no exceptions"),
    (SOURCE, f"// see {MACHINE_PATH}\n", "path of one machine"),
    ("docs/page.md", f"It lies in {MACHINE_PATH}\n", "path of one machine"),
    ("tests/core/a_test.cpp", "TEST(Part, DISABLED_Works) {}\n", "disabled test"),
    ("tests/core/a_test.cpp", "EXPECT_TRUE(true);\n", "cannot fail"),
    ("tests/core/a_test.cpp", "GTEST_SKIP();\n", "says why"),
    (SOURCE, "#if 0\nint x;\n#endif\n", "dead code"),
    (SOURCE, "int name = " + "1 + " * 30 + "1;\n", "columns"),
    (SOURCE, f"// {OPEN_TASK}: fix\n", "names an issue"),
    ("core/graph/part.h", "// What.\n#pragma once\n#include <nlohmann/json.hpp>\n", "too slow"),
    (SOURCE, "auto now = std::chrono::system_clock::now();\n", "comes from Clock"),
    (SOURCE, "void f() { std::cout << 1; }\n", "write to the terminal"),
    (SOURCE, 'void f() { printf("x"); }\n', "write to the terminal"),
    (SOURCE, "class GraphManager {};\n", "could be anything"),
    (SOURCE, "struct QueryContext {};\n", "no Context"),
    ("storage/storage_utils.cpp", "int x;\n", "one thing"),
])
def test_a_broken_rule_is_reported(path, text, expected):
    found = sentences(path, text)
    assert len(found) == 1, found
    assert expected in found[0]


@pytest.mark.parametrize("path, text", [
    ("core/graph/part.h", "// What this is.\n//\n// The law.\n#pragma once\n\n#include <vector>\n"),
    (SOURCE, "// using namespace std; is what we do not write\n"),
    (SOURCE, 'const char* text = "throw it // away";\n'),
    (SOURCE, "void f() {\n  try {\n    g();\n  } catch (const E& e) {\n    return error_of(e);\n  }\n}\n"),
    (SOURCE, "struct ExecutionContext {};\n"),
    (SOURCE, f"// {OPEN_TASK}(issue 12): parallel edges are read twice.\n"),
    (SOURCE, 'const char* page = R"(' + "x" * 140 + ')";\n'),
    (SOURCE, "auto x = std::snprintf(buffer, size, format);\n"),
    ("api/cli/verb.cpp", "void f() { std::cout << 1; }\n"),
    ("core/base/clock.cpp", "auto now = std::chrono::system_clock::now();\n"),
    ("tests/core/a_test.cpp", 'GTEST_SKIP() << "no shared folder";\n'),
])
def test_what_keeps_to_the_rules_is_silent(path, text):
    assert sentences(path, text) == []


def test_an_exception_with_a_reason_is_accepted():
    text = "void f() { throw 1; }  // house-ok: the walker of this library can be stopped in no other way\n"
    assert sentences(SOURCE, text) == []


def test_an_exception_without_a_reason_is_not():
    assert len(sentences(SOURCE, "void f() { throw 1; }  // house-ok:\n")) == 1


def test_the_line_of_the_problem_is_given():
    found = check_house.check_text(SOURCE, "int a;\nint b;\nusing namespace std;\n")
    assert [line for line, _ in found] == [3]
