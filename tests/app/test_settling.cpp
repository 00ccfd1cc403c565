// Two copies that meet: conflicts stand until a person settles them, undo takes back only one's own, 確定
// names what it was, and nobody's record takes in somebody else's.
#include "app/field_words.h"
#include "app/history.h"

#include "handing.h"

#include <algorithm>

namespace tsunagi {

namespace {

using namespace std::string_literals;

// A checklist makes every file that is handed over three times as long.
enum class With : std::uint8_t { note, checklist };

struct TwoPlaces {
    explicit TwoPlaces(With with = With::note) {
        ward.set_up();
        station.set_up("梶谷 むつみ", station_name);
        ward.wish(cmd::CreateCase{{{"name", "渡邉 清次郎"s},
                                   {"kana", "ワタナベ セイジロウ"s},
                                   {"patient_id", "A-0001"s},
                                   {"birth_date", Date{"1943-04-02"}},
                                   {"admission_date", Date{"2026-11-01"}}}});
        case_id = ward.state().place.case_id;
        ward.wish(cmd::BeginNote{case_id});
        note = ward.state().place.note;
        ward.wish(cmd::Edit{note, "patient_wish", "家へ帰りたい"s});
        ward.wish(cmd::AddRow{note, "decisions", {{"what", "ケアマネへ電話"s}, {"owner", "佐伯"s}}});
        if (with == With::checklist) {
            ward.wish(cmd::OpenChecklist{case_id});
            checklist = find_checklist(ward.state(), case_id);
            ward.wish(cmd::Edit{checklist, "before_discharge.6.owner", "病棟"s});
        }
        hand_over(ward, station);
        row = ward.state().library.answers(note).rows("decisions").front();
    }

