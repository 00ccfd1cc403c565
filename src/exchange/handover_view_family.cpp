// Owns the view for the patient and the family: whom to call first, plain headings, and what the words of the
// ward mean. What it does not show does not leave either (family_paths in sections.cpp). Must not know how it
// is drawn.
#include "core/text.h"
#include "exchange/handover_view_build.h"

#include <algorithm>
#include <set>

namespace tsunagi::view_detail {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// "00-0000-0203": three groups of figures with hyphens, 9 to 13 characters, as telephone numbers are written
// here. Emergency numbers are not taken out of their sentence: it may say not to call them.
std::string phone_in(std::string_view line) {
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (!is_digit(line[at]) || (at > 0 && (is_digit(line[at - 1]) || line[at - 1] == '-'))) continue;
        std::size_t end = at;
        while (end < line.size() && (is_digit(line[end]) || line[end] == '-')) ++end;
        const std::string_view number = line.substr(at, end - at);
        const bool hyphens = std::ranges::count(number, '-') == 2 && number.back() != '-';
        if (line[at] == '0' && hyphens && number.size() >= 9 && number.size() <= 13)
            return std::string(number);
        at = end;
    }
    return {};
}

std::string trimmed(std::string_view line) {
    while (line.starts_with(' ')) line.remove_prefix(1);
    while (line.ends_with(' ') || line.ends_with('\r')) line.remove_suffix(1);
    return std::string(line);
}

ViewRow contact(ViewText who, std::string number) {
    ViewRow row{std::move(who), {}};
    row.values.push_back(cell_of(std::move(number)));
    return row;
}

// Every line that holds a number, whole: what to call it for stands beside it.
std::vector<ViewRow> contacts_in(const std::string& text) {
    std::vector<ViewRow> rows;
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (std::string number = phone_in(line); !number.empty())
            rows.push_back(contact(typed(trimmed(line)), std::move(number)));
    }
    return rows;
}

void add_calling(Builder& builder, const Sources& sources) {
    builder.open(Section::sudden, keyed("handover_view.plain.calling"));
    std::vector<ViewRow> contacts;
    const Source* note = newest_with(sources, "sudden_change");
    if (note != nullptr) contacts = contacts_in(note->answers.text("sudden_change"));
    const HandoverViewInput& input = *sources.input;
    if (!input.sender_phone.empty())
        contacts.push_back(contact(typed(input.sender_name), input.sender_phone));
    builder.add_contacts(std::move(contacts));
    if (note != nullptr) builder.add_row("handover_view.plain.sudden", note->answers, "sudden_change");
}

void add_wishes(Builder& builder, const Sources& sources) {
    builder.open(Section::wish, keyed("handover_view.plain.wishes"));
    const Source* note = newest_with(sources, "patient_wish");
    const Answers& newest = note != nullptr ? note->answers : sources.about->answers;
    builder.add_row("handover_view.plain.wish", newest, "patient_wish");
    builder.add_row("handover_view.plain.acp", sources.about->answers, "acp");
}

std::vector<ViewCell> plan_line(const Answers& answers, std::string_view group, const std::string& row) {
    const auto path = [&](std::string_view field) { return row_path(group, row, field); };
    return {cell_at(answers, path("what")), cell_at(answers, path("owner")), cell_at(answers, path("due")),
            status_cell(answers.value(path("status")))};
}

void add_plans(Builder& builder, const Sources& sources) {
    builder.open(Section::decisions, keyed("handover_view.plain.plans"));
    std::vector<std::vector<ViewCell>> lines;
    std::set<std::string> shown;
    const auto add = [&](const Source* source, std::string_view group) {
        for (const std::string& row : source->answers.rows(group)) {
            const std::string what = source->answers.text(row_path(group, row, "what"));
            if (shown.insert(what).second) lines.push_back(plan_line(source->answers, group, row));
        }
    };
    for (const Source* note : sources.notes) add(note, "decisions");
    for (const Source* list : sources.tasks) add(list, "tasks");
    builder.add_table({"handover_view.plain.what", "handover_view.plain.who", "handover_view.plain.until",
                       "handover_view.plain.state"},
                      std::move(lines));
    builder.add_row("handover_view.plain.first_visit", sources.about->answers, "first_visit");
    if (const Source* next = newest_with(sources, "next_conference"))
        builder.add_row("handover_view.plain.next_meeting", next->answers, "next_conference");
    builder.open(Section::open, keyed("handover_view.plain.open"));
    if (const Source* note = newest_with(sources, "open_questions")) {
        builder.add_group(note->answers, "open_questions",
                          {{"handover_view.plain.what", "what"},
                           {"handover_view.plain.who_decides", "who_decides"},
                           {"handover_view.plain.until", "by_when"}});
    }
}

