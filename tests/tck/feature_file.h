// A reader of the part of Gherkin that language scenarios are written in: Feature, Background,
// Scenario, Scenario Outline with Examples, steps with doc strings or tables, tags and comments.
//
// The law: an outline is expanded by text alone, before anybody looks at a step: `<header>` in a
// step, a doc string, a cell or the name becomes the example's cell.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace muster::tck {

struct Step {
  std::size_t line = 0;
  std::string text;  // Without its keyword and the white space around it.
  std::string doc;   // Of a doc string, its indent taken off; lines end in "\n" but the last.
  bool has_doc = false;
  std::vector<std::vector<std::string>> table;  // Cells unescaped.
};

struct Scenario {
  std::string name;               // With an outline's example filled in.
  std::size_t line = 0;           // Of its heading.
  std::size_t example = 0;        // Of an outline: which row of all its examples, from 0.
  bool from_outline = false;      // Whether `example` says anything.
  std::vector<std::string> tags;  // "@ignore"
  std::vector<Step> steps;        // Those of the Background first.
};

struct Feature {
  std::string name;
  std::vector<Scenario> scenarios;
};

// Errors: kInvalidInput with the line: a heading, step or table that stands where none may.
Result<Feature> read_feature(std::string_view text);

}  // namespace muster::tck
