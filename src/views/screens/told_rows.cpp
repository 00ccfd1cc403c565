#include "views/screens/told_rows.h"

#include "app/cases.h"
#include "app/consents.h"
#include "app/told.h"
#include "core/strings.h"
#include "core/text.h"
#include "views/ledger_rows.h"
#include "views/screens/consent_dialog.h"
#include "views/widgets.h"

#include <set>

namespace tsunagi {

namespace {

constexpr std::size_t shown_today = 4;

std::string version_words(const OutdatedRecipient& recipient) {
    return tr(
        recipient.reworded ? "told.before_rewording" : "told.version",
        {{"n", std::to_string(recipient.version)}, {"date", short_day(recipient.told_on.substr(0, 10))}});
}

void tell(const std::vector<OutdatedRecipient>& recipients, Commands& commands) {
    cmd::TellAgain wish;
    for (const OutdatedRecipient& recipient : recipients) wish.entries.push_back(recipient.entry);
    commands.emplace_back(std::move(wish));
}

// Whether what was told once may still be told; said beside the name, and the hand-over says why.
std::vector<ChipSpec> chips_of(const AppState& state, const OutdatedRecipient& recipient) {
    const ConsentScope scope = find_consent(state, recipient.case_id, recipient.organisation, recipient.name);
    switch (scope.state) {
        case ConsentState::withdrawn:
            return {{.label = tr("consent.out_withdrawn"), .tone = Tone::warn, .icon = Icon::warn}};
        case ConsentState::expired:
            return {{.label = tr("consent.out_expired"), .tone = Tone::warn, .icon = Icon::warn}};
        case ConsentState::none:
        case ConsentState::ahead:
            return {{.label = tr("consent.out_none"), .tone = Tone::warn, .icon = Icon::warn}};
        case ConsentState::own:
        case ConsentState::valid: break;
    }
    return {};
}

RowSpec row_of(const AppState& state, const OutdatedRecipient& recipient) {
    RowSpec row;
    row.icon = Icon::handover;
    row.title = mark_deceptive(recipient.name);
    row.detail = version_words(recipient);
    row.chips = chips_of(state, recipient);
    row.chevron = true;
    row.name = tr("told.make_for", {{"name", mark_deceptive(recipient.name)}});
    return row;
}

float draw_all_button(Ui& ui, const Rect& rect, const std::vector<OutdatedRecipient>& recipients,
                      Commands& commands) {
    if (recipients.size() < 2) return rect.y;
    const ButtonSpec all{.label = tr("told.all", {{"n", std::to_string(recipients.size())}}),
                         .edits = true,
                         .size = ButtonSize::small,
                         .icon = Icon::handover};
    Rect box;
    if (draw_button_left(ui, "all", {rect.x, rect.y + 8}, all, &box)) tell(recipients, commands);
    return box.bottom() + 8;
}

std::string period_and_giver(const ConsentView& consent) {
    return giver_words(consent) + "　" + period_words(consent);
}

ChipSpec chip_of(const ConsentView& consent) {
    switch (consent.state) {
        case ConsentState::withdrawn:
            return {.label = tr("consent.state_withdrawn", {{"date", short_day(consent.withdrawn_on)}}),
                    .tone = Tone::warn,
                    .icon = Icon::close};
        case ConsentState::expired:
            return {.label = tr("consent.state_expired", {{"date", short_day(consent.until)}}),
                    .tone = Tone::warn,
                    .icon = Icon::clock};
        case ConsentState::ahead: return {.label = tr("consent.state_ahead"), .icon = Icon::clock};
        case ConsentState::none:
        case ConsentState::own:
        case ConsentState::valid: break;
    }
    return {.label = tr("consent.state_valid"), .tone = Tone::ok, .icon = Icon::check};
}

RowSpec row_of(const AppState& state, const DocumentId& case_id, const ConsentView& consent) {
    RowSpec row;
    row.title = mark_deceptive(consent.to_name);
    row.detail = sections_in_words(codes_of(consent.sections)) + "\n" + period_and_giver(consent);
    if (consent.state == ConsentState::withdrawn) {
        const auto told = list_told(state, case_id, consent.organisation, consent.to_name);
        row.detail = told.empty() ? tr("consent.nothing_told")
                                  : tr("consent.told_short", {{"n", std::to_string(told.size())},
                                                              {"when", entry_time(state, told.front().on)}});
    }
    row.chips.push_back(chip_of(consent));
    row.pressable = consent.state == ConsentState::valid || consent.state == ConsentState::ahead;
    row.chevron = row.pressable;
    return row;
}

}  // namespace

float draw_outdated(Ui& ui, const Rect& rect, const AppState& state, const DocumentId& case_id,
                    Commands& commands) {
    const auto recipients = list_outdated(state, case_id);
    if (recipients.empty()) return rect.y;
    const GroupScope scope(ui, "outdated", NodeRole::group, tr("told.title"));
    const Rect inside{rect.x + 16, rect.y, rect.w - 32, 0};
    float y = draw_hint(ui, "hint", inside,
                        {.text = tr("told.hint", {{"n", std::to_string(recipients.front().newest)}}),
                         .tone = Tone::warn,
                         .icon = Icon::warn}) +
              4;
    for (const OutdatedRecipient& recipient : recipients) {
        const RowSpec row = row_of(state, recipient);
        const float height = measure_row(ui, rect.w, row);
        if (draw_row(ui, recipient.entry, {rect.x, y, rect.w, height}, row)) tell({recipient}, commands);
        y += height;
    }
    return draw_all_button(ui, {inside.x, y, inside.w, 0}, recipients, commands);
}

float draw_outdated_card(Ui& ui, const Rect& rect, const AppState& state,
                         const std::vector<OutdatedRecipient>& recipients, Commands& commands) {
    const Rect inner =
        begin_growing_card(ui, "outdated", rect,
                           {.title = tr("told.title"),
                            .count = tr("unit.count", {{"n", std::to_string(recipients.size())}}),
                            .icon = Icon::eye});
    float y = inner.y;
    for (std::size_t i = 0; i < std::min(recipients.size(), shown_today); ++i) {
        const OutdatedRecipient& recipient = recipients[i];
        const CaseSummary summary = summarise_case(state, recipient.case_id);
        RowSpec row = row_of(state, recipient);
        row.icon = Icon::none;
        row.detail = summary.name + " " + summary.place_short + "　" + version_words(recipient);
        const float height = measure_row(ui, inner.w, row);
        if (draw_row(ui, recipient.entry, {inner.x, y, inner.w, height}, row)) tell({recipient}, commands);
        y += height;
    }
    if (recipients.size() > shown_today) {
        const std::string more =
            tr("today.more_deadlines", {{"n", std::to_string(recipients.size() - shown_today)}});
        y = draw_caption(ui, {inner.x + 16, y + 4, inner.w - 32, 0}, more) + 4;
    }
    y = draw_all_button(ui, {inner.x + 16, y, inner.w - 32, 0}, recipients, commands);
    return end_growing_card(ui, y);
}

float draw_consent_card(Ui& ui, const Rect& rect, const AppState& state, const DocumentId& case_id,
                        ConsentUi& own) {
    const auto consents = list_consents(state, case_id);
    if (consents.empty()) return rect.y;
    const Rect inner =
        begin_growing_card(ui, "consents", rect, {.title = tr("consent.title"), .icon = Icon::check_circle});
    float y = inner.y;
    std::set<std::string> shown;  // of each recipient the one that counts
    for (const ConsentView& consent : consents) {
        if (!shown.insert(consent.organisation + "|" + (consent.organisation.empty() ? consent.to_name : ""))
                 .second) {
            continue;
        }
        const ConsentScope scope = find_consent(state, case_id, consent.organisation, consent.to_name);
        const ConsentView& counts = scope.consent ? *scope.consent : consent;
        const RowSpec row = row_of(state, case_id, counts);
        const float height = measure_row(ui, inner.w, row);
        if (draw_row(ui, counts.id, {inner.x, y, inner.w, height}, row)) begin_withdrawal(counts, own);
        y += height;
    }
    return end_growing_card(ui, y);
}

}  // namespace tsunagi
