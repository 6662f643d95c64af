// Java's regular expressions as RE2 spells them: one pass over the pattern, group by group, with
// the flags that hold at each place.
#include <array>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "query/functions/function.h"
#include "query/functions/regex.h"

namespace muster::query {
namespace {

struct Spelling {
  std::string_view java;
  std::string_view class_parts;  // What stands for it between brackets.
};

// Properties by the names that Java alone knows.
constexpr std::array kProperties = {
    Spelling{"Lower", "a-z"},
    Spelling{"Upper", "A-Z"},
    Spelling{"ASCII", "\\x00-\\x7F"},
    Spelling{"Alpha", "a-zA-Z"},
    Spelling{"Digit", "0-9"},
    Spelling{"Alnum", "a-zA-Z0-9"},
    Spelling{"Punct", "!-/:-@\\[-`{-~"},
    Spelling{"Graph", "!-~"},
    Spelling{"Print", " -~"},
    Spelling{"Blank", " \\t"},
    Spelling{"Cntrl", "\\x00-\\x1F\\x7F"},
    Spelling{"XDigit", "0-9a-fA-F"},
    Spelling{"Space", " \\t\\n\\x0B\\f\\r"},
    Spelling{"IsAlphabetic", "\\p{L}\\p{Nl}"},
    Spelling{"IsLetter", "\\p{L}"},
    Spelling{"IsDigit", "\\p{Nd}"},
    Spelling{"IsLowercase", "\\p{Ll}"},
    Spelling{"IsUppercase", "\\p{Lu}"},
    Spelling{"IsTitlecase", "\\p{Lt}"},
    Spelling{"IsPunctuation", "\\p{P}"},
    Spelling{"IsControl", "\\p{Cc}"},
    Spelling{"IsWhite_Space", "\\t-\\r \\x{85}\\p{Z}"},
    Spelling{"javaLowerCase", "\\p{Ll}"},
    Spelling{"javaUpperCase", "\\p{Lu}"},
    Spelling{"javaWhitespace", "\\t-\\r\\x1C-\\x1F\\p{Z}"},
};
// Escapes that are sets of characters in Java.
constexpr std::array kSets = {
    Spelling{"s", "\\t\\n\\x0B\\f\\r "},
    Spelling{"h", " \\t\\x{A0}\\x{1680}\\x{180E}\\x{2000}-\\x{200A}\\x{202F}\\x{205F}\\x{3000}"},
    Spelling{"v", "\\n\\x0B\\f\\r\\x{85}\\x{2028}\\x{2029}"},
};
// With the flag U the same letters mean all of Unicode.
constexpr std::array kUnicodeSets = {
    Spelling{"d", "\\p{Nd}"},
    Spelling{"w", "\\p{L}\\p{M}\\p{Nd}\\p{Nl}\\p{Pc}"},
    Spelling{"s", "\\t-\\r \\x{85}\\p{Z}"},
};

template <std::size_t kSize>
std::optional<std::string_view> parts_of(const std::array<Spelling, kSize>& spellings,
                                         std::string_view name) {
  for (const Spelling& spelling : spellings) {
    if (spelling.java == name) return spelling.class_parts;
  }
  return std::nullopt;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Flags {
  bool dot_all = false;          // s
  bool comments = false;         // x
  bool unix_lines = false;       // d
  bool unicode_classes = false;  // U
};

class Translator {
 public:
  explicit Translator(std::string_view pattern) : pattern_(pattern) {}

  Result<std::string> run() {
    while (!ended()) {
      MUSTER_CHECK(step());
    }
    return std::move(out_);
  }

 private:
  bool ended() const { return at_ >= pattern_.size(); }
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < pattern_.size() ? pattern_[at_ + ahead] : '\0';
  }
  bool takes(std::string_view text) {
    if (!pattern_.substr(at_).starts_with(text)) return false;
    at_ += text.size();
    return true;
  }

  Error refused(std::size_t at, std::string_view what, std::string_view hint) const {
    return runtime_error("InvalidArgumentValue",
                         fmt::format("'{}' cannot be matched: {} at character {} of the pattern",
                                     pattern_, what, at + 1),
                         std::string(hint));
  }

  Result<void> step() {
    const char c = peek();
    if (c == '\\') return escape();
    if (c == '[') return character_class();
    if (c == '(') return open_group();
    if (flags_.comments && skip_comment()) return ok();
    ++at_;
    if (c == ')') {
      if (!outer_.empty()) {
        flags_ = outer_.back();
        outer_.pop_back();
      }
      out_ += c;
    } else if (c == '.' && !flags_.dot_all) {
      out_ += flags_.unix_lines ? "[^\\n]" : "[^\\n\\r\\x{85}\\x{2028}\\x{2029}]";
    } else {
      out_ += c;
      if (c == '*' || c == '+' || c == '?' || c == '}') return no_possessive();
    }
    return ok();
  }

  // White space and `# …` to the end of the line, with the flag x.
  bool skip_comment() {
    const char c = peek();
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
      ++at_;
      return true;
    }
    if (c != '#') return false;
    while (!ended() && peek() != '\n') ++at_;
    return true;
  }

