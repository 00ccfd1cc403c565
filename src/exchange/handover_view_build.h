// Owns how blocks of a hand-over view are put together. Only handover_view*.cpp include it.
#pragma once

#include "exchange/handover_view.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::view_detail {

// A document with its answers, found once.
struct Source {
    const Document* document = nullptr;
    Answers answers;
};

struct Sources {
    const Source* about = nullptr;     // the case document; may be missing
    std::vector<const Source*> notes;  // newest first
    std::vector<const Source*> tasks;
    std::vector<const Source*> checklists;
    std::vector<const Source*> replies;  // newest first
    const HandoverViewInput* input = nullptr;

    const Form* form_of(const Document& document) const;
};

// "2026-10-21" as "2026/10/21"; anything else as it was typed.
std::string date_text(const std::string& iso);
ViewCell cell_of(std::string text, ViewTone tone = ViewTone::normal);
// The newest value, with the others of a conflict beside it. Dates in date_text.
ViewCell cell_at(const Answers& answers, std::string_view path);
std::string cell_words(const ViewCell& cell);
bool has_words(const std::string& text);  // more than white space and characters that draw nothing

// Label key and the path whose answer stands beside it.
struct RowSpec {
    const char* key;
    const char* path;
};

class Builder {
  public:
    explicit Builder(HandoverView& view) : view_(view) {}

    // The heading is written before the first block that follows, so a section without content leaves
    // nothing.
    void open(Section section, ViewText title, int level = 2);
    // Rows gather in one block until another kind of block or heading comes. Empty values are left out.
    void add_row(std::string key, std::vector<ViewCell> values);
    // A new block of rows under a title of its own, there even when no row follows.
    void begin_rows(ViewText title);
    void add_row(std::string key, const Answers& answers, std::string_view path);
    void add_rows(const Answers& answers, std::initializer_list<RowSpec> specs);
    void add_list(std::vector<ViewCell> items);
    void add_contacts(std::vector<ViewRow> rows);
    void add_table(std::initializer_list<const char*> column_keys, std::vector<std::vector<ViewCell>> lines);
    // One line for each row of a repeating group, one cell for each field.
    void add_group(const Answers& answers, std::string_view group, std::initializer_list<RowSpec> columns,
                   ViewTone tone = ViewTone::normal);

  private:
    ViewBlock& add_block(ViewBlockKind kind);
    void write_headings();

    HandoverView& view_;
    Section section_ = Section::identity;
    std::vector<ViewBlock> waiting_;  // headings not yet written
    bool gathering_ = false;          // the last block takes more rows
};

// handover_view_case.cpp
void add_identity(Builder& builder, const Sources& sources, const ViewPatient& patient);
void add_wish(Builder& builder, const Sources& sources);
void add_family(Builder& builder, const Sources& sources);
void add_medical(Builder& builder, const Sources& sources);
void add_troubles(Builder& builder, const Sources& sources);
void add_procedures(Builder& builder, const Sources& sources);
void add_medications(Builder& builder, const Sources& sources);
void add_living(Builder& builder, const Sources& sources);  // ADL, home and disaster, insurance
// handover_view_replies.cpp
void add_replies(Builder& builder, const Sources& sources);
// handover_view_notes.cpp
void add_conference(Builder& builder, const Sources& sources);
void add_assessment(Builder& builder, const Sources& sources, int version);
void add_decisions(Builder& builder, const Sources& sources);
void add_open_and_sudden(Builder& builder, const Sources& sources);
void add_checklist(Builder& builder, const Sources& sources);
void add_sharing(Builder& builder, const Sources& sources);
void add_earlier_conferences(Builder& builder, const Sources& sources);
// handover_view_family.cpp
void add_family_view(Builder& builder, const Sources& sources, const ViewPatient& patient);
void explain_words(HandoverView& view, const Glossary& glossary);
ViewText section_title(Section section);
// 決定 and 課題: 未 済 中止.
ViewCell status_cell(const Value& status);
// The newest note that has an answer at path; none when no note has.
const Source* newest_with(const Sources& sources, std::string_view path);

}  // namespace tsunagi::view_detail
