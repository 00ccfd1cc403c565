// Owns what words of the ward mean in plain words, and finding them in a text. Must not know who reads it.
#pragma once

#include "core/error.h"

#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

struct Gloss {
    std::vector<std::string> terms;  // spellings of one word; the first is shown
    std::string plain;               // what it means, for somebody who never worked in a hospital
};

struct Glossary {
    std::vector<Gloss> glosses;
};

// {"v":1,"words":[{"terms":["SpO2"],"plain":"血液の中の酸素の量"}]}. bad_json and its kin, wrong_type for
// another shape, future_version for a later v.
Result<Glossary> parse_glossary(std::string_view json);

// The words of the glossary that stand in the text, in the order in which they first appear. Letters of any
// width are the same; a word of letters is found only whole (ADL in "ADLは", not in "GADLY").
std::vector<const Gloss*> find_glosses(const Glossary& glossary, std::string_view text);
// Two or more Latin capitals in a row (or with digits, as SpO2) that the glossary does not know: what a
// reader at home could stumble over. Each once, as written.
std::vector<std::string> find_unexplained(const Glossary& glossary, std::string_view text);

}  // namespace tsunagi