  Result<void> no_possessive() {
    if (peek() != '+' || (out_.back() == '}' && out_.rfind('{') == std::string::npos)) return ok();
    return refused(at_ - 1, "a possessive quantifier",
                   "leave out the second '+': matching takes linear time without it");
  }

  // --- Groups and flags ---

  Result<void> open_group() {
    const std::size_t start = at_;
    ++at_;
    if (!takes("?")) {
      outer_.push_back(flags_);
      out_ += '(';
      return ok();
    }
    if (takes("=") || takes("!") || takes("<=") || takes("<!"))
      return refused(start, "look-around",
                     "match the surrounding text as well, or test it with a second =~");
    if (takes(">"))
      return refused(start, "an atomic group",
                     "write (?:…): matching takes linear time without it");
    outer_.push_back(flags_);
    if (takes("<")) {
      out_ += "(?P<";
      return ok();
    }
    if (takes(":")) {
      out_ += "(?:";
      return ok();
    }
    return inline_flags(start);
  }

  // `(?i)` and `(?i-s:…)`, behind the question mark.
  Result<void> inline_flags(std::size_t start) {
    std::string on;
    std::string off;
    bool negative = false;
    for (; !ended() && peek() != ')' && peek() != ':'; ++at_) {
      const char flag = peek();
      if (flag == '-') {
        negative = true;
        continue;
      }
      if (std::string_view("idmsuxU").find(flag) == std::string_view::npos)
        return refused(at_, fmt::format("the flag '{}'", flag),
                       "the flags are i, d, m, s, u, x, U");
      if (flag == 's') flags_.dot_all = !negative;
      if (flag == 'x') flags_.comments = !negative;
      if (flag == 'd') flags_.unix_lines = !negative;
      if (flag == 'U') flags_.unicode_classes = !negative;
      if (flag == 'i' || flag == 'm' || flag == 's') (negative ? off : on) += flag;
    }
    if (ended()) return refused(start, "a group that is not closed", "");
    const std::string flags = on + (off.empty() ? "" : "-" + off);
    if (peek() == ':') {
      ++at_;
      out_ += "(?" + flags + ":";
      return ok();
    }
    ++at_;
    // The flags hold to the end of the group around.
    outer_.pop_back();
    if (!flags.empty()) out_ += "(?" + flags + ")";
    return ok();
  }

  // --- Escapes ---

  Result<void> escape() {
    const std::size_t start = at_;
    ++at_;
    if (ended()) return refused(start, "a backslash that escapes nothing", "write '\\\\\\\\'");
    if (takes("Q")) {
      quoted();
      return ok();
    }
    const char c = peek();
    if (is_digit(c) && c != '0')
      return refused(start, "a back-reference", "spell out what is to be repeated");
    if (c == 'k') return refused(start, "a back-reference", "spell out what is to be repeated");
    if (c == 'R') {
      ++at_;
      out_ += "(?:\\r\\n|[\\n\\x0B\\f\\r\\x{85}\\x{2028}\\x{2029}])";
      return ok();
    }
    if (c == 'Z' || c == 'G') {
      // Of a whole text both can only hold where \z and \A do.
      ++at_;
      out_ += c == 'Z' ? "\\z" : "\\A";
      return ok();
    }
    MUSTER_TRY(const auto parts, set_escape(start, false));
    out_ += parts;
    return ok();
  }

  void quoted() {
    const std::size_t end = pattern_.find("\\E", at_);
    const std::string_view text =
        pattern_.substr(at_, end == std::string_view::npos ? end : end - at_);
    for (const char c : text) literal(out_, c);
    at_ = end == std::string_view::npos ? pattern_.size() : end + 2;
  }

  static void literal(std::string& out, char c) {
    const bool plain =
        is_letter(c) || is_digit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
    if (!plain) out += '\\';
    out += c;
  }

  // An escape that is one character or a set of them, from the letter on.
  Result<std::string> set_escape(std::size_t start, bool in_class) {
    const char c = peek();
    const char lower = is_letter(c) ? static_cast<char>(c | 0x20) : c;
    if (lower == 'p') return property(start, in_class);
    const std::string name(1, lower);
    auto parts = flags_.unicode_classes ? parts_of(kUnicodeSets, name) : std::nullopt;
    if (!parts) parts = parts_of(kSets, name);
    if (parts) {
      ++at_;
      return set_of(*parts, c != lower, in_class, start);
    }
    if (c == 'u' || c == 'x' || c == '0' || c == 'c' || c == 'e') return code_point(start);
    ++at_;
    std::string out;
    if (is_letter(c)) {
      out = {'\\', c};  // \d, \w, \b, \n, …; RE2 says which it does not know.
    } else {
      literal(out, c);
    }
    return out;
  }

