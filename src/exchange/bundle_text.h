// Owns the readable side of FHIR: answers as label/value rows, and narratives (XHTML) written and read back
// as text. Must not know documents.
#pragma once

#include "core/json.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::fhir {

// A row without value is the heading of those one level deeper.
struct TextRow {
    int depth = 0;
    std::string label;
    std::string value;
};

inline constexpr std::size_t max_text_rows = 20'000;

// What stands in a value[x] of an answer or an extension; "" when there is nothing to read.
std::string value_text(const Json& holder);
// QuestionnaireResponse.item as rows; only items whose linkId `wanted` accepts, and the headings above them.
std::vector<TextRow> rows_of_items(const Json& items, const std::function<bool(std::string_view)>& wanted);

// Narrative.div of rows, escaped; line ends become <br/>.
std::string narrative_of(const std::vector<TextRow>& rows);
// Narrative.div as plain text: tags dropped, blocks on lines of their own, entities resolved. Never fails;
// whatever is no XHTML is read as the text it is.
std::string text_of_narrative(std::string_view div);

}  // namespace tsunagi::fhir