void add_medicines(Builder& builder, const Sources& sources) {
    const Answers& answers = sources.about->answers;
    builder.open(Section::medications, keyed("handover_view.plain.medicines"));
    // The column says アレルギー, so the colour is not alone.
    builder.add_group(answers, "allergies",
                      {{"handover_view.allergy", "what"}, {"handover_view.plain.reaction", "reaction"}},
                      ViewTone::danger);
    builder.add_group(answers, "medications",
                      {{"handover_view.plain.medicine", "name"},
                       {"handover_view.plain.dose", "dose"},
                       {"handover_view.plain.note", "note"}});
    builder.add_row("handover_view.plain.medicine_care", answers, "medication_management");
}

void add_care(Builder& builder, const Sources& sources) {
    const Answers& answers = sources.about->answers;
    builder.open(Section::procedures, keyed("handover_view.plain.care"));
    for (const std::string& row : answers.rows("procedures")) {
        const auto at = [&](std::string_view field) {
            return cell_at(answers, row_path("procedures", row, field));
        };
        const std::string name = cell_words(at("name"));
        builder.begin_rows(name.empty() ? keyed("handover_view.procedure_unnamed") : typed(name));
        builder.add_row("handover_view.plain.next_exchange", {at("next_exchange_on")});
        builder.add_row("handover_view.plain.exchange", {at("exchange")});
        builder.add_row("handover_view.plain.setting", {at("setting")});
        builder.add_row("handover_view.plain.performed_by", {at("performed_by")});
        builder.add_row("handover_view.plain.supplies", {at("supplies"), at("supplier")});
        builder.add_row("handover_view.plain.power_failure", {at("power_failure_plan")});
    }
}

void add_illness(Builder& builder, const Sources& sources) {
    const Answers& answers = sources.about->answers;
    builder.open(Section::medical, keyed("handover_view.plain.illness"));
    std::vector<ViewCell> names;
    for (const std::string& row : answers.rows("diagnoses"))
        names.push_back(cell_at(answers, row_path("diagnoses", row, "name")));
    builder.add_row("handover_view.plain.illness_name", std::move(names));
    if (const Source* note = newest_with(sources, "medical_outlook"))
        builder.add_row("handover_view.plain.outlook", note->answers, "medical_outlook");
    builder.add_row("handover_view.family_doctor", answers, "family_doctor");
}

void add_home(Builder& builder, const Sources& sources) {
    const Answers& answers = sources.about->answers;
    builder.open(Section::home, keyed("handover_view.plain.home"));
    builder.add_row("handover_view.plain.house", answers, "housing");
    builder.add_row("handover_view.plain.disaster", answers, "disaster_readiness");
    builder.open(Section::family, keyed("handover_view.plain.family"));
    builder.add_row("handover_view.plain.key_person",
                    {cell_at(answers, "key_person_name"), cell_at(answers, "key_person_relation"),
                     cell_at(answers, "key_person_phone")});
    builder.add_row("handover_view.contact_order", answers, "contact_order");
    builder.open(Section::insurance, keyed("handover_view.plain.insurance"));
    builder.add_row("handover_view.insurance", answers, "insurance");
    builder.open(Section::life_story, keyed("handover_view.plain.life"));
    builder.add_row("handover_view.plain.life", answers, "life_story");
}

