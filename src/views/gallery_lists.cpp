// Owns the gallery's rows, tables, steps, timeline, tabs and keys.
#include "views/gallery.h"
#include "views/widgets.h"

#include <array>
#include <string>

namespace tsunagi {

namespace {

void draw_banner_card(Ui& ui, Column& column) {
    const BannerSpec banner{.name = "佐久間 ハル江",
                            .kana = "さくま はるえ",
                            .id = "0047-2213",
                            .age_sex = "84歳 女性",
                            .bed = "11階東 1108-2",
                            .stay = "9日目",
                            .allergy = "セフェム系",
                            .region = "いま開いている患者"};
    draw_banner(ui, column.next(banner_height(ui, column.area.w, banner)), banner);
    draw_drill_stripe(ui, column.next(36), "訓練中：この画面と紙には「訓練」と入ります", "訓練");
}

void draw_rows_card(Ui& ui, Column& column) {
    const CardSpec card{
        .title = "期限",
        .count = "近い順",
        .icon = Icon::hourglass,
        .action = ButtonSpec{.label = "すべて見る", .kind = ButtonKind::ghost, .icon_after = Icon::right}};
    const Rect inside = begin_growing_card(ui, "rows", column.next(), card);
    RowSpec late;
    late.title = "西脇 タカ";
    late.title_note = "1120-4";
    late.detail = "入院3日以内の情報提供・10/20";
    late.chips = {{"期限切れ 1日", Tone::danger, Icon::overdue}};
    late.state = RowState::danger;
    RowSpec agenda;
    agenda.mark = MarkSpec{MarkKind::filled, "2"};
    agenda.title = "辻 恵美子";
    agenda.detail = "1105-3";
    agenda.title_width = 128;
    agenda.text = "肝硬変";
    agenda.text_detail = "腹水の受診の目安";
    agenda.chips = {{"持ち越し 1回", Tone::warn, Icon::carry}};
    agenda.trailing = "10分";
    agenda.chevron = true;
    RowSpec task;
    task.title = "特別指示書の要否を主治医へ";
    task.title_bold = false;
    task.detail = "佐久間 ハル江 1108-2";
    task.middle_icon = Icon::person;
    task.middle = "退院支援Ns 大森";
    task.chips = {{"あと2日", Tone::warn, Icon::clock}};
    RowSpec chosen;
    chosen.icon = Icon::check_circle;
    chosen.title = "選ばれている行";
    chosen.state = RowState::selected;
    float y = inside.y;
    int number = 0;
    for (const RowSpec* row : {&late, &agenda, &task, &chosen}) {
        const Rect box{inside.x, y, inside.w, measure_row(ui, inside.w, *row)};
        draw_row(ui, "row" + std::to_string(number++), box, *row);
        y = box.bottom();
    }
    column.reached(end_growing_card(ui, y));
}

void draw_table_card(Ui& ui, Column& column) {
    const Rect inside = begin_growing_card(ui, "table", column.next(),
                                           {.title = "医療処置", .count = "3件", .icon = Icon::drop});
    const std::array<TableColumn, 4> columns{
        {{"処置", 0, 1.1f}, {"規格", 0, 1.2f}, {"次の交換日", 0, 1.1f}, {"習得", 0, 0.6f}}};
    const TableSpec table{.columns = columns, .name = "医療処置"};
    const std::array<std::vector<TableCell>, 2> rows{
        {{{.text = "在宅酸素", .font = Font::body},
          {.text = "安静1L・動く時2L"},
          {.text = "10/28", .detail = "カニューレ"},
          {.text = "見守り"}},
         {{.text = "尿道カテーテル", .font = Font::body},
          {.text = "14Fr・10/14挿入"},
          {.chip = ChipSpec{"注意 11/4", Tone::warn, Icon::warn}},
          {.text = "訪問看護"}}}};
    float y = inside.y;
    if (ui.is_phone()) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            y = draw_stacked_row(ui, "row" + std::to_string(i), {inside.x, y, inside.w, 0}, table, rows[i]);
        }
    } else {
        y = begin_table(ui, "table", {inside.x, y, inside.w, 0}, table);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            y = draw_table_row(ui, "row" + std::to_string(i), {inside.x, y, inside.w, 0}, table, rows[i])
                    .bottom;
        }
        end_table(ui);
    }
    column.reached(end_growing_card(ui, y));
}

