// Owns the one switch from an item's type to the widget that edits it.
#include "views/widgets/item_field.h"

#include "core/strings.h"

#include <algorithm>

namespace tsunagi {

std::string words_of(const Item& item) {
    return language() == Language::en && !item.english.empty() ? item.english : item.text;
}

std::string label_of(const Item& item) {
    return item.prefix.empty() ? words_of(item) : item.prefix + " " + words_of(item);
}

namespace {

std::string option_label(const AnswerOption& option) {
    return language() == Language::en && !option.english.empty() ? option.english : text_of(option.value);
}

std::vector<std::string> option_labels(const Item& item) {
    std::vector<std::string> labels;
    for (const AnswerOption& option : item.options) labels.push_back(option_label(option));
    return labels;
}

int chosen_option(const Item& item, const Value& value) {
    for (std::size_t i = 0; i < item.options.size(); ++i) {
        if (item.options[i].value == value) return static_cast<int>(i);
        const auto* stored = std::get_if<Coding>(&value);
        const auto* offered = std::get_if<Coding>(&item.options[i].value);
        // The display of a code may have been reworded since.
        if (stored != nullptr && offered != nullptr && !stored->code.empty() &&
            stored->code == offered->code) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

FieldSpec field_of(const Item& item, const Value& value, const ItemFieldSpec& spec) {
    FieldSpec field;
    field.label = label_of(item);
    field.show_label = spec.show_label;
    field.value = text_of(value);
    field.record = spec.record;
    field.error = spec.error;
    field.enabled = spec.enabled;
    field.read_only = item.read_only;
    field.required = item.required;
    field.max_length = item.max_length.value_or(0);
    field.generation = spec.generation;
    field.unit = item.unit;
    field.takes_code = spec.takes_code;
    return field;
}

// What was typed, as a value of the item's type; no value when it cannot be read as one.
std::optional<Value> read_number(ItemType type, const std::string& typed, const std::string& unit) {
    std::string digits;
    bool point = false;
    for (std::size_t at = 0; at < typed.size();) {
        char32_t c = decode_utf8(typed, at);
        if (c >= 0xFF01 && c <= 0xFF5E) c = c - 0xFF01 + '!';
        if (c == ' ' || c == 0x3000 || c == ',') continue;
        const bool digit = c >= '0' && c <= '9';
        const bool sign = (c == '-' || c == 0x2212) && digits.empty();
        const bool first_point = c == '.' && !point && type != ItemType::integer;
        if (!digit && !sign && !first_point) return std::nullopt;
        point = point || first_point;
        digits += sign ? '-' : static_cast<char>(c);
    }
    if (digits.starts_with('.')) digits.insert(0, "0");
    if (digits.ends_with('.')) digits.pop_back();
    if (digits.empty() || digits == "-" || digits.size() > 15) return std::nullopt;
    if (type == ItemType::quantity) return Value{Quantity{Decimal{digits}, unit}};
    if (type == ItemType::decimal) return Value{Decimal{digits}};
    return Value{static_cast<std::int64_t>(std::strtoll(digits.c_str(), nullptr, 10))};
}

std::string number_text(const Value& value) {
    if (const auto* quantity = std::get_if<Quantity>(&value)) return quantity->value.digits;
    return text_of(value);
}

ItemFieldResult draw_text_item(Ui& ui, std::string_view key, const Rect& rect, const Item& item,
                               const Value& value, const ItemFieldSpec& spec) {
    FieldSpec field = field_of(item, value, spec);
    if (item.type == ItemType::text) field.kind = FieldKind::lines;
    if (item.type == ItemType::url) field.input_mode = InputMode::url;
    const FieldResult typed = draw_field(ui, key, rect, field);
    ItemFieldResult result;
    result.bottom = typed.bottom;
    if (typed.changed) result.draft = typed.text;
    if (typed.committed) result.committed = typed.text.empty() ? Value{} : Value{typed.text};
    if (item.phrases.empty() || item.read_only) return result;
    std::vector<PhraseSpec> phrases;
    for (const std::string& phrase : item.phrases) {
        const bool used = typed.text.find(phrase) != std::string::npos;
        phrases.push_back({.label = phrase, .selected = used, .enabled = spec.enabled});
    }
    const Rect area{rect.x, typed.bottom + 10, rect.w, 0};
    const std::string phrases_key = std::string(key) + "#phrases";
    if (const auto pressed = draw_phrases(ui, phrases_key, area, phrases, &result.bottom)) {
        if (const auto text = ui.insert_text(ui.id(key), typed.text, item.phrases[*pressed])) {
            result.committed = Value{*text};
        }
    }
    return result;
}

ItemFieldResult draw_number_item(Ui& ui, std::string_view key, const Rect& rect, const Item& item,
                                 const Value& value, const ItemFieldSpec& spec) {
    std::string& unread = ui.scratch_text(std::string(key) + "#unread", {});
    FieldSpec field = field_of(item, value, spec);
    field.value = unread.empty() ? number_text(value) : unread;
    field.input_mode = item.type == ItemType::integer ? InputMode::numeric : InputMode::decimal;
    if (!unread.empty()) field.error = tr("number.unread");
    const FieldResult typed = draw_field(ui, key, rect, field);
    ItemFieldResult result;
    result.bottom = typed.bottom;
    if (!typed.committed) return result;
    unread.clear();
    const auto* stored = std::get_if<Quantity>(&value);
    const std::string unit = stored != nullptr && !stored->unit.empty() ? stored->unit : item.unit;
    const std::optional<Value> read = read_number(item.type, typed.text, unit);
    if (typed.text.empty()) {
        result.committed = Value{};
    } else if (read && check_value(item, *read)) {
        result.committed = read;
    } else {
        // What does not fit is kept in sight, not thrown away.
        unread = typed.text;
    }
    return result;
}

ItemFieldResult draw_boolean_item(Ui& ui, std::string_view key, const Rect& rect, const Item& item,
                                  const Value& value, const ItemFieldSpec& spec) {
    const bool* stored = std::get_if<bool>(&value);
    CheckboxSpec box;
    box.label = label_of(item);
    box.mark = stored != nullptr && *stored ? CheckMark::on : CheckMark::off;
    box.enabled = spec.enabled && !item.read_only;
    const float height = measure_checkbox(ui, rect.w, box);
    ItemFieldResult result;
    result.bottom = rect.y + height;
    if (draw_checkbox(ui, key, rect.with_height(height), box))
        result.committed = Value{box.mark == CheckMark::off};
    return result;
}

// Few short options stand open; many or long ones open a sheet.
bool fits_segments(Ui& ui, float width, const Item& item, const SegmentedSpec& segments) {
    if (item.type == ItemType::open_choice || item.control == ItemControl::drop_down) return false;
    if (item.options.empty() || item.options.size() > 5) return false;
    return measure_segmented(ui, segments, width).y <= Theme::sz_touch;
}

ItemFieldResult draw_choice_item(Ui& ui, std::string_view key, const Rect& rect, const Item& item,
                                 const Value& value, const ItemFieldSpec& spec) {
    const std::vector<std::string> labels = option_labels(item);
    const int chosen = chosen_option(item, value);
    std::vector<SegmentSpec> looks;
    for (const std::string& label : labels) looks.push_back({label, Icon::check, SegmentLook::accent});
    SegmentedSpec segments;
    segments.segments = looks;
    segments.selected = chosen;
    segments.enabled = spec.enabled && !item.read_only;
    segments.name = label_of(item);
    segments.error = spec.error;
    ItemFieldResult result;
    std::optional<int> pressed;
    const bool known = chosen >= 0 || is_empty(value);
    if (known && fits_segments(ui, rect.w, item, segments)) {
        const SilentScope silent(ui);
        const float top =
            spec.show_label ? draw_field_label(ui, rect, label_of(item), item.required) : rect.y;
        const Vec2 size = measure_segmented(ui, segments, rect.w);
        pressed = draw_segmented(ui, key, {rect.x, top, rect.w, size.y}, segments);
        if (pressed && *pressed == chosen) pressed = -1;
        result.bottom = top + size.y;
    } else {
        ChoiceSpec choice;
        choice.label = label_of(item);
        choice.show_label = spec.show_label;
        choice.options = labels;
        choice.selected = chosen;
        choice.other_text = chosen < 0 ? text_of(value) : std::string();
        choice.allow_other = item.type == ItemType::open_choice;
        choice.allow_clear = true;
        choice.placeholder = tr("choice.placeholder");
        choice.error = spec.error;
        choice.enabled = spec.enabled && !item.read_only;
        choice.required = item.required;
        choice.record = spec.record;
        const ChoiceResult told = draw_choice(ui, key, rect, choice);
        pressed = told.chosen;
        if (told.other) result.committed = told.other->empty() ? Value{} : Value{*told.other};
        result.bottom = told.bottom;
    }
    if (pressed)
        result.committed = *pressed < 0 ? Value{} : item.options[static_cast<std::size_t>(*pressed)].value;
    return result;
}

ItemFieldResult draw_day_item(Ui& ui, std::string_view key, const Rect& rect, const Item& item,
                              const Value& value, const ItemFieldSpec& spec) {
    DateSpec date;
    date.label = label_of(item);
    date.show_label = spec.show_label;
    date.value = text_of(value);
    date.today = spec.today;
    date.error = spec.error;
    date.record = spec.record;
    date.enabled = spec.enabled && !item.read_only;
    date.required = item.required;
    const DateResult told = draw_date(ui, key, rect, date);
    ItemFieldResult result;
    result.bottom = told.bottom;
    if (told.committed) result.committed = told.committed->empty() ? Value{} : Value{Date{*told.committed}};
    return result;
}

ItemFieldResult draw_time_item(Ui& ui, std::string_view key, const Rect& rect, const Item& item,
                               const Value& value, const ItemFieldSpec& spec) {
    TimeSpec time;
    time.label = label_of(item);
    time.show_label = spec.show_label;
    time.value = text_of(value);
    time.error = spec.error;
    time.record = spec.record;
    time.enabled = spec.enabled && !item.read_only;
    time.required = item.required;
    const DateResult told = draw_time(ui, key, rect, time);
    ItemFieldResult result;
    result.bottom = told.bottom;
    if (told.committed) result.committed = told.committed->empty() ? Value{} : Value{Time{*told.committed}};
    return result;
}

// A day and a time side by side; a value needs the day.
ItemFieldResult draw_moment_item(Ui& ui, std::string_view key, const Rect& rect, const Item& item,
                                 const Value& value, const ItemFieldSpec& spec) {
    const std::string iso = text_of(value);
    const std::string day = iso.substr(0, std::min<std::size_t>(10, iso.size()));
    const std::string time = iso.size() >= 19 ? iso.substr(11, 8) : std::string();
    const std::string zone = iso.size() > 19 ? iso.substr(19) : "+09:00";
    const bool beside = rect.w >= 420;
    const Rect left = beside ? rect.with_width((rect.w - 12) * 0.6f) : rect;
    ItemFieldResult result = draw_day_item(ui, std::string(key) + "#day", left, item,
                                           day.empty() ? Value{} : Value{Date{day}}, spec);
    Item clock = item;
    clock.text = tr("time.label");
    clock.english.clear();
    const Rect right = beside ? Rect{left.right() + 12, rect.y, rect.w - left.w - 12, 0}
                              : Rect{rect.x, result.bottom + 8, rect.w, 0};
    const ItemFieldResult told = draw_time_item(ui, std::string(key) + "#time", right, clock,
                                                time.empty() ? Value{} : Value{Time{time}}, spec);
    result.bottom = std::max(result.bottom, told.bottom);
    const auto join = [&](const std::string& d, const std::string& t) {
        return d.empty() ? Value{} : Value{DateTime{t.empty() ? d : d + "T" + t + zone}};
    };
    if (result.committed) {
        result.committed = join(text_of(*result.committed), time);
    } else if (told.committed && !day.empty()) {
        result.committed = join(day, text_of(*told.committed));
    }
    return result;
}

ItemFieldResult draw_words_only(Ui& ui, const Rect& rect, const std::string& words, const std::string& note) {
    float y = draw_text(ui, rect, words, {.font = Font::label, .line = 24});
    if (!note.empty()) y = draw_caption(ui, {rect.x, y, rect.w, 0}, note);
    return {std::nullopt, std::nullopt, y};
}

}  // namespace

ItemFieldResult draw_item_field(Ui& ui, std::string_view key, const Rect& rect, const Item& item,
                                const Value& value, const ItemFieldSpec& wanted) {
    ItemFieldSpec spec = wanted;
    spec.enabled = spec.enabled && !ui.only_reads();
    switch (item.type) {
        case ItemType::group: return {std::nullopt, std::nullopt, rect.y};
        case ItemType::display: return draw_words_only(ui, rect, label_of(item), {});
        case ItemType::attachment:
            return draw_words_only(ui, rect, label_of(item), tr("item.attachment_kept"));
        case ItemType::reference: {
            const auto* target = std::get_if<Reference>(&value);
            const std::string shown = target == nullptr ? std::string() : target->display;
            return draw_words_only(ui, rect, label_of(item), shown.empty() ? tr("item.no_reference") : shown);
        }
        case ItemType::boolean: return draw_boolean_item(ui, key, rect, item, value, spec);
        case ItemType::decimal:
        case ItemType::integer:
        case ItemType::quantity: return draw_number_item(ui, key, rect, item, value, spec);
        case ItemType::date: return draw_day_item(ui, key, rect, item, value, spec);
        case ItemType::date_time: return draw_moment_item(ui, key, rect, item, value, spec);
        case ItemType::time: return draw_time_item(ui, key, rect, item, value, spec);
        case ItemType::choice:
        case ItemType::open_choice: return draw_choice_item(ui, key, rect, item, value, spec);
        case ItemType::string:
        case ItemType::text:
        case ItemType::url: return draw_text_item(ui, key, rect, item, value, spec);
    }
    return {std::nullopt, std::nullopt, rect.y};
}

}  // namespace tsunagi
