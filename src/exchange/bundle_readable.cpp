// Owns reading bundles made elsewhere: Patient, the narratives of a Composition, and answers, as blocks to be
// shown. Must not change anything: nothing of it is merged.
#include "exchange/bundle_read.h"
#include "exchange/bundle_text.h"

#include <algorithm>
#include <array>
#include <map>

namespace tsunagi::fhir {
namespace {

constexpr std::size_t max_blocks = 2'000;
constexpr std::size_t max_type_name = 64;
constexpr std::array<std::string_view, 4> read_types{"Composition", "Patient", "QuestionnaireResponse",
                                                     "Questionnaire"};

std::string representation_of(const Json& name) {
    const Json* extensions = find_array(name, "extension");
    if (extensions == nullptr) return {};
    for (const Json& one : *extensions) {
        if (text_member(&one, "url").ends_with("iso21090-EN-representation"))
            return text_member(&one, "valueCode");
    }
    return {};
}

void read_names(const Json& patient, ViewPatient& out) {
    const Json* names = find_array(patient, "name");
    if (names == nullptr) return;
    for (const Json& name : *names) {
        if (!name.is_object()) continue;
        std::string& place = representation_of(name) == "SYL" ? out.kana : out.name;
        if (place.empty()) place = human_name_text(&name);
    }
}

std::string sex_word(const std::string& gender) {
    if (gender == "male") return "男性";
    if (gender == "female") return "女性";
    return gender == "other" ? "その他" : std::string{};
}

ViewPatient read_patient(const Json* patient) {
    ViewPatient out;
    if (patient == nullptr) return out;
    read_names(*patient, out);
    out.patient_id = text_member(first_member(patient, "identifier"), "value");
    out.birth_date = text_member(patient, "birthDate");
    out.sex = sex_word(text_member(patient, "gender"));
    return out;
}

class Reader {
  public:
    explicit Reader(const Resources& resources) : resources_(resources) {
        for (const Json* form : resources.of_type("Questionnaire")) {
            titles_.emplace(text_member(form, "url"), text_member(form, "title"));
        }
    }

    HandoverView read() {
        view_.patient = read_patient(resources_.first_of_type("Patient"));
        for (const Json* composition : resources_.of_type("Composition")) {
            add_heading(1, text_member(composition, "title"));
            add_sections(find_array(*composition, "section"), 2);
        }
        for (const Json* response : resources_.of_type("QuestionnaireResponse")) add_response(*response);
        return std::move(view_);
    }

  private:
    ViewBlock* add_block(ViewBlockKind kind) {
        if (view_.blocks.size() >= max_blocks) return nullptr;
        ViewBlock block;
        block.id = "received/" + std::to_string(view_.blocks.size());
        block.kind = kind;
        view_.blocks.push_back(std::move(block));
        return &view_.blocks.back();
    }

    void add_heading(int level, std::string title) {
        if (title.empty()) return;
        if (ViewBlock* block = add_block(ViewBlockKind::heading)) {
            block->level = std::min(level, 3);
            block->title = typed(std::move(title));
        }
    }

    void add_sections(const Json* sections, int level) {
        if (sections == nullptr) return;
        for (const Json& section : *sections) {
            add_heading(level, text_member(&section, "title"));
            std::string text = text_of_narrative(text_member(object_member(&section, "text"), "div"));
            if (!text.empty()) {
                if (ViewBlock* block = add_block(ViewBlockKind::list))
                    block->items.push_back({.text = typed(std::move(text))});
            }
            add_sections(find_array(section, "section"), level + 1);
        }
    }

    void add_response(const Json& response) {
        const Json* items = find_array(response, "item");
        if (items == nullptr) return;
        const std::string address = text_member(&response, "questionnaire");
        const auto title = titles_.find(address.substr(0, address.find('|')));
        add_heading(1, title != titles_.end() && !title->second.empty() ? title->second : address);
        ViewBlock* rows = nullptr;
        for (TextRow& row : rows_of_items(*items, [](std::string_view) { return true; })) {
            if (row.value.empty()) {
                add_heading(row.depth + 2, std::move(row.label));
                rows = nullptr;
                continue;
            }
            if (rows == nullptr) rows = add_block(ViewBlockKind::rows);
            if (rows == nullptr) return;
            ViewRow out;
            out.label = typed(std::move(row.label));
            out.values.push_back({.text = typed(std::move(row.value))});
            rows->rows.push_back(std::move(out));
        }
    }

    const Resources& resources_;
    std::map<std::string, std::string> titles_;  // by url
    HandoverView view_;
};

}  // namespace

HandoverView read_foreign(const Resources& resources) {
    return Reader(resources).read();
}

std::vector<NotRead> list_not_read(const Resources& resources) {
    std::map<std::string, int> counts;
    for (const Json* resource : resources.all()) {
        const std::string_view type = type_of(*resource);
        if (std::ranges::find(read_types, type) == read_types.end())
            ++counts[std::string(type.substr(0, max_type_name))];
    }
    std::vector<NotRead> list;
    for (const auto& [type, count] : counts) list.push_back({type, count});
    return list;
}

}  // namespace tsunagi::fhir