void draw_way_card(Ui& ui, Column& column) {
    const std::array<TimelinePoint, 5> points{
        {{"入院", "10/13", "緊急入院・心不全", Icon::check, PointState::done},
         {"初回カンファ", "10/19", "7日以内 済", Icon::check, PointState::done},
         {"家屋評価", "10/28", "退院前訪問指導の対象を確認", Icon::home, PointState::ahead},
         {"退院前カンファ", "10/30", "注意：診療所が未回答", Icon::warn, PointState::warn},
         {"退院", "11/4", "当日に受け渡し", Icon::flag, PointState::now}}};
    const TimelineSpec timeline{.points = points, .today = 1.5f, .today_label = "今日"};
    const Rect inside =
        begin_growing_card(ui, "way", column.next(), {.title = "入院から退院後まで", .icon = Icon::today});
    Rect body{inside.x + 16, inside.y, inside.w - 32, 0};
    const float height = measure_timeline(ui, body.w, timeline);
    draw_timeline(ui, "timeline", body.with_height(height), timeline);
    const std::array<StepSpec, 3> steps{{{"1 作成", "16:18 済", StepState::done},
                                         {"2 開封確認（自己検査）", "16:19 5項目すべて一致", StepState::done},
                                         {"3 渡した", "まだ記録がありません", StepState::now}}};
    body.y += height + 16;
    const float steps_height = measure_steps(ui, body.w, steps);
    draw_steps(ui, "steps", body.with_height(steps_height), steps);
    body.y += steps_height + 16;
    const std::array<int, 5> minutes{12, 10, 14, 12, 12};
    const float end = draw_minutes(
        ui, body, {.minutes = minutes, .begin = "15:00", .sum = "5例・合計60分", .end = "16:00"});
    column.reached(end_growing_card(ui, end + 16));
}

void draw_tabs_part(Ui& ui, Column& column, GalleryUi& state) {
    const std::array<PhaseTabSpec, 6> phases{{{"入院〜3日", 17, 17},
                                              {"〜7日", 12, 12},
                                              {"中間", 10, 12},
                                              {"退院前", 7, 14},
                                              {"退院当日", 0, 9},
                                              {"退院後", 0, 9}}};
    const float phase_height = ui.is_phone() ? 2 * 72 + 6 : 72;
    if (const auto pressed = draw_phase_tabs(ui, "phases", column.next(phase_height), phases, state.phase))
        state.phase = *pressed;
    draw_phase_dots(ui, column.next(Theme::sz_bar), phases);
    const std::array<SectionTabSpec, 8> sections{{{"本人の願い", true},
                                                  {"家族の思い", true},
                                                  {"医療の見通し", true},
                                                  {"生活の見立て", true},
                                                  {"困りごと", false},
                                                  {"決定", true},
                                                  {"未決", false},
                                                  {"急変時", false}}};
    const float height = measure_section_tabs(ui, column.area.w, sections);
    if (const auto pressed =
            draw_section_tabs(ui, "sections", column.next(height), sections, state.section)) {
        state.section = *pressed;
    }
    const std::array<std::string, 4> tabs{"議題", "記録", "参加 8", "決定 3"};
    if (const auto pressed = draw_tabs(ui, "tabs", column.next(48), tabs, state.tab)) state.tab = *pressed;
    draw_pager(ui, "pager", column.next(56), "生活の見立て", "8項目の4番目", true, false);
}

void draw_keys_card(Ui& ui, Column& column) {
    const Rect inside =
        begin_growing_card(ui, "keys", column.next(), {.title = "合言葉と鍵", .icon = Icon::key});
    const Rect body{inside.x + 16, inside.y, std::min(inside.w - 32, 380.0f), 0};
    float y = draw_passphrase(ui, body, "482173051964208755396610");
    y = draw_fingerprint(ui, {body.x, y + 12, body.w, 0}, "9F2C71AD0E44", "鍵");
    const std::array<PairSpec, 2> pairs{{{"願い", "家で猫の世話を続けたい"},
                                         {"見立て", "屋内は酸素をつけて見守りで歩行。浴室の段差は難しい"}}};
    y = draw_pairs(ui, {body.x, y + 12, body.w, 0}, pairs);
    column.reached(end_growing_card(ui, y + 16));
}

}  // namespace

float draw_gallery_lists(Ui& ui, const Rect& area, GalleryUi& state) {
    const IdScope scope(ui, "lists");
    Column column(area, 16);
    draw_banner_card(ui, column);
    draw_tabs_part(ui, column, state);
    draw_rows_card(ui, column);
    draw_table_card(ui, column);
    draw_way_card(ui, column);
    draw_keys_card(ui, column);
    return column.bottom();
}

}  // namespace tsunagi
