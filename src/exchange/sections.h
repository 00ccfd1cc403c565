// Owns which part of a record belongs to which section of a hand-over: one table, and the filter that keeps
// the rest in. Must not know files, keys or the screen.
#pragma once

#include "core/document.h"
#include "core/error.h"

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

// What the ward ticks before handing over, in reading order. identity goes with every file.
enum class Section : std::uint8_t {
    identity,
    wish,
    family,
    medical,
    assessment,
    troubles,
    decisions,
    open,
    sudden,
    procedures,
    medications,
    adl,
    home,
    insurance,
    checklist,
    life_story,
};
inline constexpr std::size_t section_count = 16;

class SectionSet {
  public:
    constexpr SectionSet() = default;
    constexpr SectionSet(std::initializer_list<Section> sections) {
        for (const Section section : sections) add(section);
    }
    static constexpr SectionSet all() {
        SectionSet set;
        set.bits_ = (1u << section_count) - 1;
        return set;
    }

    constexpr void add(Section section) { bits_ |= bit(section); }
    constexpr void remove(Section section) { bits_ &= ~bit(section); }
    constexpr bool has(Section section) const { return (bits_ & bit(section)) != 0; }
    constexpr bool empty() const { return bits_ == 0; }
    constexpr bool overlaps(SectionSet other) const { return (bits_ & other.bits_) != 0; }
    // What is in both; what is here and not there.
    constexpr SectionSet common(SectionSet other) const { return SectionSet(bits_ & other.bits_); }
    constexpr SectionSet without(SectionSet other) const { return SectionSet(bits_ & ~other.bits_); }
    constexpr bool operator==(const SectionSet&) const = default;

  private:
    constexpr explicit SectionSet(std::uint32_t bits) : bits_(bits) {}
    static constexpr std::uint32_t bit(Section section) { return 1u << static_cast<std::uint32_t>(section); }
    std::uint32_t bits_ = 0;
};

// For whom a hand-over is written (audience.h has what each is offered).
enum class Audience : std::uint8_t { visiting_nurse, ward, care_manager, family };

struct SectionInfo {
    Section section = Section::identity;
    std::string_view code;       // as in the ledger, the Composition and the Consent
    std::string_view label_key;  // string key of the words on screen
    std::string_view title;      // Japanese, as written into the file whatever language the screen has
};
// Every section in reading order.
const std::array<SectionInfo, section_count>& section_table();
const SectionInfo& info_of(Section section);
std::optional<Section> find_section(std::string_view code);

// "identity,wish,decisions": codes in reading order, identity always among them.
std::string codes_of(SectionSet sections);
// wrong_type on a code that does not exist; blanks round the commas are allowed, identity is added.
Result<SectionSet> parse_section_codes(std::string_view codes);

// Sections that cover a path of a kind of document. Empty for what never leaves with a hand-over: the
// directory, the meetings (they name other patients), the ledger, minutes spent, and paths of forms the table
// does not know.
SectionSet sections_covering(Kind kind, std::string_view path);

// What belongs to the talk with one recipient: receipts, follow-ups, questions with their answers. It goes
// whole, to nobody else, and only where it is named.
bool is_reply(Kind kind);

// The documents with nothing left in them but the changes (older ones too: merging needs them) of the chosen
// sections and of identity. A document of which nothing remains is dropped. `person` documents stay only for
// those who wrote one of the remaining changes, with name and profession. Pass one case's documents; other
// cases' are not told apart here. Of the replies those named stay, whole.
// Where a change came from is not told to others.
// For the patient and the family only what their view shows stays: what staff write for each other does not
// leave.
std::vector<Document> select(const std::vector<Document>& documents, SectionSet sections,
                             Audience audience = Audience::visiting_nurse,
                             const std::vector<DocumentId>& replies = {});

// Sections of which the documents hold at least one current answer.
SectionSet filled_sections(const std::vector<Document>& documents);

// What a visiting nurse needs at the least (content: 訪看へ送る最小セット); chosen at first, each can be left
// out.
constexpr SectionSet minimum_sections() {
    return {Section::identity,  Section::wish, Section::family,    Section::medical,    Section::assessment,
            Section::decisions, Section::open, Section::sudden,    Section::procedures, Section::medications,
            Section::adl,       Section::home, Section::insurance, Section::life_story};
}

}  // namespace tsunagi
