// Owns Questionnaire and QuestionnaireResponse: each form once, and each document's answers to it.
#include "core/calendar.h"
#include "exchange/bundle_build.h"

#include <algorithm>
#include <limits>

namespace tsunagi::fhir {
namespace {

constexpr std::string_view row_url = "urn:tsunagi:row";  // the stable row id of a repeated group
constexpr std::string_view conflict_url =
    "urn:tsunagi:conflict";  // more than one value, none of them settled

// One value[x] member; text that fits nowhere else becomes a string, so that it can still be read.
class AnswerWriter {
  public:
    AnswerWriter(const Draft& draft, ItemType type) : draft_(draft), type_(type) {}
    Json write(const Value& value) {
        answer_ = Json::object();
        std::visit([this](const auto& typed_value) { put(typed_value); }, value);
        return std::move(answer_);
    }

  private:
    void put(std::monostate) {}
    void put(bool flag) { answer_["valueBoolean"] = flag; }
    void put(std::int64_t number) {
        const bool fits = number >= std::numeric_limits<std::int32_t>::min() &&
                          number <= std::numeric_limits<std::int32_t>::max();
        answer_[fits ? "valueInteger" : "valueDecimal"] = number;
    }
    void put(const Decimal& decimal) {
        const auto number = number_of(decimal.digits);
        if (!number) return put(decimal.digits);
        answer_["valueDecimal"] = *number;
        // JSON numbers lose the digits as typed: 1.50 is not 1.5 on a ward.
        if (dump_json(*number) != decimal.digits) {
            answer_["_valueDecimal"]["extension"] =
                Json::array({extension("urn:tsunagi:digits", "valueString", decimal.digits)});
        }
    }
    void put(const std::string& text) {
        if (type_ == ItemType::url && is_uri(text)) {
            answer_["valueUri"] = text;
        } else {
            set_text_or_reason(answer_, "valueString", text);
        }
    }
    void put(const Date& date) { put_time("valueDate", date.iso, is_fhir_date(date.iso)); }
    void put(const DateTime& time) { put_time("valueDateTime", time.iso, is_fhir_date_time(time.iso)); }
    void put(const Time& time) { put_time("valueTime", time.iso, is_fhir_time(time.iso)); }
    void put_time(const char* name, const std::string& iso, bool fits) {
        if (fits) {
            answer_[name] = iso;
        } else {
            set_text_or_reason(answer_, "valueString", iso);
        }
    }
    void put(const Coding& choice) {
        Json json = coding(choice.system, choice.code, choice.display);
        if (json.empty()) return put(choice.display);
        answer_["valueCoding"] = std::move(json);
    }
    void put(const Quantity& quantity) {
        const auto number = number_of(quantity.value.digits);
        if (!number) return put(text_of(Value(quantity)));
        Json json = Json::object();
        json["value"] = *number;
        set_text(json, "unit", quantity.unit);
        answer_["valueQuantity"] = std::move(json);
    }
    // "Note/<id>" points at the response of that document where it is sent along, and is an identifier
    // otherwise.
    void put(const Reference& target) {
        const std::string id = target.target.substr(target.target.find('/') + 1);
        const auto sent =
            std::ranges::find(draft_.sent, id, [](const SentDocument& one) { return one.document.id; });
        Json json = reference(sent != draft_.sent.end() ? sent->response_url : std::string{}, target.display);
        if (sent == draft_.sent.end()) {
            json["identifier"]["system"] = "urn:tsunagi:document";
            if (!set_text(json["identifier"], "value", target.target)) json.erase("identifier");
        }
        if (json.empty()) return put(target.display);
        answer_["valueReference"] = std::move(json);
    }

    const Draft& draft_;
    ItemType type_;
    Json answer_;
};

class ResponseWriter {
  public:
    ResponseWriter(const Draft& draft, const SentDocument& sent) : draft_(draft), sent_(sent) {}

    Json write() {
        Json items = Json::array();
        if (sent_.form != nullptr) {
            write_items(items, sent_.form->items, Row{});
        } else {
            write_bare(items);
        }
        return items;
    }

  private:
    // Inside a repeated group: its linkId with a dot, and what stands for it in paths ("decisions[7f3].").
    struct Row {
        std::string link_prefix, path_prefix;
        Path path_of(const std::string& link_id) const {
            return link_id.starts_with(link_prefix) ? path_prefix + link_id.substr(link_prefix.size())
                                                    : link_id;
        }
    };

    void write_items(Json& out, const std::vector<Item>& items, const Row& row) {
        for (const Item& item : items) {
            if (item.type != ItemType::group) {
                write_question(out, item, row);
            } else if (item.repeats) {
                write_rows(out, item, row);
            } else {
                write_group(out, item, row, {});
            }
        }
    }