    // Everything of the case, to somebody who takes it in.
    void hand_over(Workplace& from, Workplace& to) { send(from, case_id, to); }
    static void send(Workplace& from, const DocumentId& id, Workplace& to) {
        from.clock.advance(60'000);
        to.clock.advance(60'000);
        make_file(from, with_reason(cmd::MakeHandover{id, {}, true, SectionSet::all()}));
        from.wish(cmd::SaveHandover{});
        const std::string passphrase = from.state().handover.passphrase;
        from.wish(cmd::DiscardHandover{});
        take_in(to, last_saved(from), passphrase);
    }
    // Both write at one path, and the ward takes in what the station wrote.
    void disagree(const DocumentId& document, const Path& path, Value here, Value there) {
        station.wish(cmd::Edit{document, path, std::move(there)});
        ward.wish(cmd::Edit{document, path, std::move(here)});
        hand_over(station, ward);
        REQUIRE(in_conflict(ward, document, path));
    }
    static bool in_conflict(const Workplace& place, const DocumentId& document, const Path& path) {
        const Answer* answer = place.state().library.answers(document).find(path);
        return answer != nullptr && answer->in_conflict();
    }
    static std::vector<std::string> texts(const Workplace& place, const DocumentId& document,
                                          const Path& path) {
        std::vector<std::string> result;
        const Answer* answer = place.state().library.answers(document).find(path);
        if (answer == nullptr) return result;
        for (const Change* change : answer->current) result.push_back(text_of(change->value));
        std::ranges::sort(result);
        return result;
    }
    static std::vector<ChangeId> seen(const Workplace& place, const DocumentId& document, const Path& path) {
        std::vector<ChangeId> ids;
        for (const Change* change : place.state().library.answers(document).find(path)->current)
            ids.push_back(change->id);
        return ids;
    }
    void settle(const DocumentId& document, const Path& path, Value value) {
        ward.wish(cmd::Settle{document, path, std::move(value), seen(ward, document, path)});
    }

    Workplace ward{1}, station{2};
    DocumentId case_id, note, checklist;
    std::string row;
};

}  // namespace

TEST_CASE("two texts stand until somebody settles them, and both are told everywhere") {
    TwoPlaces two;
    two.disagree(two.note, "patient_wish", "家で猫と暮らしたい"s, "施設もよい"s);
    CHECK(two.texts(two.ward, two.note, "patient_wish") ==
          std::vector<std::string>{"家で猫と暮らしたい", "施設もよい"});
    const auto& places = two.ward.state().library.conflicts_of(two.case_id);
    REQUIRE(places.size() == 1);
    CHECK(places[0].document == two.note);
    CHECK(field_words(two.ward.state(), two.note, "patient_wish") != "patient_wish");

    // It blocks nothing, and outlives the page.
    two.ward.wish(with_reason(cmd::MakeHandover{two.case_id, {}, true, SectionSet::all()}));
    CHECK(two.ward.state().handover.stage == HandoverJob::Stage::checked);
    two.ward.wish(cmd::DiscardHandover{});
    two.ward.wish(cmd::Edit{two.note, "troubles", "夜の酸素"s});
    CHECK(two.ward.state().save.is == SaveView::Is::saved);
    two.ward.reload();
    two.ward.unlock();
    CHECK(two.in_conflict(two.ward, two.note, "patient_wish"));

    two.settle(two.note, "patient_wish", "家で猫と暮らしたい\n施設もよい"s);
    CHECK(two.texts(two.ward, two.note, "patient_wish") ==
          std::vector<std::string>{"家で猫と暮らしたい\n施設もよい"});
    CHECK(two.ward.state().library.conflicts_of(two.case_id).empty());
    CHECK(history(*two.ward.state().library.find(two.note), "patient_wish").back()->replaces.size() == 2);
    two.hand_over(two.ward, two.station);
    CHECK(two.texts(two.station, two.note, "patient_wish") ==
          std::vector<std::string>{"家で猫と暮らしたい\n施設もよい"});
}

TEST_CASE("typing in a field in conflict passes over nobody's words") {
    TwoPlaces two;
    two.disagree(two.note, "patient_wish", "家"s, "施設"s);
    two.ward.wish(cmd::Edit{two.note, "patient_wish", "やはり家"s});
    CHECK(two.texts(two.ward, two.note, "patient_wish") == std::vector<std::string>{"やはり家", "施設"});
    CHECK(two.ward.says("notice.edit_beside"));
    two.ward.wish(cmd::Edit{two.note, "patient_wish", Value{}});
    CHECK(two.texts(two.ward, two.note, "patient_wish") == std::vector<std::string>{"", "施設"});
    // A draft left by a crash, the same.
    two.ward.wish(cmd::EditDraft{two.note, "patient_wish", "書きかけ"});
    two.ward.pass(2'000);
    two.ward.reload();
    two.ward.unlock();
    CHECK(std::ranges::contains(two.texts(two.ward, two.note, "patient_wish"), "施設"));
    CHECK(std::ranges::contains(two.texts(two.ward, two.note, "patient_wish"), "書きかけ"));
}

TEST_CASE("a settlement replaces only what was seen") {
    TwoPlaces two;
    two.disagree(two.note, "patient_wish", "家"s, "施設"s);
    const auto seen = TwoPlaces::seen(two.ward, two.note, "patient_wish");
    two.station.wish(cmd::Edit{two.note, "patient_wish", "施設の見学から"s});
    two.hand_over(two.station, two.ward);
    two.ward.wish(cmd::Settle{two.note, "patient_wish", "家"s, seen});
    CHECK(two.texts(two.ward, two.note, "patient_wish") == std::vector<std::string>{"家", "施設の見学から"});
    CHECK(two.ward.says("notice.settle_again"));
}

TEST_CASE("undo of a settlement brings the conflict back, with its authors, and redo settles it again") {
    TwoPlaces two;
    two.disagree(two.note, "patient_wish", "家"s, "施設"s);
    two.settle(two.note, "patient_wish", "家"s);
    CHECK_FALSE(two.in_conflict(two.ward, two.note, "patient_wish"));
    two.ward.wish(cmd::Undo{});
    CHECK(two.texts(two.ward, two.note, "patient_wish") == std::vector<std::string>{"家", "施設"});
    const Document& document = *two.ward.state().library.find(two.note);
    for (const Change* change : two.ward.state().library.answers(two.note).find("patient_wish")->current) {
        const Change& origin = origin_of(document, *change);
        const bool theirs = text_of(change->value) == "施設";
        CHECK(staff_name(two.ward.state(), origin.by) == (theirs ? "梶谷 むつみ" : "渡辺 ゆかり"));
    }
    two.ward.wish(cmd::Redo{});
    CHECK(two.texts(two.ward, two.note, "patient_wish") == std::vector<std::string>{"家"});
    two.ward.wish(cmd::Undo{});
    two.ward.wish(cmd::Undo{});  // what the ward itself wrote before the station's copy came
    CHECK(two.texts(two.ward, two.note, "patient_wish") == std::vector<std::string>{"施設"});
    two.ward.wish(cmd::Redo{});
    CHECK(two.texts(two.ward, two.note, "patient_wish") == std::vector<std::string>{"家", "施設"});
}

TEST_CASE("after an import undo takes back one's own and leaves what others wrote") {
    TwoPlaces two;
    two.ward.wish(cmd::Edit{two.note, "troubles", "夜の酸素"s});
    two.hand_over(two.ward, two.station);
    two.station.wish(cmd::Edit{two.note, "troubles", "夜の酸素と段差"s});  // knowing ours
    two.hand_over(two.station, two.ward);
    REQUIRE(two.ward.state().library.answers(two.note).text("troubles") == "夜の酸素と段差");
    two.ward.wish(cmd::Undo{});
    CHECK(two.ward.state().library.answers(two.note).text("troubles") == "夜の酸素と段差");
    CHECK(two.ward.says("notice.undo_left"));
    two.ward.wish(cmd::Redo{});
    CHECK(two.ward.state().library.answers(two.note).text("troubles") == "夜の酸素と段差");
    // Across documents, one step at a time, to the beginning and forth again.
    two.ward.wish(cmd::Edit{two.case_id, "ward", "A3"s});
    two.ward.wish(cmd::Edit{two.note, "family_feelings", "心配"s});
    two.ward.wish(cmd::Edit{two.case_id, "ward", "B2"s});
    for (int i = 0; i < 3; ++i) two.ward.wish(cmd::Undo{});
    CHECK(two.ward.state().library.answers(two.case_id).text("ward").empty());
    CHECK(two.ward.state().library.answers(two.note).text("family_feelings").empty());
    for (int i = 0; i < 3; ++i) two.ward.wish(cmd::Redo{});
    CHECK(two.ward.state().library.answers(two.case_id).text("ward") == "B2");
    CHECK(two.ward.state().library.answers(two.note).text("family_feelings") == "心配");
    for (int i = 0; i < 40; ++i) two.ward.wish(cmd::Undo{});
    CHECK_FALSE(two.ward.state().can_undo);
    CHECK(two.ward.state().library.answers(two.note).text("troubles") == "夜の酸素と段差");
    for (int i = 0; i < 40; ++i) two.ward.wish(cmd::Redo{});
    CHECK_FALSE(two.ward.state().can_redo);
    CHECK(two.ward.state().library.answers(two.case_id).text("ward") == "B2");
    CHECK(two.ward.state().library.answers(two.note).text("patient_wish") == "家へ帰りたい");
}

TEST_CASE("undo and redo many times over leave neither conflicts nor lost words") {
    TwoPlaces two;
    for (const char* text : {"一", "二", "三"})
        two.ward.wish(cmd::Edit{two.note, "troubles", std::string(text)});
    for (int round = 0; round < 4; ++round) {
        for (int i = 0; i < 3; ++i) two.ward.wish(cmd::Undo{});
        CHECK(two.ward.state().library.answers(two.note).text("troubles").empty());
        two.ward.wish(cmd::Redo{});
        CHECK(two.ward.state().library.answers(two.note).text("troubles") == "一");
        two.ward.wish(cmd::Redo{});
        two.ward.wish(cmd::Redo{});
        CHECK(two.ward.state().library.answers(two.note).text("troubles") == "三");
        CHECK(two.ward.state().library.conflicts_of(two.case_id).empty());
    }
}

TEST_CASE("a tick settled takes who ticked it along") {
    TwoPlaces two(With::checklist);
    const auto tick = [&](Workplace& place, const char* code, const char* display, const char* name) {
        place.wish(cmd::EditTogether{
            two.checklist,
            {{"before_discharge.6.answer", Coding{code, display, "urn:tsunagi:code:checklist-answer"}},
             {"before_discharge.6.checked_by", std::string(name)},
             {"before_discharge.6.checked_on", Date{"2026-11-21"}}}});
    };
    tick(two.station, "open", "未", "梶谷 むつみ");
    tick(two.ward, "done", "済", "渡辺 ゆかり");
    two.hand_over(two.station, two.ward);
    // Counted once: the name belongs to the tick.
    REQUIRE(two.ward.state().library.conflicts_of(two.case_id).size() == 1);
    const auto phases = list_checklist(two.ward.state(), two.case_id);
    const auto has_mark = [](const ChecklistRow& row) { return row.conflict == "before_discharge.6.answer"; };
    CHECK(std::ranges::any_of(phases[3].rows, has_mark));
    two.settle(two.checklist, "before_discharge.6.answer",
               Coding{"open", "未", "urn:tsunagi:code:checklist-answer"});
    CHECK(two.ward.state().library.conflicts_of(two.case_id).empty());
    CHECK(two.ward.state().library.answers(two.checklist).text("before_discharge.6.checked_by") ==
          "梶谷 むつみ");
    two.ward.wish(cmd::Undo{});
    CHECK(two.ward.state().library.conflicts_of(two.case_id).size() == 1);
    CHECK(two.in_conflict(two.ward, two.checklist, "before_discharge.6.checked_by"));
}

TEST_CASE("a row deleted here and written there stays, and comes back whole") {
    TwoPlaces two;
    const Path what = row_path("decisions", two.row, "what");
    two.station.wish(cmd::Edit{two.note, what, "ケアマネへ電話し、日を決める"s});
    two.ward.wish(cmd::DeleteRow{two.note, "decisions", two.row});
    CHECK(two.ward.state().library.answers(two.note).rows("decisions").empty());
    two.hand_over(two.station, two.ward);
    REQUIRE(two.in_conflict(two.ward, two.note, what));
    CHECK(value_words(Value{}) == "（消した）");
    // Deleting it once more takes nothing of theirs away.
    two.ward.wish(cmd::DeleteRow{two.note, "decisions", two.row});
    CHECK(two.in_conflict(two.ward, two.note, what));
    two.settle(two.note, what, "ケアマネへ電話し、日を決める"s);
    const Answers& answers = two.ward.state().library.answers(two.note);
    CHECK(answers.text(what) == "ケアマネへ電話し、日を決める");
    CHECK(answers.text(row_path("decisions", two.row, "owner")) == "佐伯");
    two.ward.wish(cmd::Undo{});
    CHECK(two.in_conflict(two.ward, two.note, what));
    two.settle(two.note, what, Value{});
    CHECK(two.ward.state().library.answers(two.note).rows("decisions").empty());
}

TEST_CASE("deleting a row with others' words in conflict keeps those words") {
    TwoPlaces two;
    const Path what = row_path("decisions", two.row, "what");
    two.disagree(two.note, what, "電話は月曜"s, "電話は火曜"s);
    two.ward.wish(cmd::DeleteRow{two.note, "decisions", two.row});
    CHECK(two.ward.says("notice.conflict_kept"));
    CHECK(two.texts(two.ward, two.note, what) == std::vector<std::string>{"", "電話は火曜"});
}

TEST_CASE("確定 names the content, shows what was changed since, and readers cannot do it") {
    TwoPlaces two;
    const auto finalised = [&]() -> const Finalised& { return two.ward.state().library.finalised(two.note); };
    CHECK(finalised().versions.empty());
    two.ward.wish(cmd::Finalise{two.note});
    REQUIRE(finalised().versions.size() == 1);
    CHECK(finalised().changed.empty());
    CHECK(two.ward.state().save.is == SaveView::Is::saved);
    const auto digest =
        two.ward.crypto.sha256(bytes_of(text_of_content(finalised().versions.front().content))).take();
    REQUIRE(digest);
    CHECK(finalised().versions.front().hash == hex_of(*digest));

    two.ward.wish(cmd::Edit{two.note, "patient_wish", "家で猫と"s});
    CHECK(finalised().changed == std::vector<Path>{"patient_wish"});
    two.ward.wish(cmd::Undo{});
    CHECK(finalised().changed.empty());
    two.ward.wish(cmd::Redo{});
    two.ward.wish(cmd::Finalise{two.note});
    REQUIRE(finalised().versions.size() == 2);
    CHECK(differing(finalised().versions[0].content, finalised().versions[1].content) ==
          std::vector<Path>{"patient_wish"});
    // What the station writes is a change since, and the finalising itself is not handed over.
    two.hand_over(two.ward, two.station);
    CHECK(two.station.state().library.finalised(two.note).versions.empty());
    two.station.wish(cmd::Edit{two.note, "troubles", "段差"s});
    two.hand_over(two.station, two.ward);
    CHECK(finalised().changed == std::vector<Path>{"troubles"});
    two.ward.reload();
    two.ward.unlock();
    CHECK(finalised().versions.size() == 2);
    two.ward.wish(cmd::Finalise{two.note});
    REQUIRE(finalised().versions.size() == 3);
    two.ward.wish(cmd::Undo{});
    CHECK(finalised().versions.size() == 2);

    two.ward.wish(cmd::AddStaff{"見学 一郎", "実習", std::string(role_reader), nurse_password});
    REQUIRE(two.ward.state().staff.size() == 2);
    two.ward.wish(cmd::Lock{});
    const auto reader = std::ranges::find(two.ward.state().staff, role_reader, &StaffCard::role);
    REQUIRE(reader != two.ward.state().staff.end());
    two.ward.wish(cmd::Unlock{reader->id, nurse_password});
    REQUIRE(two.ward.state().phase == Phase::open);
    two.ward.wish(cmd::Finalise{two.note});
    two.ward.wish(cmd::Undo{});
    CHECK(finalised().versions.size() == 2);
}

TEST_CASE("the history tells what was written before, and brings it back as a new change") {
    TwoPlaces two;
    two.ward.wish(cmd::Edit{two.note, "patient_wish", "施設"s});
    two.ward.wish(cmd::Edit{two.note, "patient_wish", Value{}});
    auto past = list_history(two.ward.state(), two.note, "patient_wish");
    REQUIRE(past.size() == 3);
    CHECK(past[0].stands);
    CHECK(text_of(past[0].before->value) == "施設");
    CHECK(past[2].before == nullptr);
    two.ward.wish(cmd::Edit{two.note, past[2].change->path, past[2].change->value});
    CHECK(two.ward.state().library.answers(two.note).text("patient_wish") == "家へ帰りたい");
    past = list_history(two.ward.state(), two.note, "patient_wish");
    CHECK(past.size() == 4);
    const auto row = list_history(two.ward.state(), two.note, row_path("decisions", two.row) + ".");
    CHECK(row.size() == 2);
    CHECK(list_history(two.ward.state(), two.note, {}).size() ==
          two.ward.state().library.find(two.note)->changes.size());
    CHECK(author_words(two.ward.state(), *past[0].change).contains("渡辺 ゆかり"));
    CHECK(author_words(two.ward.state(), *past[0].change).contains("汐見原総合病院"));
}

TEST_CASE("one record, two names: nothing merges before a person has looked") {
    TwoPlaces two;
    two.station.wish(cmd::Edit{two.case_id, "name", "渡辺 清次郎"s});
    two.station.wish(cmd::Edit{two.note, "troubles", "段差"s});
    const std::size_t before = two.ward.state().library.find(two.case_id)->changes.size();
    two.hand_over(two.station, two.ward);
    const ReceivedFile& file = two.ward.state().received;
    REQUIRE(file.identity == IdentityAnswer::asked);
    REQUIRE(file.clashes.size() == 1);
    CHECK(file.clashes[0].same_case());
    CHECK(file.clashes[0].here.at("name") == "渡邉 清次郎");
    CHECK(file.clashes[0].file.at("name") == "渡辺 清次郎");
    CHECK(two.ward.state().library.find(two.case_id)->changes.size() == before);
    SECTION("put off: asked again") {
        two.ward.wish(cmd::PutOffIdentity{});
        CHECK(file.stage == ReceivedFile::Stage::opened);
        two.ward.import_received();
        CHECK(file.identity == IdentityAnswer::asked);
        CHECK(two.ward.state().library.answers(two.note).text("troubles").empty());
    }
    SECTION("the same person: as the file says, the earlier name in the history") {
        two.ward.wish(cmd::DecideIdentity{true});
        CHECK(file.stage == ReceivedFile::Stage::imported);
        CHECK(two.ward.state().library.answers(two.case_id).text("name") == "渡辺 清次郎");
        CHECK(two.ward.state().library.answers(two.note).text("troubles") == "段差");
        CHECK(list_history(two.ward.state(), two.case_id, "name").size() == 2);
        // Known now: the next file is not asked about.
        two.station.wish(cmd::Edit{two.note, "troubles", "段差と夜"s});
        two.hand_over(two.station, two.ward);
        CHECK(two.ward.state().library.answers(two.note).text("troubles") == "段差と夜");
    }
    SECTION("another person: nothing is merged, the file stays readable") {
        two.ward.wish(cmd::DecideIdentity{false});
        CHECK(file.identity == IdentityAnswer::other);
        CHECK(file.stage == ReceivedFile::Stage::opened);
        two.ward.import_received();
        two.ward.wish(cmd::DecideIdentity{true});
        CHECK(file.stage == ReceivedFile::Stage::opened);
        CHECK(two.ward.state().library.find(two.case_id)->changes.size() == before);
        two.ward.wish(cmd::ReadAudit{{}, true});
        const auto decided = [](const AuditEntry& entry) {
            return entry.action == AuditAction::decide_identity && entry.detail == "other_person";
        };
        CHECK(std::ranges::any_of(two.ward.state().audit.entries, decided));
    }
}

TEST_CASE("both changed the name: it stays as a conflict") {
    TwoPlaces two;
    two.station.wish(cmd::Edit{two.case_id, "name", "渡辺 清次郎"s});
    two.ward.wish(cmd::Edit{two.case_id, "name", "渡邊 清次郎"s});
    two.hand_over(two.station, two.ward);
    REQUIRE(two.ward.state().received.identity == IdentityAnswer::asked);
    two.ward.wish(cmd::DecideIdentity{true});
    CHECK(two.texts(two.ward, two.case_id, "name").size() == 2);
    CHECK(two.ward.state().library.conflicts_of(two.case_id).size() == 1);
}

TEST_CASE("an older copy of a corrected name is not asked about, and changes nothing") {
    TwoPlaces two;
    two.ward.wish(cmd::Edit{two.case_id, "name", "渡邊 清次郎"s});
    two.station.wish(cmd::Edit{two.note, "troubles", "段差"s});
    two.hand_over(two.station, two.ward);
    CHECK(two.ward.state().received.stage == ReceivedFile::Stage::imported);
    CHECK(two.ward.state().library.answers(two.case_id).text("name") == "渡邊 清次郎");
    CHECK(two.ward.state().library.answers(two.note).text("troubles") == "段差");
}

TEST_CASE("one number, two records: kept apart whatever is decided") {
    TwoPlaces two;
    Workplace other{3};
    other.set_up("森 さくら", "別の病院");
    other.wish(cmd::CreateCase{
        {{"name", "髙橋 一"s}, {"patient_id", "A-0001"s}, {"birth_date", Date{"1950-01-01"}}}});
    const DocumentId theirs = other.state().place.case_id;
    TwoPlaces::send(other, theirs, two.ward);
    REQUIRE(two.ward.state().received.identity == IdentityAnswer::asked);
    REQUIRE(two.ward.state().received.clashes.size() == 1);
    CHECK_FALSE(two.ward.state().received.clashes[0].same_case());
    CHECK(two.ward.state().library.find(theirs) == nullptr);
    SECTION("the same person: a second record, and both say so") {
        two.ward.wish(cmd::DecideIdentity{true});
        REQUIRE(two.ward.state().library.find(theirs) != nullptr);
        CHECK(two.ward.state().library.answers(two.case_id).text("name") == "渡邉 清次郎");
        CHECK(two.ward.state().library.answers(theirs).text("name") == "髙橋 一");
        CHECK(two.ward.state().library.same_patient(two.case_id) == std::vector<DocumentId>{theirs});
        CHECK(two.ward.state().library.same_patient(theirs) == std::vector<DocumentId>{two.case_id});
        two.ward.wish(cmd::Edit{theirs, "patient_id", "A-0002"s});
        CHECK(two.ward.state().library.same_patient(two.case_id).empty());
    }
    SECTION("another person: nothing comes in") {
        two.ward.wish(cmd::DecideIdentity{false});
        CHECK(two.ward.state().library.find(theirs) == nullptr);
        CHECK(two.ward.state().library.same_patient(two.case_id).empty());
    }
}

}  // namespace tsunagi
