#include "exchange/sections.h"

#include "exchange/audience.h"

#include <algorithm>
#include <set>

namespace tsunagi {
namespace {

using enum Section;

constexpr SectionSet conference{wish, family, medical, assessment, troubles, decisions, open, sudden};

// A path is covered by its head: "decisions[7f3].owner" by "decisions", "midway.4.note" by "midway".
struct Coverage {
    Kind kind;
    std::string_view head;
    SectionSet sections;
};

constexpr Coverage coverage[] = {
    {Kind::case_, "patient_id", {identity}},
    {Kind::case_, "name", {identity}},
    {Kind::case_, "kana", {identity}},
    {Kind::case_, "birth_date", {identity}},
    {Kind::case_, "sex", {identity}},
    {Kind::case_, "ward", {identity}},
    {Kind::case_, "bed", {identity}},
    {Kind::case_, "admission_date", {identity}},
    {Kind::case_, "planned_discharge_date", {identity}},
    {Kind::case_, "actual_discharge_date", {identity}},
    {Kind::case_, "discharge_destination", {identity}},
    {Kind::case_, "attending_physician", {identity}},
    {Kind::case_, "attending_department", {identity}},
    {Kind::case_, "ward_nurse", {identity}},
    {Kind::case_, "discharge_support_nurse", {identity}},
    {Kind::case_, "msw", {identity}},
    {Kind::case_, "care_manager_name", {identity}},
    {Kind::case_, "care_manager_office", {identity}},

    {Kind::case_, "patient_wish", {wish}},
    {Kind::case_, "acp", {wish}},
    {Kind::case_, "life_story", {life_story}},

    {Kind::case_, "family", {family}},
    {Kind::case_, "family_wishes", {family}},
    {Kind::case_, "informal_support", {family}},
    {Kind::case_, "key_person_note", {family}},
    // Whom to call is needed in a sudden change too, why they are the one is not.
    {Kind::case_, "key_person_name", {family, sudden}},
    {Kind::case_, "key_person_relation", {family, sudden}},
    {Kind::case_, "key_person_phone", {family, sudden}},
    {Kind::case_, "decision_supporter", {family, sudden}},
    {Kind::case_, "contact_order", {family, sudden}},

    {Kind::case_, "admission_type", {medical}},
    {Kind::case_, "admission_route", {medical}},
    {Kind::case_, "admission_reason", {medical}},
    {Kind::case_, "diagnoses", {medical}},
    {Kind::case_, "disclosure_stage", {medical}},
    {Kind::case_, "disclosure_note", {medical}},
    {Kind::case_, "family_doctor", {medical, sudden}},
    {Kind::case_, "family_doctor_last_visit", {medical}},

    {Kind::case_, "difficulty_factors", {troubles}},
    {Kind::case_, "obstacles", {troubles}},

    {Kind::case_, "procedures", {procedures}},
    {Kind::case_, "medications", {medications}},
    {Kind::case_, "medication_management", {medications}},
    {Kind::case_, "allergies", {medications}},
    {Kind::case_, "infections", {medications}},

    {Kind::case_, "adl_before", {adl}},
    {Kind::case_, "adl_now", {adl}},
    {Kind::case_, "adl_note", {adl}},
    {Kind::case_, "bedridden_degree", {adl}},
    {Kind::case_, "dementia_degree", {adl}},
    {Kind::case_, "care_level", {adl, insurance}},
    {Kind::case_, "care_level_valid_until", {adl, insurance}},
    {Kind::case_, "insurance", {insurance}},

    {Kind::case_, "housing", {home}},
    {Kind::case_, "services_before", {home}},
    {Kind::case_, "disaster_readiness", {home}},
    {Kind::case_, "first_visit", {decisions}},

    {Kind::note, "held_on", conference},
    {Kind::note, "start_time", conference},
    {Kind::note, "kind", conference},
    {Kind::note, "mode", conference},
    {Kind::note, "place", conference},
    {Kind::note, "chair", conference},
    {Kind::note, "recorder", conference},
    {Kind::note, "participants", conference},
    {Kind::note, "patient_wish", {wish}},
    {Kind::note, "family_feelings", {family}},
    {Kind::note, "medical_outlook", {medical}},
    {Kind::note, "life_assessment", {assessment}},
    {Kind::note, "troubles", {troubles}},
    {Kind::note, "discussion", {decisions}},
    {Kind::note, "decisions", {decisions}},
    {Kind::note, "open_questions", {open}},
    {Kind::note, "sudden_change", {sudden}},
    // Who else is told what names illnesses and equipment in passing ("not to the neighbours: the oxygen"),
    // so it goes with the decisions and never with the bare basics. This recipient's own consent is a
    // resource of its own.
    {Kind::note, "sharing", {decisions}},
    {Kind::note, "next_conference", {decisions}},
    {Kind::note, "next_conference_note", {decisions}},

    {Kind::tasks, "tasks", {decisions}},

    {Kind::checklist, "admission_to_day3", {checklist}},
    {Kind::checklist, "by_day7", {checklist}},
    {Kind::checklist, "midway", {checklist}},
    {Kind::checklist, "before_discharge", {checklist}},
    {Kind::checklist, "day_of_discharge", {checklist}},
    {Kind::checklist, "after_discharge", {checklist}},
};

// All that the patient and the family are given, by kind: the rest of a chosen section is staff's own. What
// the view for them (handover_view_family.cpp) does not show is not here either, so that no other program can
// show it.
struct FamilyPath {
    Kind kind;
    std::string_view head;
};
constexpr FamilyPath family_paths[] = {
    {Kind::case_, "patient_id"},
    {Kind::case_, "name"},
    {Kind::case_, "kana"},
    {Kind::case_, "birth_date"},
    {Kind::case_, "sex"},
    {Kind::case_, "ward"},
    {Kind::case_, "admission_date"},
    {Kind::case_, "planned_discharge_date"},
    {Kind::case_, "actual_discharge_date"},
    {Kind::case_, "discharge_destination"},
    {Kind::case_, "attending_physician"},
    {Kind::case_, "attending_department"},
    {Kind::case_, "ward_nurse"},
    {Kind::case_, "discharge_support_nurse"},
    {Kind::case_, "msw"},
    {Kind::case_, "care_manager_name"},
    {Kind::case_, "care_manager_office"},
    {Kind::case_, "patient_wish"},
    {Kind::case_, "acp"},
    {Kind::case_, "life_story"},
    {Kind::case_, "key_person_name"},
    {Kind::case_, "key_person_relation"},
    {Kind::case_, "key_person_phone"},
    {Kind::case_, "contact_order"},
    {Kind::case_, "diagnoses"},
    {Kind::case_, "family_doctor"},
    {Kind::case_, "procedures"},
    {Kind::case_, "medications"},
    {Kind::case_, "medication_management"},
    {Kind::case_, "allergies"},
    {Kind::case_, "housing"},
    {Kind::case_, "disaster_readiness"},
    {Kind::case_, "insurance"},
    {Kind::case_, "first_visit"},
    {Kind::note, "held_on"},
    {Kind::note, "patient_wish"},
    {Kind::note, "medical_outlook"},
    {Kind::note, "decisions"},
    {Kind::note, "open_questions"},
    {Kind::note, "sudden_change"},
    {Kind::note, "next_conference"},
    {Kind::tasks, "tasks"},
};

constexpr std::string_view person_heads[] = {"name", "kana", "profession", "organisation_name", "department"};

std::string_view head_of(std::string_view path) {
    return path.substr(0, path.find_first_of("[."));
}

bool is_for(Audience audience, Kind kind, std::string_view path) {
    if (audience != Audience::family) return true;
    const std::string_view head = head_of(path);
    return std::ranges::any_of(family_paths, [kind, head](const FamilyPath& shown) {
        return shown.kind == kind && shown.head == head;
    });
}

bool is_about_person(std::string_view path) {
    return std::ranges::find(person_heads, path) != std::end(person_heads);
}

// A copy with the changes that `keeps` accepts.
template <class Keeps>
Document filter_changes(const Document& document, Keeps keeps) {
    Document kept{document.id, document.kind, document.form, document.subject, {}};
    for (const Change& change : document.changes) {
        if (keeps(change)) kept.changes.push_back(change);
    }
    return kept;
}

}  // namespace

const std::array<SectionInfo, section_count>& section_table() {
    static constexpr std::array<SectionInfo, section_count> table{{
        {identity, "identity", "handover_view.section.identity", "本人確認と担当"},
        {wish, "wish", "handover_view.section.wish", "本人の願い"},
        {family, "family", "handover_view.section.family", "家族の思いと連絡先"},
        {medical, "medical", "handover_view.section.medical", "医療の見通し"},
        {assessment, "assessment", "handover_view.section.assessment", "生活の見立て"},
        {troubles, "troubles", "handover_view.section.troubles", "困りごと"},
        {decisions, "decisions", "handover_view.section.decisions", "決定と共有先"},
        {open, "open", "handover_view.section.open", "未決"},
        {sudden, "sudden", "handover_view.section.sudden", "急変時の連絡"},
        {procedures, "procedures", "handover_view.section.procedures", "医療処置と交換日"},
        {medications, "medications", "handover_view.section.medications", "薬・アレルギー・感染"},
        {adl, "adl", "handover_view.section.adl", "ADL・自立度・介護度"},
        {home, "home", "handover_view.section.home", "住まい・災害の備え"},
        {insurance, "insurance", "handover_view.section.insurance", "保険・制度・家計"},
        {checklist, "checklist", "handover_view.section.checklist", "退院支援チェックリスト"},
        {life_story, "life_story", "handover_view.section.life_story", "生活史"},
    }};
    return table;
}

const SectionInfo& info_of(Section section) {
    return section_table()[static_cast<std::size_t>(section)];
}

std::optional<Section> find_section(std::string_view code) {
    for (const SectionInfo& info : section_table()) {
        if (info.code == code) return info.section;
    }
    return std::nullopt;
}

std::string codes_of(SectionSet sections) {
    sections.add(identity);
    std::string codes;
    for (const SectionInfo& info : section_table()) {
        if (!sections.has(info.section)) continue;
        if (!codes.empty()) codes += ',';
        codes += info.code;
    }
    return codes;
}

Result<SectionSet> parse_section_codes(std::string_view codes) {
    SectionSet sections{identity};
    while (!codes.empty()) {
        const std::size_t comma = std::min(codes.find(','), codes.size());
        std::string_view code = codes.substr(0, comma);
        codes.remove_prefix(std::min(comma + 1, codes.size()));
        while (code.starts_with(' ')) code.remove_prefix(1);
        while (code.ends_with(' ')) code.remove_suffix(1);
        if (code.empty()) continue;
        const auto section = find_section(code);
        if (!section) return fail(Fault::wrong_type, "unknown section code");
        sections.add(*section);
    }
    return sections;
}

SectionSet sections_covering(Kind kind, std::string_view path) {
    const std::string_view head = head_of(path);
    for (const Coverage& row : coverage) {
        if (row.kind == kind && row.head == head) return row.sections;
    }
    return {};
}

bool is_reply(Kind kind) {
    return kind == Kind::receipt || kind == Kind::follow_up || kind == Kind::consult;
}

std::vector<Document> select(const std::vector<Document>& documents, SectionSet sections, Audience audience,
                             const std::vector<DocumentId>& replies) {
    sections = sections.common(info_of(audience).most);
    sections.add(identity);
    std::vector<Document> selected;
    std::set<StaffId> authors;
    for (const Document& document : documents) {
        const bool whole =
            is_reply(document.kind) && std::ranges::find(replies, document.id) != replies.end();
        Document kept = filter_changes(document, [&](const Change& change) {
            return whole || (sections.overlaps(sections_covering(document.kind, change.path)) &&
                             is_for(audience, document.kind, change.path));
        });
        if (kept.changes.empty()) continue;
        for (const Change& change : kept.changes) authors.insert(change.by);
        selected.push_back(std::move(kept));
    }
    for (const Document& document : documents) {
        if (document.kind != Kind::person || !authors.contains(document.id)) continue;
        Document kept =
            filter_changes(document, [](const Change& change) { return is_about_person(change.path); });
        if (!kept.changes.empty()) selected.push_back(std::move(kept));
    }
    forget_origins(selected);
    return selected;
}

SectionSet filled_sections(const std::vector<Document>& documents) {
    SectionSet filled;
    for (const Document& document : documents) {
        const Answers answers(document);
        for (const Path& path : answers.paths()) {
            if (is_empty(answers.value(path))) continue;
            const SectionSet covering = sections_covering(document.kind, path);
            // A path of several sections does not fill the ones it only visits: care_level is not insurance.
            for (const SectionInfo& info : section_table()) {
                if (covering == SectionSet{info.section}) filled.add(info.section);
            }
        }
    }
    return filled;
}

}  // namespace tsunagi