    void write_rows(Json& out, const Item& item, const Row& row) {
        const Path path = row.path_of(item.link_id);
        for (const std::string& id : sent_.answers.rows(path)) {
            write_group(out, item, Row{item.link_id + ".", row_path(path, id) + "."}, id);
        }
    }

    void write_group(Json& out, const Item& item, const Row& row, const std::string& row_id) {
        Json children = Json::array();
        write_items(children, item.items, row);
        if (children.empty()) return;
        Json json = begin_item(item);
        if (!row_id.empty()) json["extension"] = Json::array({extension(row_url, "valueString", row_id)});
        json["item"] = std::move(children);
        out.push_back(std::move(json));
    }

    void write_question(Json& out, const Item& item, const Row& row) {
        if (const Answer* answer = sent_.answers.find(row.path_of(item.link_id))) {
            if (Json json = question_of(begin_item(item), item.type, *answer); !json.empty())
                out.push_back(std::move(json));
        }
        write_items(out, item.items, row);
    }

    Json question_of(Json json, ItemType type, const Answer& answer) {
        Json answers = Json::array();
        for (const Change* change : answer.current) {
            Json one = AnswerWriter(draft_, type).write(change->value);
            if (!one.empty()) answers.push_back(std::move(one));
        }
        if (answers.empty()) return Json::object();
        if (answer.in_conflict())
            json["extension"] = Json::array({extension(conflict_url, "valueBoolean", true)});
        json["answer"] = std::move(answers);
        return json;
    }

    // Without the form there are no words for the questions, but the answers can still be read.
    void write_bare(Json& out) {
        for (const Path& path : sent_.answers.paths()) {
            Json json = Json::object();
            if (!set_text(json, "linkId", path)) continue;
            json = question_of(std::move(json), ItemType::string, *sent_.answers.find(path));
            if (!json.empty()) out.push_back(std::move(json));
        }
    }

    static Json begin_item(const Item& item) {
        Json json = Json::object();
        set_text(json, "linkId", item.link_id);
        set_text(json, "text", item.text);
        return json;
    }

    const Draft& draft_;
    const SentDocument& sent_;
};

Hlc last_change_at(const Document& document) {
    Hlc last;
    for (const Change& change : document.changes) last = std::max(last, change.at);
    return last;
}

bool has_response(const SentDocument& sent) {
    return sent.document.kind != Kind::person;
}

Json response_of(const Draft& draft, const SentDocument& sent) {
    Json response = resource_of("QuestionnaireResponse");
    response["identifier"]["system"] = "urn:tsunagi:document";
    response["identifier"]["value"] = sent.document.id;
    if (is_uri(sent.document.form)) response["questionnaire"] = sent.document.form;
    response["status"] = "completed";
    response["subject"] = patient_reference(draft);
    response["encounter"] = encounter_reference(draft);
    response["authored"] = instant_of(draft, last_change_at(sent.document));
    response["author"] = sender_reference(draft);
    set(response, "item", ResponseWriter(draft, sent).write());
    return response;
}

}  // namespace

Status read_questionnaires(Draft& draft) {
    for (const std::string& text : draft.input.questionnaires) {
        auto form = parse_form(text);
        if (!form) return std::unexpected(form.error());
        auto json = parse_json(text);
        if (!json) return std::unexpected(json.error());
        draft.forms.push_back(std::move(*form));
        draft.questionnaires.push_back(std::move(*json));
    }
    return {};
}

void make_responses(Draft& draft) {
    for (SentDocument& sent : draft.sent) {
        if (!has_response(sent)) continue;
        const bool is_case = sent.document.kind == Kind::case_;  // the case's own id is the Patient's
        sent.response_url =
            is_case ? draft.url("QuestionnaireResponse/case") : "urn:uuid:" + uuid_of(sent.document.id);
        const auto form = std::ranges::find(draft.forms, sent.document.form, &Form::reference);
        if (form != draft.forms.end()) sent.form = &*form;
    }
    for (SentDocument& sent : draft.sent) {
        if (has_response(sent)) sent.response = response_of(draft, sent);
    }
}

void add_forms(Draft& draft) {
    for (std::size_t i = 0; i < draft.forms.size(); ++i) {
        const bool used = std::ranges::any_of(draft.sent, [&](const SentDocument& sent) {
            return sent.form == &draft.forms[i] && has_response(sent);
        });
        if (!used) continue;
        draft.add_entry(draft.url("Questionnaire/" + draft.forms[i].reference()), draft.questionnaires[i]);
    }
    for (const SentDocument& sent : draft.sent) {
        if (has_response(sent)) draft.add_entry(sent.response_url, sent.response);
    }
}

}  // namespace tsunagi::fhir
