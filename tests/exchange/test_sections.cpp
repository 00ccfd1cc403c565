// What may leave with which section: the table against the forms, and canaries in everything that must stay.
#include "exchange/sections.h"

#include "bundle_fixture.h"

#include <algorithm>
#include <set>

namespace tsunagi {
namespace {

constexpr std::string_view canary = "カナリア";

// The part of the forms that never leaves with a hand-over, on purpose.
const std::set<std::string> staying = {"note/meeting", "note/preparation_minutes", "note/meeting_minutes"};

void collect_answerable(const std::vector<Item>& items, std::vector<std::string>& out) {
    for (const Item& item : items) {
        if (item.type != ItemType::group && item.type != ItemType::display) out.push_back(item.link_id);
        collect_answerable(item.items, out);
    }
}

// The case, one other case, the directory and the meetings: enough for whatever could slip in.
std::vector<Document> documents_with_neighbour(const DocumentId& case_id) {
    const std::vector<DocumentId> cases = practice_cases();
    const DocumentId& other = cases.front() == case_id ? cases.back() : cases.front();
    std::vector<Document> documents;
    for (const Document& document : practice_documents()) {
        const bool of_no_case = document.kind != Kind::case_ && document.subject.empty();
        const bool of_either = document.id == case_id || document.subject == case_id ||
                               document.id == other || document.subject == other;
        if (of_no_case || of_either) documents.push_back(document);
    }
    return documents;
}

// Everything a hand-over with these sections must not contain becomes a canary, older values too.
std::vector<Document> with_canaries(const DocumentId& case_id, SectionSet chosen) {
    std::vector<Document> documents = documents_with_neighbour(case_id);
    for (Document& document : documents) {
        const bool of_case = document.id == case_id || document.subject == case_id;
        for (Change& one : document.changes) {
            const bool goes = of_case && chosen.overlaps(sections_covering(document.kind, one.path));
            const bool author = document.kind == Kind::person;  // names of those who wrote do go
            if (goes || author) continue;
            one.value = std::string(canary);
        }
    }
    return documents;
}

enum class Wording : std::uint8_t { forms, bare };

void check_no_canary(const DocumentId& case_id, SectionSet chosen, Wording wording) {
    chosen.add(Section::identity);
    BundleInput input = make_input(with_canaries(case_id, chosen), case_id, chosen);
    if (wording == Wording::bare) input.questionnaires.clear();
    const auto bundle = make_bundle(input);
    INFO(codes_of(chosen));
    REQUIRE(bundle.has_value());
    CHECK(bundle->find(canary) == std::string::npos);
    CHECK(changes_text(parsed(*bundle)).find(canary) == std::string::npos);
}

}  // namespace

TEST_CASE("every question of the forms is in a section or stays on purpose") {
    const std::pair<Kind, std::string> kinds[] = {{Kind::case_, "case"},
                                                  {Kind::note, "conference-note"},
                                                  {Kind::tasks, "tasks"},
                                                  {Kind::checklist, "discharge-checklist"}};
    for (const auto& [kind, name] : kinds) {
        std::vector<std::string> link_ids;
        collect_answerable(shipped_form(name).items, link_ids);
        CHECK(link_ids.size() > 3);
        for (const std::string& link_id : link_ids) {
            const std::string path = std::string(kind_code(kind)) + "/" + link_id;
            INFO(path);
            CHECK(sections_covering(kind, link_id).empty() == staying.contains(path));
        }
    }
}

TEST_CASE("a path inside a row belongs where its group belongs") {
    CHECK(sections_covering(Kind::case_, "procedures[7f3].power_failure_plan") ==
          SectionSet{Section::procedures});
    CHECK(sections_covering(Kind::case_, "procedures[7f3]") == SectionSet{Section::procedures});
    CHECK(sections_covering(Kind::note, "decisions[a].owner") == SectionSet{Section::decisions});
    CHECK(sections_covering(Kind::checklist, "before_discharge.6.note") == SectionSet{Section::checklist});
    CHECK(sections_covering(Kind::case_, "name").has(Section::identity));
    CHECK(sections_covering(Kind::case_, "names").empty());
    CHECK(sections_covering(Kind::meeting, "agenda[a].topic").empty());
    CHECK(sections_covering(Kind::organisation, "name").empty());
    CHECK(sections_covering(Kind::ledger, "to_name").empty());
}

TEST_CASE("section codes go out and come back") {
    CHECK(codes_of({}) == "identity");
    CHECK(codes_of({Section::sudden, Section::wish}) == "identity,wish,sudden");
    for (const SectionInfo& info : section_table()) {
        CHECK(find_section(info.code) == info.section);
        CHECK(&info_of(info.section) == &info);
    }
    const auto all = parse_section_codes(codes_of(SectionSet::all()));
    REQUIRE(all.has_value());
    CHECK(*all == SectionSet::all());
    CHECK(parse_section_codes("wish, adl").value() ==
          SectionSet{Section::identity, Section::wish, Section::adl});
    CHECK(parse_section_codes("").value() == SectionSet{Section::identity});
    CHECK(parse_section_codes("wish,money").error().fault == Fault::wrong_type);
    CHECK_FALSE(find_section("").has_value());
}

TEST_CASE("identity always goes, with its history, and nothing else does") {
    const DocumentId case_id = test_id(1);
    Document about = make_document(Kind::case_, case_id, "case", "",
                                   {{"name", "神林 ハツヱ"}, {"housing", "持ち家"}, {"acp", "聞いた"}});
    change(about, "name", "神林 ハツヱ 様");
    const Document note = make_document(Kind::note, test_id(2), "conference-note", case_id,
                                        {{"held_on", Date{"2026-11-20"}}, {"life_assessment", "x"}});
    const auto selected = select({about, note}, {});
    REQUIRE(selected.size() == 1);
    CHECK(selected[0].id == case_id);
    REQUIRE(selected[0].changes.size() == 2);
    CHECK(std::ranges::all_of(selected[0].changes, [](const Change& one) { return one.path == "name"; }));
    CHECK(Answers(selected[0]).text("name") == "神林 ハツヱ 様");
}

TEST_CASE("whom to call goes with the family and with a sudden change, and why only with the family") {
    const Document about =
        make_document(Kind::case_, test_id(1), "case", "",
                      {{"name", "乾"}, {"key_person_phone", "00-0000-1101"}, {"key_person_note", "事情"}});
    const auto has = [&](SectionSet sections, std::string_view path) {
        return Answers(select({about}, sections).front()).find(path) != nullptr;
    };
    CHECK(has({Section::sudden}, "key_person_phone"));
    CHECK_FALSE(has({Section::sudden}, "key_person_note"));
    CHECK(has({Section::family}, "key_person_note"));
    CHECK_FALSE(has({Section::adl}, "key_person_phone"));
}

TEST_CASE("only who wrote what goes is named along with it") {
    const Document author =
        make_document(Kind::person, test_id(77), "person", "",
                      {{"name", "渡辺 ゆかり"}, {"organisation", Reference{"Organisation/1", ""}}});
    const Document other = make_document(Kind::person, test_id(78), "person", "", {{"name", "別の職員"}});
    const Document about = make_document(Kind::case_, test_id(1), "case", "", {{"name", "乾"}});
    const auto selected = select({author, other, about}, {});
    REQUIRE(selected.size() == 2);
    CHECK(selected[1].id == author.id);
    CHECK(selected[1].changes.size() == 1);
}

TEST_CASE("filled sections are those with an answer of their own") {
    const Document about = make_document(
        Kind::case_, test_id(1), "case", "",
        {{"name", "乾"}, {"care_level", "要介護1"}, {"allergies[a].what", "サバ"}, {"housing", "家"}});
    const SectionSet filled = filled_sections({about});
    CHECK(filled == SectionSet{Section::identity, Section::medications, Section::home});
    CHECK(filled_sections({}).empty());
}

TEST_CASE("nothing of a section left out is in the file", "[canary]") {
    const std::vector<DocumentId> cases = practice_cases();
    for (std::size_t i = 0; i < section_count; ++i) {
        SectionSet all_but_one = SectionSet::all();
        all_but_one.remove(section_table()[i].section);
        check_no_canary(cases[i % cases.size()], all_but_one, i % 5 == 0 ? Wording::forms : Wording::bare);
    }
}

TEST_CASE("a file of one section has nothing of the others", "[canary]") {
    for (const SectionInfo& info : section_table())
        check_no_canary(practice_cases().front(), {info.section}, Wording::bare);
    check_no_canary(practice_cases().back(), {}, Wording::forms);
}

}  // namespace tsunagi
