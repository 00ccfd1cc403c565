// Owns the reading of options and of contained value sets. Must not fetch anything.
#include "core/form_options.h"

#include "core/form_values.h"

#include <algorithm>

namespace tsunagi {
namespace {

Result<AnswerOption> read_option(const Json& json) {
    AnswerOption option;
    const Result<FoundValue> found = read_typed_value(json, "value", option.value);
    if (!found) return std::unexpected(found.error());
    if (*found != FoundValue::value) return fail(Fault::wrong_type);
    if (const Json* coding = find_object(json, "valueCoding")) {
        option.english = find_english(*coding, "display");
    } else {
        option.english = find_english(json, "valueString");
    }
    if (const Json* selected = find_member(json, "initialSelected")) {
        if (!selected->is_boolean()) return fail(Fault::wrong_type);
        option.initially_selected = *selected->get_ptr<const bool*>();
    }
    return option;
}

const Json* find_contained(const Json& root, std::string_view id) {
    const Json* contained = find_array(root, "contained");
    if (contained == nullptr) return nullptr;
    for (const Json& resource : *contained) {
        const std::string* type = find_string(resource, "resourceType");
        const std::string* resource_id = find_string(resource, "id");
        if (type != nullptr && *type == "ValueSet" && resource_id != nullptr && *resource_id == id)
            return &resource;
    }
    return nullptr;
}

std::string english_designation(const Json& entry) {
    const Json* designations = find_array(entry, "designation");
    if (designations == nullptr) return {};
    for (const Json& designation : *designations) {
        const std::string* language = find_string(designation, "language");
        const std::string* value = find_string(designation, "value");
        if (language != nullptr && value != nullptr && (*language == "en" || language->starts_with("en-"))) {
            return *value;
        }
    }
    return {};
}

// Reads the concepts of one value set; flat, as a list of options has no levels.
class ValueSetReader {
  public:
    ValueSetReader(Item& item, FormIssues& issues) : item_(item), issues_(issues) {}

    Status read(const Json& value_set) {
        if (const Json* expansion = find_object(value_set, "expansion")) return read_contains(*expansion);
        const Json* compose = find_object(value_set, "compose");
        const Json* includes = compose == nullptr ? nullptr : find_array(*compose, "include");
        if (includes == nullptr) return fail(Fault::wrong_type);
        for (const Json& include : *includes) {
            if (auto status = read_include(include); !status) return status;
        }
        const Json* excludes = find_array(*compose, "exclude");
        if (excludes == nullptr) return {};
        for (const Json& exclude : *excludes) leave_out(exclude);
        return {};
    }

  private:
    Status add(const Json& entry, const std::string& system) {
        Result<Coding> coding = read_coding(entry);
        if (!coding) return std::unexpected(coding.error());
        if (coding->system.empty()) coding->system = system;
        std::string english = find_english(entry, "display");
        if (english.empty()) english = english_designation(entry);
        item_.options.push_back({std::move(*coding), std::move(english), false});
        return {};
    }

    // Nested entries are options too, unless they are there only to hold others.
    Status read_contains(const Json& parent) {
        const Json* entries = find_array(parent, "contains");
        if (entries == nullptr) return {};
        for (const Json& entry : *entries) {
            const bool* is_abstract = find_bool(entry, "abstract");
            if (is_abstract == nullptr || !*is_abstract) {
                if (auto status = add(entry, {}); !status) return status;
            }
            if (auto status = read_contains(entry); !status) return status;
        }
        return {};
    }

    Status read_include(const Json& include) {
        const std::string* system = find_string(include, "system");
        const Json* concepts = find_array(include, "concept");
        if (concepts == nullptr) {
            issues_.add(item_.link_id,
                        "its value set takes in codes from elsewhere, which cannot be offered");
            return {};
        }
        for (const Json& entry : *concepts) {
            if (auto status = add(entry, system == nullptr ? std::string() : *system); !status) return status;
        }
        return {};
    }

    void leave_out(const Json& exclude) {
        const std::string* system = find_string(exclude, "system");
        const Json* concepts = find_array(exclude, "concept");
        if (concepts == nullptr) {
            issues_.add(item_.link_id,
                        "its value set leaves out codes by a rule, which are offered all the same");
            return;
        }
        for (const Json& entry : *concepts) {
            const std::string* code = find_string(entry, "code");
            std::erase_if(item_.options, [&](const AnswerOption& option) {
                const auto* coding = std::get_if<Coding>(&option.value);
                return code != nullptr && coding->code == *code &&
                       (system == nullptr || coding->system == *system);
            });
        }
    }

    Item& item_;
    FormIssues& issues_;
};

Status read_value_set(const Json& root, const Json& reference, Item& item, FormIssues& issues) {
    const auto* url = reference.get_ptr<const std::string*>();
    if (url == nullptr) return fail(Fault::wrong_type);
    if (!url->starts_with('#')) {
        issues.add(item.link_id,
                   "answerValueSet " + *url + " lies outside the form; its options cannot be offered");
        return {};
    }
    const Json* value_set = find_contained(root, std::string_view(*url).substr(1));
    if (value_set == nullptr) {
        issues.add(item.link_id, "answerValueSet " + *url + " is not contained in the form");
        return {};
    }
    return ValueSetReader(item, issues).read(*value_set);
}

}  // namespace

Status read_options(const Json& root, const Json& json, Item& item, FormIssues& issues) {
    const Json* options = find_member(json, "answerOption");
    const Json* value_set = find_member(json, "answerValueSet");
    const bool is_choice = item.type == ItemType::choice || item.type == ItemType::open_choice;
    if (options == nullptr && value_set == nullptr) {
        if (is_choice) issues.add(item.link_id, "has nothing to choose from; any answer is taken");
        return {};
    }
    if (!is_choice) {
        issues.add(item.link_id, "has options, but is no choice; they are not offered");
        return {};
    }
    if (options != nullptr) {
        if (!options->is_array()) return fail(Fault::wrong_type);
        for (const Json& entry : *options) {
            Result<AnswerOption> option = read_option(entry);
            if (!option) return std::unexpected(option.error());
            item.options.push_back(std::move(*option));
        }
    }
    return value_set == nullptr ? Status() : read_value_set(root, *value_set, item, issues);
}

}  // namespace tsunagi
