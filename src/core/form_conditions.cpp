// Owns where an item's answers lie, and whether enableWhen lets it be shown.
#include "core/form.h"
#include "core/form_values.h"

#include <algorithm>
#include <map>
#include <utility>

namespace tsunagi {
namespace {

// From the top of the form down to an item.
using Chain = std::vector<const Item*>;

bool find_chain(const std::vector<Item>& items, std::string_view link_id, Chain& chain) {
    for (const Item& item : items) {
        chain.push_back(&item);
        if (item.link_id == link_id || find_chain(item.items, link_id, chain)) return true;
        chain.pop_back();
    }
    return false;
}

Chain chain_to(const Form& form, std::string_view link_id) {
    Chain chain;
    find_chain(form.items, link_id, chain);
    return chain;
}

bool has_rows(const Item& item) {
    return item.type == ItemType::group && item.repeats;
}

// The repeating groups around the last item of a chain, outermost first.
Chain groups_around(const Chain& chain) {
    Chain groups;
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
        if (has_rows(*chain[i])) groups.push_back(chain[i]);
    }
    return groups;
}

// "decisions.owner" inside "decisions" is "owner".
std::string_view name_within(std::string_view link_id, const Item* group) {
    if (group == nullptr) return link_id;
    const std::string_view around = group->link_id;
    const bool is_prefixed =
        link_id.size() > around.size() + 1 && link_id.starts_with(around) && link_id[around.size()] == '.';
    return is_prefixed ? link_id.substr(around.size() + 1) : link_id;
}

Path joined(std::string_view prefix, std::string_view name) {
    Path path(prefix);
    path += name;
    return path;
}

class Conditions {
  public:
    Conditions(const Form& form, const Answers& answers) : form_(form), answers_(answers) {}

    // chain ends in the item asked about. Each item is asked once, however many others depend on it;
    // questions that depend on each other in a ring never come to an answer and count as not answered.
    bool is_shown(const Chain& chain, std::string_view row, int depth) {
        constexpr int max_depth = 32;
        if (depth > max_depth) return false;
        const auto [known, is_new] = shown_.emplace(joined(chain.back()->link_id + "\n", row), false);
        if (!is_new) return known->second;
        const bool shown = std::all_of(chain.begin(), chain.end(),
                                       [&](const Item* item) { return meets_conditions(*item, row, depth); });
        known->second = shown;
        return shown;
    }

  private:
    bool meets_conditions(const Item& item, std::string_view row, int depth) {
        if (item.enable_when.empty()) return true;
        const auto is_met = [&](const EnableWhen& condition) { return meets(condition, row, depth); };
        const auto& all = item.enable_when;
        return item.enable_behavior == EnableBehavior::all ? std::all_of(all.begin(), all.end(), is_met)
                                                           : std::any_of(all.begin(), all.end(), is_met);
    }

    bool meets(const EnableWhen& condition, std::string_view row, int depth) {
        const std::vector<const Value*> values = values_of(condition.question, row, depth);
        const auto any = [&](auto holds) {
            return std::any_of(values.begin(), values.end(), [&](const Value* value) {
                return holds(compare_values(*value, condition.answer));
            });
        };
        const auto any_equal = [&] {
            return std::any_of(values.begin(), values.end(),
                               [&](const Value* value) { return are_equal(*value, condition.answer); });
        };
        switch (condition.op) {
            case EnableOperator::exists: {
                const bool* wanted = std::get_if<bool>(&condition.answer);
                return values.empty() != (wanted == nullptr || *wanted);
            }
            case EnableOperator::equal: return any_equal();
            case EnableOperator::not_equal: return !any_equal();
            case EnableOperator::greater: return any([](std::partial_ordering order) { return order > 0; });
            case EnableOperator::less: return any([](std::partial_ordering order) { return order < 0; });
            case EnableOperator::greater_or_equal:
                return any([](std::partial_ordering order) { return order >= 0; });
            case EnableOperator::less_or_equal:
                return any([](std::partial_ordering order) { return order <= 0; });
        }
        return false;
    }

    // Every answer to a question that is shown: of this row where it lies in the same rows, of all rows
    // elsewhere.
    std::vector<const Value*> values_of(std::string_view link_id, std::string_view row, int depth) {
        std::vector<const Value*> values;
        const Chain chain = chain_to(form_, link_id);
        if (chain.empty()) return values;
        const Chain groups = groups_around(chain);
        const Item& question = *chain.back();
        const std::string_view name = name_within(link_id, groups.empty() ? nullptr : groups.back());
        for (const std::string& prefix : rows_of(groups, row)) {
            if (!is_shown(chain, prefix, depth + 1)) continue;
            const Path path = joined(prefix, name);
            collect(path, values);
            if (!question.repeats) continue;
            for (const std::string& answer_row : answers_.rows(path))
                collect(row_path(path, answer_row), values);
        }
        return values;
    }

    void collect(std::string_view path, std::vector<const Value*>& values) const {
        const Answer* answer = answers_.find(path);
        if (answer == nullptr) return;
        for (const Change* change : answer->current) {
            if (!is_empty(change->value)) values.push_back(&change->value);
        }
    }

    // The row prefixes ("decisions[7f3].") under which the items of the innermost group lie.
    std::vector<std::string> rows_of(const Chain& groups, std::string_view row) const {
        std::vector<std::string> prefixes = {std::string()};
        const Item* around = nullptr;
        for (const Item* group : groups) {
            std::vector<std::string> next;
            for (const std::string& prefix : prefixes) {
                const Path path = joined(prefix, name_within(group->link_id, around));
                add_rows(path, row, next);
            }
            prefixes = std::move(next);
            around = group;
        }
        return prefixes;
    }

    void add_rows(const Path& group, std::string_view row, std::vector<std::string>& out) const {
        const std::size_t end =
            row.starts_with(group + "[") ? row.find("].", group.size()) : std::string_view::npos;
        if (end != std::string_view::npos) {
            out.emplace_back(row.substr(0, end + 2));
            return;
        }
        for (const std::string& id : answers_.rows(group)) out.push_back(row_path(group, id) + ".");
    }

    const Form& form_;
    const Answers& answers_;
    std::map<std::string, bool> shown_;  // by linkId and row
};

}  // namespace

Path path_of(const Form& form, const Item& item, std::string_view row) {
    const Chain groups = groups_around(chain_to(form, item.link_id));
    return joined(row, name_within(item.link_id, groups.empty() ? nullptr : groups.back()));
}

bool is_enabled(const Form& form, const Item& item, const Answers& answers, std::string_view row) {
    if (!form.has_conditions) return true;
    return Conditions(form, answers).is_shown(chain_to(form, item.link_id), row, 0);
}

}  // namespace tsunagi
