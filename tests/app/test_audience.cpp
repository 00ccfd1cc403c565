// The preview is what the recipient sees, for every reader; and what is for staff stays with staff.
#include "app/handover_input.h"
#include "support/ward.h"

#include "handing.h"

#include <algorithm>
#include <array>

namespace tsunagi {

namespace {

cmd::MakeHandover handover(const DocumentId& case_id, Audience audience) {
    cmd::MakeHandover wished{case_id, {}, true, info_of(audience).most};
    wished.to_name = "本人";
    wished.audience = audience;
    return wished;
}

// Without what depends on the day the file is read.
HandoverView without_age(HandoverView view) {
    view.patient.age_years = 0;
    for (ViewBlock& block : view.blocks) {
        for (ViewRow& row : block.rows) {
            for (ViewCell& cell : row.values) {
                if (cell.text.key == "handover_view.age") cell.text.arguments.clear();
            }
        }
    }
    return view;
}

void collect(const HandoverView& view, std::string& words) {
    const auto add = [&words](const ViewCell& cell) { words += cell.text.typed + "\n"; };
    for (const ViewBlock& block : view.blocks) {
        words += block.title.typed + "\n";
        for (const ViewRow& row : block.rows) {
            words += row.label.typed + "\n";
            for (const ViewCell& cell : row.values) add(cell);
        }
        for (const auto& line : block.table) {
            for (const ViewCell& cell : line) add(cell);
        }
        for (const ViewCell& cell : block.items) add(cell);
    }
}

}  // namespace

TEST_CASE("the preview is the recipient's screen, whoever it is written for") {
    Workplace ward;
    ward.wish(cmd::StartPractice{});
    REQUIRE(ward.state().phase == Phase::open);
    const DocumentId case_id = ward.state().library.of_kind(Kind::case_).front();
    for (const AudienceInfo& info : audience_table()) {
        const cmd::MakeHandover wish = handover(case_id, info.audience);
        const auto preview = preview_handover(ward.state(), wish);
        REQUIRE(preview);
        CHECK(preview->audience == info.audience);
        CHECK(preview->blocks.size() > 10);
        make_file(ward, wish);
        CHECK(ward.state().handover.view == *preview);
        Workplace reader(3);  // without an account, in the practice store's day
        open_file(reader, {"a", ward.state().handover.bytes}, ward.state().handover.passphrase);
        CHECK(reader.state().received.bundle.audience == info.audience);
        CHECK(without_age(reader.state().received.view) == without_age(*preview));
        ward.wish(cmd::DiscardHandover{});
    }
}

TEST_CASE("the patient and the family get nothing that staff wrote for each other, in no part of the file") {
    const AppState ward = make_ward();
    constexpr std::array internal{
        "difficulty_factors", "obstacles",       "life_assessment", "troubles",
        "family_feelings",    "discussion",      "sharing",         "participants",
        "disclosure_note",    "key_person_note", "adl_note",        "informal_support"};
    for (const DocumentId& case_id : ward.library.of_kind(Kind::case_)) {
        cmd::MakeHandover wish = handover(case_id, Audience::family);
        wish.sections = SectionSet::all();
        const auto bundle = make_bundle(describe_handover(ward, wish));
        REQUIRE(bundle);
        const auto received = parse_bundle(*bundle);
        REQUIRE(received);
        CHECK_FALSE(received->sections.has(Section::troubles));
        CHECK_FALSE(received->sections.has(Section::checklist));
        CHECK_FALSE(received->sections.has(Section::assessment));
        for (const Document& document : received->documents) {
            for (const Change& change : document.changes) {
                const std::string head = change.path.substr(0, change.path.find_first_of("[."));
                INFO(head);
                CHECK(std::ranges::find(internal, head) == internal.end());
            }
        }
        // The words themselves, wherever a program might have put them.
        const Answers answers(*ward.library.find(case_id));
        for (const char* path : {"obstacles", "key_person_note", "adl_note"}) {
            const std::string text = answers.text(path).substr(0, 60);
            if (text.size() > 30 && text.find('\n') == std::string::npos) CHECK_FALSE(bundle->contains(text));
        }
    }
}

TEST_CASE("every abbreviation of the practice records has plain words beside it") {
    const AppState ward = make_ward();
    REQUIRE_FALSE(ward.glossary.glosses.empty());
    for (const DocumentId& case_id : ward.library.of_kind(Kind::case_)) {
        const auto view = preview_handover(ward, handover(case_id, Audience::family));
        REQUIRE(view);
        for (const std::string& word : view->unexplained) UNSCOPED_INFO(word);
        CHECK(view->unexplained.empty());
        std::string words;
        collect(*view, words);
        for (const Gloss* gloss : find_glosses(ward.glossary, words)) {
            INFO(gloss->terms.front());
            CHECK(words.contains(gloss->plain));
        }
    }
}

TEST_CASE("whom to call comes first, with the whole line beside the number") {
    const AppState ward = make_ward();
    int numbers = 0;
    for (const DocumentId& case_id : ward.library.of_kind(Kind::case_)) {
        const auto view = preview_handover(ward, handover(case_id, Audience::family));
        REQUIRE(view);
        REQUIRE(view->blocks.size() > 1);
        CHECK(view->blocks.front().section == Section::sudden);
        CHECK(view->blocks[1].kind == ViewBlockKind::contacts);
        for (const ViewRow& row : view->blocks[1].rows) {
            REQUIRE(row.values.size() == 1);
            const std::string& number = row.values.front().text.typed;
            CHECK(number.find_first_not_of("0123456789-") == std::string::npos);
            CHECK(number != "119");  // a line may say not to call it
            ++numbers;
        }
    }
    CHECK(numbers >= 12);  // the hospital's own for each of eight, and those of the notes
}

}  // namespace tsunagi
