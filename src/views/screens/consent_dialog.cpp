#include "views/screens/consent_dialog.h"

#include "app/answers.h"
#include "app/dates.h"
#include "core/strings.h"
#include "core/text.h"
#include "views/ledger_rows.h"
#include "views/widgets.h"

#include <array>

namespace tsunagi {

namespace {

struct Choice {
    const char* code;
    const char* word;  // Japanese, kept in the record
    const char* key;
};
constexpr std::array givers{Choice{"self", "本人", "consent.giver_self"},
                            Choice{"family", "家族", "consent.giver_family"},
                            Choice{"guardian", "後見人", "consent.giver_guardian"},
                            Choice{"mayor", "市町村長", "consent.giver_mayor"}};
constexpr std::array methods{Choice{"written", "書面", "consent.method_written"},
                             Choice{"spoken", "口頭", "consent.method_spoken"},
                             Choice{"spoken_and_charted", "口頭・カルテ記載", "consent.method_charted"}};
struct Span {
    int days;
    const char* key;
};
constexpr std::array spans{Span{90, "consent.until_90"}, Span{365, "consent.until_365"}};

template <std::size_t n>
int index_of(const std::array<Choice, n>& choices, std::string_view word) {
    for (std::size_t i = 0; i < n; ++i) {
        if (choices[i].word == word) return static_cast<int>(i);
    }
    return -1;
}

// One of the words, pressed to say it and pressed again to take it back.
template <std::size_t n>
float draw_one_of(Ui& ui, std::string_view key, const Rect& rect, const char* label,
                  const std::array<Choice, n>& choices, int& chosen) {
    float y = draw_field_label(ui, rect, tr(label), true);
    std::vector<PhraseSpec> phrases;
    for (std::size_t i = 0; i < n; ++i)
        phrases.push_back({.label = tr(choices[i].key), .selected = chosen == static_cast<int>(i)});
    const auto pressed = draw_phrases(ui, key, {rect.x, y, rect.w, 0}, phrases, &y);
    if (pressed) chosen = chosen == static_cast<int>(*pressed) ? -1 : static_cast<int>(*pressed);
    return y;
}

float draw_scope_choice(Ui& ui, const Rect& rect, ConsentUi& own) {
    float y = draw_field_label(ui, rect, tr("consent.sections"), true);
    std::vector<PhraseSpec> phrases;
    std::vector<Section> sections;
    for (const SectionInfo& info : section_table()) {
        if (info.section == Section::identity) continue;
        phrases.push_back({.label = tr(info.label_key), .selected = own.sections.has(info.section)});
        sections.push_back(info.section);
    }
    const auto pressed = draw_phrases(ui, "sections", {rect.x, y, rect.w, 0}, phrases, &y);
    if (!pressed) return y;
    const Section section = sections[*pressed];
    if (own.sections.has(section)) {
        own.sections.remove(section);
    } else {
        own.sections.add(section);
    }
    return y;
}

float draw_until(Ui& ui, const Rect& rect, const AppState& state, ConsentUi& own) {
    const DateResult until = draw_date(
        ui, "until", rect, {.label = tr("consent.until"), .value = own.until, .today = today_iso(state)});
    if (until.committed) own.until = *until.committed;
    std::vector<PhraseSpec> phrases;
    std::vector<std::string> days{""};
    phrases.push_back({.label = tr("consent.until_open"), .selected = own.until.empty()});
    for (const Span& span : spans) {
        days.push_back(add_days(today_iso(state), span.days).value_or(std::string()));
        phrases.push_back(
            {.label = tr(span.key), .selected = !own.until.empty() && own.until == days.back()});
    }
    float y = until.bottom + 8;
    const auto pressed = draw_phrases(ui, "spans", {rect.x, y, rect.w, 0}, phrases, &y);
    if (pressed) own.until = days[*pressed];
    return y;
}

bool is_complete(const ConsentUi& own) {
    const bool in_order = own.until.empty() || own.until >= own.given_on;
    return own.giver >= 0 && own.method >= 0 && !own.given_on.empty() && in_order &&
           !own.sections.without({Section::identity}).empty();
}

Fields fields_of(const ConsentUi& own) {
    const Choice& giver = givers[static_cast<std::size_t>(own.giver)];
    const Choice& method = methods[static_cast<std::size_t>(own.method)];
    Fields fields{{"to_name", own.to_name},
                  {"sections", codes_of(own.sections)},
                  {"given_by", code_value("consent-giver", giver.code, giver.word)},
                  {"method", code_value("consent-method", method.code, method.word)},
                  {"given_on", Date{own.given_on}}};
    if (!own.organisation.empty())
        fields.emplace_back("to_organisation", Reference{"Organisation/" + own.organisation, own.to_name});
    if (!own.giver_name.empty()) fields.emplace_back("given_by_name", own.giver_name);
    if (!own.until.empty()) fields.emplace_back("until", Date{own.until});
    return fields;
}

void draw_recording(Ui& ui, const AppState& state, ConsentUi& own, Commands& commands) {
    DialogSpec dialog{.title = tr("consent.record"), .icon = Icon::check_circle, .width = 720};
    dialog.dismissal = Dismissal::by_button;
    dialog.buttons = {ButtonSpec{.label = tr("dialog.cancel")}, ButtonSpec{.label = tr("consent.record_go"),
                                                                           .edits = true,
                                                                           .kind = ButtonKind::primary,
                                                                           .icon = Icon::check,
                                                                           .enabled = is_complete(own)}};
    const Rect body = begin_dialog(ui, "consent_record", dialog);
    float y = draw_text(ui, body, tr("consent.ask", {{"name", mark_deceptive(own.to_name)}})) + 12;
    y = draw_one_of(ui, "giver", {body.x, y, body.w, 0}, "consent.giver", givers, own.giver) + 12;
    if (own.giver > 0) {
        const FieldResult name =
            draw_field(ui, "giver_name", {body.x, y, body.w, 0},
                       {.label = tr("consent.giver_name"), .value = own.giver_name, .max_length = 120});
        own.giver_name = name.text;
        y = name.bottom + 12;
    }
    y = draw_one_of(ui, "method", {body.x, y, body.w, 0}, "consent.method", methods, own.method) + 12;
    const DateResult on = draw_date(ui, "on", {body.x, y, body.w, 0},
                                    {.label = tr("consent.given_on"),
                                     .value = own.given_on,
                                     .today = today_iso(state),
                                     .required = true});
    if (on.committed) own.given_on = *on.committed;
    y = draw_until(ui, {body.x, on.bottom + 12, body.w, 0}, state, own);
    if (!own.until.empty() && own.until < own.given_on)
        y = draw_field_error(ui, {body.x, y + 4, body.w, 0}, tr("consent.until_before"));
    y = draw_scope_choice(ui, {body.x, y + 12, body.w, 0}, own);
    const DialogResult result = end_dialog(ui, y);
    if (result.button == 1u) commands.emplace_back(cmd::RecordConsent{own.case_id, fields_of(own)});
    if (result.done()) own = ConsentUi{};
}

// What was told cannot be taken back; who has it is named, with the number to call.
float draw_told(Ui& ui, const Rect& rect, const AppState& state, const ConsentUi& own) {
    const auto told = list_told(state, own.case_id, own.organisation, own.to_name);
    if (told.empty())
        return draw_text(ui, rect, tr("consent.nothing_told"),
                         {.font = Font::label, .color = ui.theme().col_ink_2});
    float y = draw_hint(ui, "told", rect,
                        {.text = tr("consent.told", {{"name", mark_deceptive(own.to_name)},
                                                     {"n", std::to_string(told.size())}}),
                         .tone = Tone::warn,
                         .icon = Icon::warn}) +
              8;
    for (const ToldBefore& before : told) {
        const std::string line = entry_time(state, before.on) + "　" + sections_in_words(before.sections);
        y = draw_icon_text(ui, {rect.x, y, rect.w, 0}, line,
                           {.icon = Icon::handover, .text = {.font = Font::label}}) +
            4;
    }
    const std::string phone = state.library.answers(own.organisation).text("tel");
    if (phone.empty()) return y;
    return draw_icon_text(ui, {rect.x, y + 4, rect.w, 0}, mark_deceptive(phone),
                          {.icon = Icon::phone, .text = {.font = Font::body, .weight = Weight::bold}});
}

void draw_withdrawal(Ui& ui, const AppState& state, ConsentUi& own, Commands& commands) {
    DialogSpec dialog{
        .title = tr("consent.withdraw_title"), .icon = Icon::warn, .tone = Tone::warn, .width = 640};
    dialog.dismissal = Dismissal::by_button;
    dialog.buttons = {ButtonSpec{.label = tr("dialog.cancel")}, ButtonSpec{.label = tr("consent.withdraw"),
                                                                           .edits = true,
                                                                           .kind = ButtonKind::danger,
                                                                           .enabled = own.withdrawer >= 0}};
    const Rect body = begin_dialog(ui, "consent_withdraw", dialog);
    float y = draw_text(ui, body, tr("consent.withdraw_ask", {{"name", mark_deceptive(own.to_name)}})) + 12;
    y = draw_told(ui, {body.x, y, body.w, 0}, state, own) + 16;
    y = draw_one_of(ui, "by", {body.x, y, body.w, 0}, "consent.withdrawn_by", givers, own.withdrawer) + 12;
    const FieldResult note = draw_field(ui, "note", {body.x, y, body.w, 0},
                                        {.label = tr("consent.withdrawn_note"), .value = own.note});
    own.note = note.text;
    const DialogResult result = end_dialog(ui, note.bottom);
    if (result.button == 1u) {
        commands.emplace_back(cmd::WithdrawConsent{
            own.consent, givers[static_cast<std::size_t>(own.withdrawer)].word, own.note});
    }
    if (result.done()) own = ConsentUi{};
}

}  // namespace

void begin_consent(const AppState& state, const ConsentStart& start, ConsentUi& own) {
    own = ConsentUi{};
    own.step = ConsentUi::Step::record;
    own.case_id = start.case_id;
    own.organisation = start.organisation;
    own.to_name = start.to_name;
    own.sections = start.sections;
    own.giver = index_of(givers, start.given_by);
    if (own.giver < 0) own.giver_name = start.given_by;
    own.method = index_of(methods, start.method);
    own.given_on = start.given_on.empty() ? today_iso(state) : start.given_on;
}

void begin_withdrawal(const ConsentView& consent, ConsentUi& own) {
    own = ConsentUi{};
    own.step = ConsentUi::Step::withdraw;
    own.organisation = consent.organisation;
    own.to_name = consent.to_name;
    own.consent = consent.id;
}

void draw_consent_dialogs(Ui& ui, const AppState& state, ConsentUi& own, Commands& commands) {
    if (own.step == ConsentUi::Step::none) return;
    if (own.case_id.empty()) own.case_id = state.place.case_id;
    if (own.step == ConsentUi::Step::record) {
        draw_recording(ui, state, own, commands);
    } else {
        draw_withdrawal(ui, state, own, commands);
    }
}

std::string giver_words(const ConsentView& consent) {
    std::string words = mark_deceptive(consent.given_by);
    if (!consent.given_by_name.empty())
        words += (words.empty() ? "" : " ") + mark_deceptive(consent.given_by_name);
    if (!consent.method.empty()) words += "（" + mark_deceptive(consent.method) + "）";
    return words;
}

std::string period_words(const ConsentView& consent) {
    const std::string from = short_day(consent.given_on);
    return consent.until.empty()
               ? tr("consent.from", {{"date", from}})
               : tr("consent.from_until", {{"date", from}, {"until", short_day(consent.until)}});
}

}  // namespace tsunagi
