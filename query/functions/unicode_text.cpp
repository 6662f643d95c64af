#include "query/functions/unicode_text.h"

#include <algorithm>

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include "core/base/assert.h"

namespace muster::query {
namespace {

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

icu::StringPiece piece(std::string_view text) {
  return {text.data(), static_cast<std::int32_t>(text.size())};
}

// ICU fails here only where its data are not installed or memory is out.
void need_success(UErrorCode status) {
  if (U_FAILURE(status)) MUSTER_UNREACHABLE();
}

const icu::Normalizer2& normalizer(TextForm form) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found = nullptr;
  switch (form) {
    case TextForm::kNfc:
      found = icu::Normalizer2::getNFCInstance(status);
      break;
    case TextForm::kNfd:
      found = icu::Normalizer2::getNFDInstance(status);
      break;
    case TextForm::kNfkc:
      found = icu::Normalizer2::getNFKCInstance(status);
      break;
    case TextForm::kNfkd:
      found = icu::Normalizer2::getNFKDInstance(status);
      break;
  }
  need_success(status);
  return *found;
}

}  // namespace

std::string lower_text(std::string_view text) {
  std::string result;
  if (is_ascii(text)) {
    result.assign(text);
    for (char& c : result) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return result;
  }
  icu::StringByteSink<std::string> sink(&result);
  UErrorCode status = U_ZERO_ERROR;
  icu::CaseMap::utf8ToLower("", 0, piece(text), sink, nullptr, status);
  need_success(status);
  return result;
}

std::string upper_text(std::string_view text) {
  std::string result;
  if (is_ascii(text)) {
    result.assign(text);
    for (char& c : result) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return result;
  }
  icu::StringByteSink<std::string> sink(&result);
  UErrorCode status = U_ZERO_ERROR;
  icu::CaseMap::utf8ToUpper("", 0, piece(text), sink, nullptr, status);
  need_success(status);
  return result;
}

std::string normalized_text(std::string_view text, TextForm form) {
  if (is_ascii(text)) return std::string(text);
  std::string result;
  icu::StringByteSink<std::string> sink(&result);
  UErrorCode status = U_ZERO_ERROR;
  normalizer(form).normalizeUTF8(0, piece(text), sink, nullptr, status);
  need_success(status);
  return result;
}

bool is_normalized_text(std::string_view text, TextForm form) {
  if (is_ascii(text)) return true;
  UErrorCode status = U_ZERO_ERROR;
  const bool normalized = normalizer(form).isNormalizedUTF8(piece(text), status) != 0;
  need_success(status);
  return normalized;
}

bool is_white_space(char32_t c) {
  if (c <= 0x20) return c == 0x20 || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
  if (c == 0x2007) return false;
  return c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x205F ||
         c == 0x3000;
}

}  // namespace muster::query