void add_person(Builder& builder, const Sources& sources, const ViewPatient& patient) {
    const Answers& answers = sources.about->answers;
    builder.open(Section::identity, keyed("handover_view.plain.person"));
    builder.add_row("handover_view.plain.name", {cell_at(answers, "name"), cell_at(answers, "kana")});
    ViewCell age;
    if (patient.age_years >= 0)
        age.text = keyed("handover_view.age", {{"n", std::to_string(patient.age_years)}});
    builder.add_row("handover_view.birth_date", {cell_at(answers, "birth_date"), age});
    builder.add_row("handover_view.patient_id", answers, "patient_id");
    builder.add_rows(answers, {{"handover_view.plain.ward", "ward"},
                               {"handover_view.admission_date", "admission_date"},
                               {"handover_view.plain.planned_discharge", "planned_discharge_date"},
                               {"handover_view.actual_discharge_date", "actual_discharge_date"},
                               {"handover_view.plain.going_to", "discharge_destination"}});
    builder.add_row("handover_view.plain.doctor",
                    {cell_at(answers, "attending_physician"), cell_at(answers, "attending_department")});
    builder.add_rows(answers, {{"handover_view.plain.nurse", "ward_nurse"},
                               {"handover_view.plain.discharge_nurse", "discharge_support_nurse"},
                               {"handover_view.plain.social_worker", "msw"}});
    builder.add_row("handover_view.plain.care_manager",
                    {cell_at(answers, "care_manager_name"), cell_at(answers, "care_manager_office")});
}

void collect_words(const ViewBlock& block, std::string& words) {
    const auto add = [&words](const ViewText& text) {
        if (text.key.empty()) words += text.typed + "\n";
    };
    const auto add_cell = [&](const ViewCell& cell) {
        add(cell.text);
        for (const std::string& other : cell.others) words += other + "\n";
    };
    add(block.title);
    for (const ViewRow& row : block.rows) {
        add(row.label);
        for (const ViewCell& cell : row.values) add_cell(cell);
    }
    for (const auto& line : block.table) {
        for (const ViewCell& cell : line) add_cell(cell);
    }
    for (const ViewCell& cell : block.items) add_cell(cell);
}

ViewBlock explanation_of(const std::vector<const Gloss*>& glosses, const ViewBlock& last) {
    ViewBlock block;
    block.id = last.id + "/words";
    block.section = last.section;
    block.kind = ViewBlockKind::rows;
    block.title = keyed("handover_view.plain.words");
    for (const Gloss* gloss : glosses) {
        ViewRow row{typed(gloss->terms.front()), {}};
        row.values.push_back(cell_of(gloss->plain));
        block.rows.push_back(std::move(row));
    }
    return block;
}

}  // namespace

void add_family_view(Builder& builder, const Sources& sources, const ViewPatient& patient) {
    add_calling(builder, sources);
    add_wishes(builder, sources);
    add_plans(builder, sources);
    add_medicines(builder, sources);
    add_care(builder, sources);
    add_illness(builder, sources);
    add_home(builder, sources);
    add_person(builder, sources, patient);
}

// What is typed stays as it was typed; what its words mean stands at the end of its part.
void explain_words(HandoverView& view, const Glossary& glossary) {
    std::vector<ViewBlock> blocks;
    std::string words;
    const auto close_part = [&] {
        const auto glosses = find_glosses(glossary, words);
        for (std::string& word : find_unexplained(glossary, words)) {
            if (std::ranges::find(view.unexplained, word) == view.unexplained.end())
                view.unexplained.push_back(std::move(word));
        }
        if (!glosses.empty()) blocks.push_back(explanation_of(glosses, blocks.back()));
        words.clear();
    };
    for (ViewBlock& block : view.blocks) {
        if (block.kind == ViewBlockKind::heading && block.level <= 2 && !blocks.empty()) close_part();
        // Numbers of things are no words: "A3" and a patient's id stay as they are.
        if (block.section != Section::identity) collect_words(block, words);
        blocks.push_back(std::move(block));
    }
    if (!blocks.empty()) close_part();
    view.blocks = std::move(blocks);
}

}  // namespace tsunagi::view_detail
