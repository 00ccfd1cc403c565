#include "exchange/handover_view.h"

#include "core/calendar.h"
#include "core/search.h"
#include "exchange/handover_view_build.h"

#include <algorithm>

namespace tsunagi {
namespace view_detail {

const Form* Sources::form_of(const Document& document) const {
    for (const Form* form : input->forms) {
        if (form != nullptr && form->reference() == document.form) return form;
    }
    return nullptr;
}

std::string date_text(const std::string& iso) {
    if (!parse_date(iso)) return iso;
    std::string text = iso;
    std::ranges::replace(text, '-', '/');
    return text;
}

ViewCell cell_of(std::string text, ViewTone tone) {
    ViewCell cell;
    cell.text = typed(std::move(text));
    cell.tone = tone;
    return cell;
}

ViewCell cell_at(const Answers& answers, std::string_view path) {
    const Answer* answer = answers.find(path);
    if (answer == nullptr) return {};
    ViewCell cell;
    for (const Change* change : answer->current) {
        const std::string words = text_of(change->value);
        const std::string text = std::holds_alternative<Date>(change->value) ? date_text(words) : words;
        if (text.empty()) continue;
        if (cell.text.empty()) {
            cell.text = typed(text);
        } else if (text != cell.text.typed) {
            cell.others.push_back(text);
        }
    }
    if (answer->in_conflict()) cell.tone = ViewTone::care;
    return cell;
}

std::string cell_words(const ViewCell& cell) {
    return cell.text.typed;
}

bool has_words(const std::string& text) {
    return !search_key(text).empty();
}

void Builder::open(Section section, ViewText title, int level) {
    section_ = section;
    gathering_ = false;
    // A heading of the same or a higher level that is still waiting had nothing under it.
    std::erase_if(waiting_, [level](const ViewBlock& block) { return block.level >= level; });
    ViewBlock heading;
    heading.section = section;
    heading.kind = ViewBlockKind::heading;
    heading.level = level;
    heading.title = std::move(title);
    waiting_.push_back(std::move(heading));
}

void Builder::add_row(std::string key, std::vector<ViewCell> values) {
    std::erase_if(values, [](const ViewCell& cell) { return cell.text.empty(); });
    if (values.empty()) return;
    ViewBlock& block = gathering_ ? view_.blocks.back() : add_block(ViewBlockKind::rows);
    gathering_ = true;
    block.rows.push_back({keyed(std::move(key)), std::move(values)});
}

void Builder::begin_rows(ViewText title) {
    add_block(ViewBlockKind::rows).title = std::move(title);
    gathering_ = true;
}

void Builder::add_row(std::string key, const Answers& answers, std::string_view path) {
    add_row(std::move(key), {cell_at(answers, path)});
}

void Builder::add_rows(const Answers& answers, std::initializer_list<RowSpec> specs) {
    for (const RowSpec& spec : specs) add_row(spec.key, answers, spec.path);
}

void Builder::add_list(std::vector<ViewCell> items) {
    std::erase_if(items, [](const ViewCell& cell) { return cell.text.empty(); });
    if (items.empty()) return;
    add_block(ViewBlockKind::list).items = std::move(items);
}

void Builder::add_contacts(std::vector<ViewRow> rows) {
    if (rows.empty()) return;
    add_block(ViewBlockKind::contacts).rows = std::move(rows);
}

void Builder::add_table(std::initializer_list<const char*> column_keys,
                        std::vector<std::vector<ViewCell>> lines) {
    std::erase_if(lines, [](const std::vector<ViewCell>& line) {
        return std::ranges::all_of(line, [](const ViewCell& cell) { return cell.text.empty(); });
    });
    if (lines.empty()) return;
    ViewBlock& block = add_block(ViewBlockKind::table);
    for (const char* key : column_keys) block.columns.push_back(keyed(key));
    block.table = std::move(lines);
}

void Builder::add_group(const Answers& answers, std::string_view group,
                        std::initializer_list<RowSpec> columns, ViewTone tone) {
    std::vector<std::vector<ViewCell>> lines;
    for (const std::string& row : answers.rows(group)) {
        std::vector<ViewCell>& line = lines.emplace_back();
        for (const RowSpec& column : columns) {
            line.push_back(cell_at(answers, row_path(group, row, column.path)));
            if (tone != ViewTone::normal) line.back().tone = tone;
        }
    }
    std::erase_if(lines, [](const std::vector<ViewCell>& line) {
        return std::ranges::all_of(line, [](const ViewCell& cell) { return cell.text.empty(); });
    });
    if (lines.empty()) return;
    ViewBlock& block = add_block(ViewBlockKind::table);
    for (const RowSpec& column : columns) block.columns.push_back(keyed(column.key));
    block.table = std::move(lines);
}

ViewBlock& Builder::add_block(ViewBlockKind kind) {
    write_headings();
    ViewBlock block;
    block.section = section_;
    block.kind = kind;
    block.id = std::string(info_of(section_).code) + "/" + std::to_string(view_.blocks.size());
    gathering_ = false;
    view_.blocks.push_back(std::move(block));
    return view_.blocks.back();
}

void Builder::write_headings() {
    for (ViewBlock& heading : waiting_) {
        heading.id = std::string(info_of(heading.section).code) + "/" + std::to_string(view_.blocks.size());
        view_.blocks.push_back(std::move(heading));
    }
    waiting_.clear();
}

namespace {

std::vector<Source> read_sources(const std::vector<Document>& documents) {
    std::vector<Source> sources;
    sources.reserve(documents.size());
    for (const Document& document : documents) sources.push_back({&document, Answers(document)});
    return sources;
}

Hlc first_change_at(const Source& source) {
    return source.document->changes.empty() ? Hlc{} : source.document->changes.front().at;
}

bool is_newer(const Source* a, const Source* b) {
    const std::string on_a = a->answers.text("held_on");
    const std::string on_b = b->answers.text("held_on");
    return on_a != on_b ? on_a > on_b : first_change_at(*a) > first_change_at(*b);
}

Sources sort_sources(const std::vector<Source>& all, const HandoverViewInput& input) {
    Sources sources;
    sources.input = &input;
    for (const Source& source : all) {
        if (source.document->kind == Kind::case_ && sources.about == nullptr) sources.about = &source;
        if (source.document->kind == Kind::note) sources.notes.push_back(&source);
        if (source.document->kind == Kind::tasks) sources.tasks.push_back(&source);
        if (source.document->kind == Kind::checklist) sources.checklists.push_back(&source);
        if (is_reply(source.document->kind)) sources.replies.push_back(&source);
    }
    std::ranges::stable_sort(sources.replies, [](const Source* a, const Source* b) {
        return first_change_at(*a) > first_change_at(*b);
    });
    std::ranges::stable_sort(sources.notes, is_newer);
    return sources;
}

// From the first conference to the last: a view that comes back after another one is a new version.
int count_versions(const std::vector<const Source*>& newest_first) {
    int versions = 0;
    std::string last;
    for (auto note = newest_first.rbegin(); note != newest_first.rend(); ++note) {
        std::string text = (*note)->answers.text("life_assessment");
        if (!has_words(text) || text == last) continue;
        ++versions;
        last = std::move(text);
    }
    return versions;
}

ViewPatient patient_of(const Answers& answers, const std::string& as_of) {
    ViewPatient patient{.patient_id = answers.text("patient_id"),
                        .name = answers.text("name"),
                        .kana = answers.text("kana"),
                        .birth_date = answers.text("birth_date"),
                        .sex = answers.text("sex"),
                        .age_years = -1};
    patient.age_years = age_in_years(patient.birth_date, as_of);
    return patient;
}

// What must be there at the least: any one of the paths or groups, in the case or in a note.
struct MinimumPart {
    Section section;
    const char* key;
    std::initializer_list<const char*> paths;
};

bool is_answered(const Answers& answers, const char* path) {
    return !answers.text(path).empty() || !answers.rows(path).empty();
}

bool is_there(const Sources& sources, const MinimumPart& part) {
    for (const char* path : part.paths) {
        if (is_answered(sources.about->answers, path) || newest_with(sources, path) != nullptr) return true;
    }
    return false;
}

std::vector<ViewText> find_missing(const Sources& sources, SectionSet sections) {
    const MinimumPart parts[] = {
        {Section::identity, "handover_view.name", {"name"}},
        {Section::identity, "handover_view.patient_id", {"patient_id"}},
        {Section::identity, "handover_view.birth_date", {"birth_date"}},
        {Section::wish, "handover_view.wish", {"patient_wish"}},
        {Section::life_story, "handover_view.life_story", {"life_story"}},
        {Section::family,
         "handover_view.key_person",
         {"key_person_name", "key_person_note", "contact_order"}},
        {Section::medical, "handover_view.diagnoses", {"diagnoses"}},
        {Section::medical, "handover_view.disclosure", {"disclosure_stage"}},
        {Section::assessment, "handover_view.assessment", {"life_assessment"}},
        {Section::procedures, "handover_view.procedures", {"procedures"}},
        {Section::medications, "handover_view.medications", {"medications"}},
        {Section::medications, "handover_view.allergies", {"allergies"}},
        {Section::adl, "handover_view.adl_now", {"adl_now", "adl_note"}},
        {Section::home, "handover_view.housing", {"housing"}},
        {Section::home, "handover_view.disaster_readiness", {"disaster_readiness"}},
        {Section::insurance, "handover_view.insurance", {"insurance"}},
        {Section::decisions, "handover_view.first_visit", {"first_visit"}},
        {Section::sudden, "handover_view.sudden", {"sudden_change"}},
    };
    std::vector<ViewText> missing;
    for (const MinimumPart& part : parts) {
        const bool chosen = part.section == Section::identity || sections.has(part.section);
        if (chosen && !is_there(sources, part)) missing.push_back(keyed(part.key));
    }
    return missing;
}

}  // namespace
}  // namespace view_detail

ViewText keyed(std::string key, std::vector<std::pair<std::string, std::string>> arguments) {
    return {std::move(key), std::move(arguments), {}};
}

ViewText typed(std::string text) {
    return {{}, {}, std::move(text)};
}

HandoverView make_handover_view(const HandoverViewInput& input) {
    using namespace view_detail;
    HandoverView view;
    if (input.documents == nullptr) return view;
    view.audience = input.audience;
    const std::vector<Document> chosen =
        select(*input.documents, input.sections, input.audience, input.replies);
    const std::vector<Source> all = read_sources(chosen);
    const Sources sources = sort_sources(all, input);
    if (sources.about == nullptr) return view;

    view.patient = patient_of(sources.about->answers, input.as_of);
    view.assessment_version = count_versions(sources.notes);
    Builder builder(view);
    add_replies(builder, sources);
    if (input.audience == Audience::family) {
        add_family_view(builder, sources, view.patient);
        if (input.glossary != nullptr) explain_words(view, *input.glossary);
        return view;
    }
    view.missing = find_missing(sources, input.sections);
    add_identity(builder, sources, view.patient);
    add_conference(builder, sources);
    add_wish(builder, sources);
    add_family(builder, sources);
    add_medical(builder, sources);
    add_assessment(builder, sources, view.assessment_version);
    add_troubles(builder, sources);
    add_procedures(builder, sources);
    add_medications(builder, sources);
    add_living(builder, sources);
    add_decisions(builder, sources);
    add_open_and_sudden(builder, sources);
    add_checklist(builder, sources);
    add_sharing(builder, sources);
    add_earlier_conferences(builder, sources);
    return view;
}

int assessment_version(const std::vector<Document>& documents) {
    using namespace view_detail;
    const std::vector<Source> all = read_sources(documents);
    std::vector<const Source*> notes;
    for (const Source& source : all) {
        if (source.document->kind == Kind::note) notes.push_back(&source);
    }
    std::ranges::stable_sort(notes, is_newer);
    return count_versions(notes);
}

int age_in_years(std::string_view birth, std::string_view on) {
    const auto born = parse_date(birth);
    const auto day = parse_date(on);
    if (!born || !day || *day < *born) return -1;
    return age_at(*born, *day);
}

}  // namespace tsunagi
