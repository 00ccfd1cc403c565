// Owns the part of the gallery that works: fields, choices, dialogs and toasts to try out.
#include "views/gallery.h"
#include "views/widgets.h"

#include <algorithm>
#include <array>
#include <string>

namespace tsunagi {

namespace {

const std::array<std::string, 4> professions{"看護師", "理学療法士", "医療ソーシャルワーカー",
                                             "介護支援専門員"};

void keep(const FieldResult& result, std::string& text, GalleryUi& state) {
    if (result.submitted) ++state.submitted;
    if (!result.committed) return;
    ++state.committed;
    text = result.text;
}

void draw_text_fields(Ui& ui, Column& column, GalleryUi& state) {
    FieldSpec line{.label = "体重", .value = state.line, .hint = "起床後にはかった値", .unit = "kg"};
    line.input_mode = InputMode::decimal;
    const FieldResult weight = draw_field(ui, "line", column.next(), line);
    keep(weight, state.line, state);
    column.reached(weight.bottom);
    FieldSpec lines{.label = "生活の見立て", .value = state.text, .kind = FieldKind::lines, .required = true};
    const FieldResult words = draw_field(ui, "lines", column.next(), lines);
    keep(words, state.text, state);
    column.reached(words.bottom);
    const std::array<PhraseSpec, 3> phrases{{{.label = "見守りで可", .selected = state.phrase},
                                             {.label = "段差"},
                                             {.label = "語句", .icon = Icon::plus, .toggles = false}}};
    float bottom = 0;
    if (const auto pressed = draw_phrases(ui, "phrases", column.next(), phrases, &bottom)) {
        if (*pressed == 0) state.phrase = !state.phrase;
        if (const auto text = ui.insert_text(ui.id("lines"), state.text, phrases[*pressed].label))
            state.text = *text;
    }
    column.reached(bottom);
    const Rect row = column.next(Theme::sz_touch);
    if (draw_button(ui, "template", row.with_width(std::min(row.w, 200.0f)), {.label = "ひな形"}))
        ui.replace_text(ui.id("lines"), "家では　／病院では");
    FieldSpec kana{.label = "ふりがな", .value = state.kana, .hint = "10字まで", .max_length = 10};
    const FieldResult reading = draw_field(ui, "kana", column.next(), kana);
    keep(reading, state.kana, state);
    column.reached(reading.bottom);
    const std::string told =
        "確定 " + std::to_string(state.committed) + "回・送信 " + std::to_string(state.submitted) + "回";
    column.reached(draw_caption(ui, column.next(), told));
    FieldSpec secret{.label = "パスワード", .value = "himitsu8", .kind = FieldKind::secret};
    column.reached(draw_field(ui, "secret", column.next(), secret).bottom);
    FieldSpec search{
        .label = "さがす", .show_label = false, .placeholder = "名前・ID・病床", .icon = Icon::search};
    column.reached(draw_field(ui, "search", column.next(), search).bottom);
}

void draw_pickers(Ui& ui, Column& column, GalleryUi& state) {
    const DateResult date =
        draw_date(ui, "date", column.next(), {.label = "期限", .value = state.date, .today = "2026-10-21"});
    if (date.committed) state.date = *date.committed;
    column.reached(date.bottom);
    const DateResult time = draw_time(ui, "time", column.next(), {.label = "開始", .value = state.time});
    if (time.committed) state.time = *time.committed;
    column.reached(time.bottom);
    ChoiceSpec choice;
    choice.label = "職種";
    choice.options = professions;
    choice.selected = state.choice;
    choice.other_text = state.other;
    choice.allow_other = true;
    choice.placeholder = "選んでください";
    const ChoiceResult told = draw_choice(ui, "choice", column.next(), choice);
    if (told.chosen) state.choice = *told.chosen;
    if (told.other) {
        state.other = *told.other;
        state.choice = -1;
    }
    column.reached(told.bottom);
    const Rect answer = column.next(measure_answer(ui, column.area.w).y);
    if (const auto next =
            draw_answer(ui, "answer", answer, static_cast<ChecklistAnswer>(state.answer), "答え")) {
        state.answer = static_cast<int>(*next);
    }
    const CheckboxSpec consent{.label = "医療処置と交換日",
                               .note = "同意 10/19",
                               .mark = state.checked ? CheckMark::on : CheckMark::off};
    if (draw_checkbox(ui, "consent", column.next(measure_checkbox(ui, column.area.w, consent)), consent)) {
        state.checked = !state.checked;
    }
}

void draw_cards_to_choose(Ui& ui, Column& column, GalleryUi& state) {
    const std::array<RadioCardSpec, 2> stations{
        {{"しらかべ橋", "鍵 9F2C 71AD 0E44", ChipSpec{"鍵 照合済", Tone::ok, Icon::shield},
          state.station == 0},
         {"瀬音", "電話で照合してください", ChipSpec{"鍵 未照合", Tone::warn, Icon::shield_q},
          state.station == 1}}};
    for (std::size_t i = 0; i < stations.size(); ++i) {
        const Rect box = column.next(measure_radio_card(ui, column.area.w, stations[i]));
        if (draw_radio_card(ui, "station" + std::to_string(i), box, stations[i]))
            state.station = static_cast<int>(i);
    }
    const AvatarSpec avatar{"藤川 美咲", "看護師", state.person == 0};
    if (draw_avatar(ui, "avatar", column.next(measure_avatar(ui, column.area.w, avatar)), avatar)) {
        state.person = 1 - state.person;
    }
    const Rect people = column.next(52);
    const SpokeSpec spoken{"訪問看護師", "岸本・しらかべ橋",
                           state.spoken ? SpokeState::spoken : SpokeState::silent};
    if (draw_spoke(ui, "spoke", column_of(people, 0, 2, 8), spoken)) state.spoken = !state.spoken;
    draw_spoke(ui, "absent", column_of(people, 1, 2, 8),
               {"主治医 欠席", "伝える人：大森", SpokeState::absent});
}

void draw_messages(Ui& ui, Column& column, GalleryUi& state) {
    column.reached(draw_hint(ui, "hint", column.next(),
                             {.text = "注意：第2版を渡した しらかべ橋 に変更を知らせます",
                              .tone = Tone::warn,
                              .icon = Icon::warn}));
    const Rect tiles = column.next(60);
    draw_state_tile(ui, column_of(tiles, 0, 2, 8), {"アプリ", "保存済み", Icon::app, Tone::ok});
    draw_state_tile(ui, column_of(tiles, 1, 2, 8),
                    {"最終バックアップ", "注意・2日前", Icon::warn, Tone::warn});
    const DropZoneSpec drop{"ここにファイルを置いてください", "拡張子 .tsunagi", {.label = "ファイルを選ぶ"}};
    draw_drop_zone(ui, "drop", column.next(measure_drop_zone(ui, column.area.w, drop)), drop);
    const std::array<ButtonSpec, 3> buttons{{{.label = "対話"}, {.label = "確認"}, {.label = "知らせ"}}};
    const Rect row = column.next(measure_button_row(ui, column.area.w, buttons));
    const auto pressed = draw_button_row(ui, "open", row, buttons);
    if (pressed == 0) state.dialog_open = true;
    if (pressed == 1) state.confirm_open = true;
    if (pressed == 2) ui.show_toast({"sample", "1つ前に戻しました", Tone::ok, "もとに戻す"});
}

void draw_dialogs(Ui& ui, GalleryUi& state) {
    if (state.dialog_open) {
        DialogSpec dialog;
        dialog.title = "症例を追加";
        dialog.icon = Icon::case_;
        dialog.buttons = {{.label = "やめる"}, {.label = "追加する", .kind = ButtonKind::primary}};
        const Rect body = begin_dialog(ui, "dialog", dialog);
        Column column(body, 16);
        column.reached(draw_field(ui, "name", column.next(), {.label = "名前", .required = true}).bottom);
        column.reached(
            draw_date(ui, "admitted", column.next(), {.label = "入院日", .today = "2026-10-21"}).bottom);
        if (end_dialog(ui, column.bottom()).done()) state.dialog_open = false;
    }
    if (state.confirm_open) {
        const ConfirmSpec confirm{.title = "会議を終えますか",
                                  .body = "残り2例は次の会議へ持ち越します。記録はそのまま残ります。",
                                  .confirm = {.label = "会議を終える", .kind = ButtonKind::primary},
                                  .cancel = "続ける"};
        if (draw_confirm(ui, "confirm", confirm) != ConfirmResult::open) state.confirm_open = false;
    }
}

float draw_part(Ui& ui, std::string_view key, const Rect& area, const CardSpec& card, GalleryUi& state,
                void (*first)(Ui&, Column&, GalleryUi&), void (*second)(Ui&, Column&, GalleryUi&)) {
    const Rect inside = begin_growing_card(ui, key, area, card);
    Column column(inside.inset({16, 0, 16, 0}), 16);
    first(ui, column, state);
    second(ui, column, state);
    return end_growing_card(ui, column.bottom() + 16);
}

}  // namespace

float draw_gallery_working(Ui& ui, const Rect& area, GalleryUi& state) {
    const bool two = area.w >= 760;
    const Rect left = two ? column_of(area, 0, 2, 16) : area;
    const CardSpec writing{.title = "書く・選ぶ", .icon = Icon::edit};
    const CardSpec telling{.title = "知らせる", .icon = Icon::bell};
    float bottom = draw_part(ui, "writing", left, writing, state, draw_text_fields, draw_pickers);
    const Rect right = two ? column_of(area, 1, 2, 16) : Rect{area.x, bottom + 16, area.w, 0};
    bottom = std::max(bottom,
                      draw_part(ui, "telling", right, telling, state, draw_cards_to_choose, draw_messages));
    draw_dialogs(ui, state);
    return bottom;
}

}  // namespace tsunagi
