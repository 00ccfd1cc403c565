// What the recipient sees: order, versions, gaps, conflicts, and that every word has a translation.
#include "exchange/handover_view.h"

#include "bundle_fixture.h"

#include <algorithm>
#include <set>

namespace tsunagi {
namespace {

HandoverView seen_in(const std::vector<Document>& documents, SectionSet sections = SectionSet::all()) {
    HandoverViewInput input;
    input.documents = &documents;
    input.forms = form_pointers();
    input.sections = sections;
    input.as_of = "2026-11-21";
    return make_handover_view(input);
}

std::vector<Document> about_case_number(std::size_t index) {
    return about_practice_case(practice_cases().at(index));
}

std::string words(const ViewText& text) {
    return text.key.empty() ? text.typed : text.key;
}

std::vector<std::string> headings(const HandoverView& view) {
    std::vector<std::string> list;
    for (const ViewBlock& block : view.blocks) {
        if (block.kind == ViewBlockKind::heading && block.level == 2) list.push_back(words(block.title));
    }
    return list;
}

const ViewRow* find_row(const HandoverView& view, std::string_view key) {
    for (const ViewBlock& block : view.blocks) {
        for (const ViewRow& row : block.rows) {
            if (row.label.key == key) return &row;
        }
    }
    return nullptr;
}

const ViewBlock* find_table(const HandoverView& view, std::string_view first_column) {
    for (const ViewBlock& block : view.blocks) {
        if (block.kind == ViewBlockKind::table && block.columns.front().key == first_column) return &block;
    }
    return nullptr;
}

void collect_text(const ViewText& text, std::vector<const ViewText*>& out) {
    if (!text.empty()) out.push_back(&text);
}

std::vector<const ViewText*> all_texts(const HandoverView& view) {
    std::vector<const ViewText*> texts;
    for (const ViewBlock& block : view.blocks) {
        collect_text(block.title, texts);
        for (const ViewText& column : block.columns) collect_text(column, texts);
        for (const ViewCell& item : block.items) collect_text(item.text, texts);
        for (const ViewRow& row : block.rows) {
            collect_text(row.label, texts);
            for (const ViewCell& value : row.values) collect_text(value.text, texts);
        }
        for (const auto& line : block.table) {
            for (const ViewCell& cell : line) collect_text(cell.text, texts);
        }
    }
    for (const ViewText& text : view.missing) collect_text(text, texts);
    return texts;
}

Document note_on(int number, const std::string& date, const std::string& assessment) {
    return make_document(Kind::note, test_id(number), "conference-note", test_id(5),
                         {{"held_on", Date{date}}, {"life_assessment", assessment}});
}

const Document& plain_case() {
    static const Document about = make_document(
        Kind::case_, test_id(5), "case", "", {{"name", "渡邉 清次郎"}, {"birth_date", Date{"1942-03-08"}}});
    return about;
}

}  // namespace

TEST_CASE("blocks come in reading order") {
    const HandoverView view = seen_in(about_case_number(0));
    const std::vector<std::string> expected = {
        "handover_view.section.identity",   "handover_view.conference",
        "handover_view.section.wish",       "handover_view.section.life_story",
        "handover_view.section.family",     "handover_view.section.medical",
        "handover_view.assessment_version", "handover_view.section.troubles",
        "handover_view.section.procedures", "handover_view.section.medications",
        "handover_view.section.adl",        "handover_view.section.home",
        "handover_view.section.insurance",  "handover_view.section.decisions",
        "handover_view.section.open",       "handover_view.section.sudden",
        "handover_view.section.checklist",  "handover_view.sharing",
        "handover_view.earlier_conference", "handover_view.earlier_conference"};
    CHECK(headings(view) == expected);
    CHECK(view.patient.name == "渡邉 清次郎");
    CHECK(view.patient.patient_id == "TRN-0001");
    CHECK(view.patient.age_years == 84);
    CHECK(view.assessment_version == 3);
}

TEST_CASE("every practice case gives whole tables, unique ids and no empty block") {
    for (std::size_t i = 0; i < practice_cases().size(); ++i) {
        const HandoverView view = seen_in(about_case_number(i));
        CHECK(view.blocks.size() > 30);
        std::set<std::string> ids;
        for (const ViewBlock& block : view.blocks) {
            INFO(block.id);
            CHECK(ids.insert(block.id).second);
            const bool content = !block.rows.empty() || !block.table.empty() || !block.items.empty();
            CHECK((content || !block.title.empty()));
            for (const auto& line : block.table) CHECK(line.size() == block.columns.size());
            for (const ViewRow& row : block.rows) CHECK(!row.values.empty());
        }
        CHECK(view.assessment_version >= 2);
    }
}

TEST_CASE("every key has words in both languages") {
    for (const char* language : {"ja", "en"}) {
        const Json strings = parsed(read_project_file(std::string("assets/strings/") + language + ".json"));
        std::size_t looked_up = 0;
        for (std::size_t i = 0; i < practice_cases().size(); ++i) {
            const HandoverView view = seen_in(about_case_number(i));
            for (const ViewText* text : all_texts(view)) {
                if (text->key.empty()) continue;
                const std::string* found = find_string(strings, text->key);
                INFO(language << " " << text->key);
                REQUIRE(found != nullptr);
                for (const auto& [name, value] : text->arguments)
                    CHECK(found->find("{" + name + "}") != std::string::npos);
                ++looked_up;
            }
        }
        CHECK(looked_up > 500);
        for (const SectionInfo& info : section_table()) {
            REQUIRE(find_string(strings, info.label_key) != nullptr);
            if (std::string_view(language) == "ja")
                CHECK(*find_string(strings, info.label_key) == info.title);
        }
        for (const ViewText& text :
             seen_in({make_document(Kind::case_, test_id(5), "case", "", {{"bed", "1"}})}).missing) {
            CHECK(find_string(strings, text.key) != nullptr);
        }
    }
}

TEST_CASE("the version of the view of life counts different texts, not notes") {
    const Document first = note_on(11, "2026-09-03", "理解不足");
    const Document same = note_on(12, "2026-09-05", "理解不足");
    const Document changed = note_on(13, "2026-09-10", "外出の日だけ抜く");
    const Document unsaid = note_on(14, "2026-09-17", " ");
    CHECK(assessment_version({}) == 0);
    CHECK(assessment_version({plain_case()}) == 0);
    CHECK(assessment_version({first}) == 1);
    CHECK(assessment_version({first, same}) == 1);
    CHECK(assessment_version({changed, same, first}) == 2);
    const HandoverView view = seen_in({plain_case(), changed, first, same});
    const ViewRow* row = find_row(view, "handover_view.assessment");
    REQUIRE(row != nullptr);
    CHECK(row->values.front().text.typed == "外出の日だけ抜く");
    CHECK(find_row(view, "handover_view.written_on")->values.front().text.typed == "2026/09/10");
    CHECK(assessment_version({first, unsaid}) == 1);
}

TEST_CASE("only chosen sections are seen, whatever the documents hold") {
    const HandoverView view = seen_in(about_case_number(0), {Section::procedures});
    CHECK(headings(view) ==
          std::vector<std::string>{"handover_view.section.identity", "handover_view.section.procedures"});
    CHECK(std::ranges::none_of(view.missing,
                               [](const ViewText& text) { return text.key == "handover_view.insurance"; }));
    CHECK(view.assessment_version == 0);
}

TEST_CASE("procedures show the next exchange first, and one with only a name is still there") {
    const Document about = make_document(Kind::case_, test_id(5), "case", "",
                                         {{"name", "乾"},
                                          {"procedures[a].name", "尿道カテーテル"},
                                          {"procedures[b].name", "在宅酸素"},
                                          {"procedures[b].setting", "1L/分"},
                                          {"procedures[b].next_exchange_on", Date{"2026-12-01"}}});
    const HandoverView view = seen_in({about});
    std::vector<const ViewBlock*> blocks;
    for (const ViewBlock& block : view.blocks) {
        if (block.section == Section::procedures && block.kind == ViewBlockKind::rows)
            blocks.push_back(&block);
    }
    REQUIRE(blocks.size() == 2);
    CHECK(blocks[0]->title.typed == "尿道カテーテル");
    CHECK(blocks[0]->rows.empty());
    REQUIRE(blocks[1]->rows.size() == 2);
    CHECK(blocks[1]->rows[0].label.key == "handover_view.next_exchange_on");
    CHECK(blocks[1]->rows[0].values[0].text.typed == "2026/12/01");
}

TEST_CASE("decisions of all notes, newest first, with owner, due date and state") {
    Document early = note_on(11, "2026-09-03", "初め");
    change(early, "decisions[a].what", std::string("施設見学"));
    change(early, "decisions[a].status", choice("cancelled", "中止"));
    Document late = note_on(12, "2026-09-10", "次");
    change(late, "decisions[b].what", std::string("酸素の説明"));
    change(late, "decisions[b].owner", std::string("濵田 くるみ"));
    change(late, "decisions[b].owner_profession", std::string("退院支援看護師"));
    change(late, "decisions[b].due", Date{"2026-09-15"});
    const Document tasks = make_document(Kind::tasks, test_id(13), "tasks", test_id(5),
                                         {{"tasks[x].what", "酸素の説明"},
                                          {"tasks[x].owner", "濵田 くるみ"},
                                          {"tasks[y].what", "電話する"},
                                          {"tasks[y].status", choice("done", "済")}});
    const HandoverView view = seen_in({plain_case(), tasks, early, late});
    const ViewBlock* table = find_table(view, "handover_view.decision");
    REQUIRE(table != nullptr);
    REQUIRE(table->table.size() == 3);  // the decision that became a task is one thing
    CHECK(table->table[0][1].text.typed == "濵田 くるみ（退院支援看護師）");
    CHECK(table->table[0][2].text.typed == "2026/09/15");
    CHECK(table->table[0][3].text.key == "handover_view.status.open");
    CHECK(table->table[1][3].text.key == "handover_view.status.cancelled");
    CHECK(table->table[2][3].text.key == "handover_view.status.done");
    CHECK(table->table[2][3].tone == ViewTone::ok);
}

TEST_CASE("the checklist is shown by phase with what is settled") {
    const Document checklist =
        make_document(Kind::checklist, test_id(15), "discharge-checklist", test_id(5),
                      {{"before_discharge.1.answer", choice("done", "済")},
                       {"before_discharge.2.answer", choice("not_applicable", "対象外")},
                       {"before_discharge.2.note", "管はない"},
                       {"before_discharge.3.answer", choice("check", "要確認")},
                       {"before_discharge.3.due", Date{"2026-11-24"}}});
    const HandoverView view = seen_in({plain_case(), checklist});
    const auto phase = std::ranges::find_if(
        view.blocks, [](const ViewBlock& block) { return block.title.key == "handover_view.phase"; });
    REQUIRE(phase != view.blocks.end());
    CHECK(phase->title.arguments ==
          decltype(phase->title.arguments){{"phase", "退院前"}, {"n", "2"}, {"m", "14"}});
    const ViewBlock* table = find_table(view, "handover_view.item");
    REQUIRE(table != nullptr);
    REQUIRE(table->table.size() == 14);
    CHECK(table->table[0][1].text.key == "handover_view.answer.done");
    CHECK(table->table[1][2].text.typed == "管はない");
    CHECK(table->table[2][1].tone == ViewTone::care);
    CHECK(table->table[3][1].text.key == "handover_view.answer.none");
}

TEST_CASE("a conflict shows every text that stands") {
    Document about = plain_case();
    change(about, "housing", std::string("2階で寝る"));
    Change rival = about.changes.back();
    rival.id = test_id(998);
    rival.at.wall_ms += 1000;
    rival.value = std::string("1階で寝る");
    rival.replaces.clear();
    add_changes(about, {rival});
    const HandoverView view = seen_in({about});
    const ViewRow* row = find_row(view, "handover_view.housing");
    REQUIRE(row != nullptr);
    CHECK(row->values[0].text.typed == "1階で寝る");
    CHECK(row->values[0].others == std::vector<std::string>{"2階で寝る"});
    CHECK(row->values[0].tone == ViewTone::care);
}

TEST_CASE("gaps of the minimum set are named, within what was chosen") {
    const HandoverView bare = seen_in({plain_case()}, {Section::identity, Section::medications});
    std::vector<std::string> keys;
    for (const ViewText& text : bare.missing) keys.push_back(text.key);
    CHECK(keys == std::vector<std::string>{"handover_view.patient_id", "handover_view.medications",
                                           "handover_view.allergies"});
    CHECK(seen_in(about_case_number(0)).missing.size() < 4);
}

TEST_CASE("without a case there is nothing to see") {
    CHECK(seen_in({}).blocks.empty());
    CHECK(seen_in({note_on(11, "2026-09-03", "x")}).blocks.empty());
    CHECK(make_handover_view({}).blocks.empty());
}

TEST_CASE("ages are counted in completed years") {
    CHECK(age_in_years("1942-03-08", "2026-03-07") == 83);
    CHECK(age_in_years("1942-03-08", "2026-03-08") == 84);
    CHECK(age_in_years("2026-11-22", "2026-11-21") == -1);
    CHECK(age_in_years("1942", "2026-11-21") == -1);
    CHECK(age_in_years("1942-03-08", "") == -1);
}

}  // namespace tsunagi
