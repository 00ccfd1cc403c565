// Owns the model of what a recipient sees of a case: ordered blocks of plain data. The ward's preview and the
// station's reading view are both drawn from it, so they cannot differ. Must not know how anything is drawn.
#pragma once

#include "core/document.h"
#include "core/form.h"
#include "exchange/glossary.h"
#include "exchange/sections.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tsunagi {

// Either a string key with what fills its {places}, or, where key is empty, words exactly as somebody typed
// them.
struct ViewText {
    std::string key;
    std::vector<std::pair<std::string, std::string>> arguments;
    std::string typed;

    bool empty() const { return key.empty() && typed.empty(); }
    bool operator==(const ViewText&) const = default;
};
ViewText keyed(std::string key, std::vector<std::pair<std::string, std::string>> arguments = {});
ViewText typed(std::string text);

// A tone always goes with a word that says the same; never a colour alone.
enum class ViewTone : std::uint8_t { normal, muted, ok, care, danger };

struct ViewCell {
    ViewText text;
    ViewTone tone = ViewTone::normal;
    std::vector<std::string>
        others;  // the other texts of a conflict nobody has settled yet; text is the newest

    bool operator==(const ViewCell&) const = default;
};

struct ViewRow {
    ViewText label;
    std::vector<ViewCell> values;  // one under the other

    bool operator==(const ViewRow&) const = default;
};

enum class ViewBlockKind : std::uint8_t {
    heading,   // title, level 1..3
    rows,      // label/value rows
    table,     // columns and table: every line has as many cells as there are columns
    list,      // items
    contacts,  // rows: what to call it for, and the number, shown large
};

struct ViewBlock {
    std::string id;  // stable: "medications/table"; unique in the view
    Section section = Section::identity;
    ViewBlockKind kind = ViewBlockKind::rows;
    int level = 0;
    ViewText title;  // headings always, the others where they need one
    std::vector<ViewRow> rows;
    std::vector<ViewText> columns;
    std::vector<std::vector<ViewCell>> table;
    std::vector<ViewCell> items;

    bool operator==(const ViewBlock&) const = default;
};

// Who it is about; every text as typed, empty where unknown.
struct ViewPatient {
    std::string patient_id;
    std::string name;
    std::string kana;
    std::string birth_date;  // ISO 8601
    std::string sex;
    int age_years = -1;  // on the day of the view; -1 when it cannot be told

    bool operator==(const ViewPatient&) const = default;
};

struct HandoverView {
    ViewPatient patient;
    std::vector<ViewBlock> blocks;
    Audience audience = Audience::visiting_nurse;  // whose order and words these are
    int assessment_version = 0;                    // 0: no view of life was written yet
    std::vector<std::string> unexplained;          // abbreviations the family's glossary does not know
    std::vector<ViewText>
        missing;  // of the minimum set within the chosen sections: nothing blocks, but it is said

    bool operator==(const HandoverView&) const = default;
};

struct HandoverViewInput {
    const std::vector<Document>* documents = nullptr;  // one case's; only what is to be seen
    std::vector<const Form*> forms;           // those known; the checklist's wording comes from its form
    SectionSet sections = SectionSet::all();  // what was chosen, so that a gap is told from a choice
    std::vector<DocumentId> replies;          // of the documents, those shown too; see is_reply
    Audience audience = Audience::visiting_nurse;
    const Glossary* glossary = nullptr;     // for the patient and the family; may be missing
    std::string sender_name, sender_phone;  // whom the family may call; may be empty
    std::string as_of;                      // ISO date the age is counted to; empty: no age
};

// Documents without a case document give an empty view.
HandoverView make_handover_view(const HandoverViewInput& input);

// The number of times the view of life (生活の見立て) became another one in a case's notes, in order of their
// dates. Carrying a text over unchanged is no new version.
int assessment_version(const std::vector<Document>& documents);

// Completed years between two ISO dates; -1 when either cannot be read or `on` lies before `birth`.
int age_in_years(std::string_view birth, std::string_view on);

}  // namespace tsunagi