  Result<std::string> set_of(std::string_view parts, bool negated, bool in_class,
                             std::size_t start) const {
    if (!in_class) return fmt::format("[{}{}]", negated ? "^" : "", parts);
    if (!negated) return std::string(parts);
    if (parts == kSets[0].class_parts) return std::string("\\S");
    return refused(start, "a negated set within brackets", "write it as an alternative: (?:[…]|…)");
  }

  // \p{Name}, \P{Name}, \pL
  Result<std::string> property(std::size_t start, bool in_class) {
    const bool negated = peek() == 'P';
    ++at_;
    std::string_view name;
    if (takes("{")) {
      const std::size_t end = pattern_.find('}', at_);
      if (end == std::string_view::npos) return refused(start, "a property that is not closed", "");
      name = pattern_.substr(at_, end - at_);
      at_ = end + 1;
    } else {
      name = pattern_.substr(at_, 1);
      ++at_;
    }
    for (const std::string_view prefix : {"general_category=", "gc=", "script=", "sc="}) {
      if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
    }
    if (const auto parts = parts_of(kProperties, name))
      return set_of(*parts, negated, in_class, start);
    // A script or a category with the prefix that Java allows; RE2 says which it does not know.
    if (name.starts_with("Is") || name.starts_with("In")) name.remove_prefix(2);
    return fmt::format("\\{}{{{}}}", negated ? 'P' : 'p', name);
  }

  std::optional<std::uint32_t> digits(int base, std::size_t count_min, std::size_t count_max) {
    std::size_t count = 0;
    std::uint32_t number = 0;
    while (count < count_max && !ended()) {
      const char c = peek();
      const int digit = is_digit(c) ? c - '0' : is_letter(c) ? (c | 0x20) - 'a' + 10 : 99;
      if (digit >= base) break;
      number = number * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit);
      ++at_;
      ++count;
    }
    return count < count_min ? std::nullopt : std::optional(number);
  }

  // \uXXXX (two of them may be a pair), \xXX, \x{…}, \0nnn, \cX, \e
  Result<std::string> code_point(std::size_t start) {
    const char c = peek();
    ++at_;
    std::optional<std::uint32_t> code;
    if (c == 'e') code = 0x1B;
    if (c == 'c' && !ended()) {
      code = static_cast<unsigned char>(peek()) ^ 0x40U;
      ++at_;
    }
    if (c == '0') code = digits(8, 1, 3);
    if (c == 'x') {
      if (takes("{")) {
        code = digits(16, 1, 6);
        if (!takes("}")) code.reset();
      } else {
        code = digits(16, 2, 2);
      }
    }
    if (c == 'u') {
      code = digits(16, 4, 4);
      if (code && *code >= 0xD800 && *code < 0xDC00 && takes("\\u")) {
        const auto low = digits(16, 4, 4);
        code = low && *low >= 0xDC00 && *low < 0xE000
                   ? std::optional(0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00))
                   : std::nullopt;
      }
    }
    if (!code || *code > 0x10FFFF)
      return refused(start, "a character code that cannot be read", "");
    return fmt::format("\\x{{{:X}}}", *code);
  }

  // --- Classes ---

  // `[…]`. A class within a class adds to it.
  Result<void> character_class() {
    out_ += '[';
    ++at_;
    if (takes("^")) out_ += '^';
    bool first = true;
    std::size_t depth = 1;
    while (depth > 0) {
      const std::size_t start = at_;
      if (ended()) return refused(start, "brackets that are not closed", "");
      if (takes("&&"))
        return refused(start, "an intersection of classes",
                       "write out the characters that are meant");
      const char c = peek();
      if (c == ']' && !first) {
        ++at_;
        --depth;
      } else if (c == '[') {
        ++at_;
        ++depth;
        if (peek() == '^')
          return refused(start, "a negated class within a class",
                         "write it as an alternative: (?:[…]|[^…])");
      } else if (c == '\\') {
        MUSTER_CHECK(class_escape());
      } else if (flags_.comments && skip_comment()) {
        continue;
      } else {
        if (c == ']') out_ += '\\';
        out_ += c;
        ++at_;
      }
      first = false;
    }
    out_ += ']';
    return ok();
  }

  Result<void> class_escape() {
    const std::size_t start = at_;
    ++at_;
    if (ended()) return refused(start, "a backslash that escapes nothing", "write '\\\\\\\\'");
    if (takes("Q")) {
      quoted();
      return ok();
    }
    MUSTER_TRY(const auto parts, set_escape(start, true));
    out_ += parts;
    return ok();
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  std::string out_;
  Flags flags_;
  std::vector<Flags> outer_;  // Of the groups that are open, what held before each.
};

}  // namespace

Result<std::string> re2_spelling(std::string_view pattern) { return Translator(pattern).run(); }

}  // namespace muster::query
