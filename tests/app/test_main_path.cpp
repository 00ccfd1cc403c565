// The main job from end to end: a conference becomes a note, stays sealed, and reaches the station.
#include "app/answers.h"

#include "handing.h"

#include <algorithm>
#include <array>

namespace tsunagi {

namespace {

constexpr std::array note_texts{"patient_wish",    "family_feelings", "medical_outlook",
                                "life_assessment", "troubles",        "sudden_change"};

// Types what another document says at a path, as a person would: drafts first, then the field is left.
void type(Workplace& ward, const DocumentId& into, const Path& path, const std::string& text) {
    ward.wish(cmd::EditDraft{into, path, text.substr(0, text.size() / 2)});
    ward.pass(2'000);
    ward.wish(cmd::EditDraft{into, path, text});
    ward.wish(cmd::Edit{into, path, text});
}

DocumentId copy_case(Workplace& ward, const CaseText& source) {
    const Answers from(*source.find(Kind::case_));
    Fields fields;
    for (const char* path :
         {"name", "kana", "patient_id", "birth_date", "sex", "ward", "bed", "admission_date"}) {
        fields.emplace_back(path, from.value(path));
    }
    ward.wish(cmd::CreateCase{fields});
    REQUIRE(ward.state().place.screen == Screen::case_home);
    return ward.state().place.case_id;
}

DocumentId hold_conference(Workplace& ward, const DocumentId& case_id, const CaseText& source) {
    ward.wish(
        cmd::CreateMeeting{{{"held_on", Date{today_iso(ward.state())}}, {"start_time", Time{"14:30:00"}}}});
    const auto ahead = list_meetings_ahead(ward.state());
    REQUIRE(ahead.size() == 1);
    ward.wish(cmd::AddToAgenda{ahead.front(), case_id, "独居の夜間", 12});
    ward.wish(cmd::StartMeeting{ahead.front()});
    REQUIRE(ward.state().place.screen == Screen::conference);
    const DocumentId note = ward.state().place.note;
    const Answers from(*source.find(Kind::note));
    for (const char* path : note_texts) type(ward, note, path, from.text(path));
    for (const std::string& row : from.rows("decisions")) {
        Fields fields;
        for (const char* field : {"what", "owner", "owner_profession", "due"}) {
            fields.emplace_back(field, from.value(row_path("decisions", row, field)));
        }
        ward.wish(cmd::AddRow{note, "decisions", fields});
    }
    ward.clock.advance(7 * 60'000);
    ward.wish(cmd::FinishAgendaItem{ahead.front(), list_agenda(ward.state(), ahead.front()).front().row});
    ward.wish(cmd::EndMeeting{ahead.front()});
    CHECK(list_meetings_ahead(ward.state()).empty());
    CHECK(int_at(ward.state().library.answers(note), "meeting_minutes") == 8);  // begun minutes count
    return note;
}

void check_note(const Workplace& place, const DocumentId& note, const CaseText& source) {
    const Answers from(*source.find(Kind::note));
    const Answers& now = place.state().library.answers(note);
    for (const char* path : note_texts) CHECK(now.text(path) == from.text(path));
    CHECK(now.rows("decisions").size() == from.rows("decisions").size());
}

}  // namespace

TEST_CASE("a conference reaches the station with every character, and only what was chosen") {
    const CaseText source = read_case_text("TRN-0001");
    Workplace ward(1);
    ward.set_up();
    const DocumentId case_id = copy_case(ward, source);
    const DocumentId note = hold_conference(ward, case_id, source);
    ward.wish(cmd::OpenChecklist{case_id});
    const DocumentId checklist = find_checklist(ward.state(), case_id);
    ward.wish(cmd::Edit{checklist, "before_discharge.6.answer",
                        Coding{"done", "済", "urn:tsunagi:code:checklist-answer"}});
    const auto phases = list_checklist(ward.state(), case_id);
    REQUIRE(phases.size() == 6);
    CHECK(phases[3].settled == 1);
    CHECK(list_tasks(ward.state(), case_id).size() ==
          Answers(*source.find(Kind::note)).rows("decisions").size());
    CHECK(ward.state().save.is == SaveView::Is::saved);

    // The page is closed and comes again: nothing readable lay on the disk, and everything is back.
    const std::string wish = Answers(*source.find(Kind::note)).text("patient_wish");
    CHECK_FALSE(ward.disk.contains(wish.substr(0, 30)));
    CHECK_FALSE(ward.disk.contains("清次郎"));
    ward.reload();
    ward.unlock("まちがった合言葉です・長さは足りる");
    CHECK(ward.state().phase == Phase::locked);
    CHECK(ward.state().fault == Fault::wrong_password);
    ward.unlock();
    REQUIRE(ward.state().phase == Phase::open);
    check_note(ward, note, source);

    SectionSet sections = SectionSet::all();
    sections.remove(Section::troubles);
    make_file(ward, with_reason(cmd::MakeHandover{case_id, {}, true, sections}));
    const std::string passphrase = ward.state().handover.passphrase;
    const PickedFile file = take_out(ward);
    CHECK(ward.files.saved.size() == 1);
    const auto ledger = list_ledger(ward.state(), case_id);
    REQUIRE(ledger.size() == 1);
    CHECK(ledger.front().receipt_state == "waiting");
    CHECK(ledger.front().days_left == 2);

    // The station has no account: the file opens for reading.
    Workplace station(2);
    station.wish(cmd::TakeFile{file.name, file.bytes});
    REQUIRE(station.state().phase == Phase::reading);
    CHECK(station.state().received.wants_passphrase);
    station.wish(cmd::OpenReceived{"0000-0000-0000-0000-0000-0000"});
    CHECK(station.state().received.fault == Fault::cannot_open);
    CHECK(station.state().received.stage == ReceivedFile::Stage::asking);
    station.wish(cmd::OpenReceived{passphrase});
    REQUIRE(station.state().received.stage == ReceivedFile::Stage::opened);
    CHECK(station.state().received.trust == SignerTrust::unknown);
    CHECK(station.state().received.view.patient.name == "渡邉 清次郎");
    CHECK(station.disk.size_bytes() == 0);
}

TEST_CASE("a station with an account merges the file, once") {
    const CaseText source = read_case_text("TRN-0001");
    Workplace ward(1);
    ward.set_up();
    Station station;
    const DocumentId organisation = know(ward, station);
    const DocumentId case_id = copy_case(ward, source);
    const DocumentId note = hold_conference(ward, case_id, source);
    CHECK(ward.state().library.answers(organisation).text("key_verified_by").empty());
    ward.verify(organisation);
    make_file(ward, with_reason(cmd::MakeHandover{case_id, organisation, false, SectionSet::all()}));
    CHECK(ward.state().handover.passphrase.empty());
    ward.wish(cmd::SaveHandover{});

    const PickedFile file = last_saved(ward);
    station.wish(cmd::TakeFile{file.name, file.bytes});
    REQUIRE(station.state().received.for_this_device);
    station.wish(cmd::OpenReceived{});
    REQUIRE(station.state().received.stage == ReceivedFile::Stage::opened);
    CHECK(station.state().library.of_kind(Kind::case_).empty());
    station.import_received();
    REQUIRE(station.state().library.of_kind(Kind::case_).size() == 1);
    check_note(station, note, source);

    take_in(station, file);
    CHECK(station.says(Fault::already_imported));
    CHECK(station.state().library.of_kind(Kind::case_).size() == 1);
}

TEST_CASE("what was being typed when the page died is there after unlocking") {
    const CaseText source = read_case_text("TRN-0001");
    Workplace ward;
    ward.set_up();
    const DocumentId case_id = copy_case(ward, source);
    ward.wish(cmd::BeginNote{case_id});
    const DocumentId note = ward.state().place.note;
    ward.wish(cmd::EditDraft{note, "troubles", "夜中に酸素をはずして"});
    CHECK(ward.state().save.is == SaveView::Is::saving);
    ward.pass(2'000);
    CHECK(ward.state().save.is == SaveView::Is::saved);
    ward.reload();
    ward.unlock();
    CHECK(ward.state().library.answers(note).text("troubles") == "夜中に酸素をはずして");
}

TEST_CASE("a full disk loses nothing: it is said, kept, and saved when there is room again") {
    const CaseText source = read_case_text("TRN-0001");
    Workplace ward;
    ward.set_up();
    const DocumentId case_id = copy_case(ward, source);
    ward.store->faults.refuse_commits = true;
    ward.store->faults.fault = Fault::quota_exceeded;
    ward.wish(cmd::Edit{case_id, "patient_wish", std::string("うちの畳で寝たい")});
    CHECK(ward.state().save.is == SaveView::Is::failed);
    CHECK(ward.state().save.fault == Fault::quota_exceeded);
    CHECK(ward.state().library.answers(case_id).text("patient_wish") == "うちの畳で寝たい");
    ward.wish(with_reason(cmd::MakeHandover{case_id, {}, true, SectionSet::all()}));
    CHECK(ward.state().handover.stage == HandoverJob::Stage::failed);
    ward.wish(cmd::Lock{});
    CHECK(ward.state().phase == Phase::locked);  // a full disk leaves no record open on the table
    CHECK(ward.state().unsaved_at_lock);
    CHECK(ward.app->holds_unsaved());
    CHECK_FALSE(ward.app->may_begin_anew());  // loaded anew, the page would have lost it
    CHECK(ward.state().library.size() == 0);
    ward.store->faults.refuse_commits = false;
    ward.unlock();
    REQUIRE(ward.state().phase == Phase::open);
    ward.wish(cmd::RetrySave{});
    CHECK(ward.state().save.is == SaveView::Is::saved);
    ward.reload();
    ward.unlock();
    CHECK(ward.state().library.answers(case_id).text("patient_wish") == "うちの畳で寝たい");
}

TEST_CASE("practice and real data never mix") {
    Workplace tablet;
    tablet.set_up();
    tablet.wish(cmd::StartPractice{});
    REQUIRE(tablet.state().phase == Phase::open);
    CHECK(tablet.state().practice());
    CHECK(tablet.state().library.of_kind(Kind::case_).size() == 8);
    CHECK(today_iso(tablet.state()) == "2026-11-21");
    const auto ahead = list_meetings_ahead(tablet.state());
    REQUIRE(!ahead.empty());
    CHECK(list_agenda(tablet.state(), ahead.front()).size() == 5);
    const DocumentId case_id = tablet.state().library.of_kind(Kind::case_).front();
    make_file(tablet, with_reason(cmd::MakeHandover{case_id, {}, true, SectionSet::all()}));
    tablet.wish(cmd::SaveHandover{});
    const PickedFile file = last_saved(tablet);
    const std::string passphrase = tablet.state().handover.passphrase;
    CHECK(file.name.starts_with("renshu-"));
    tablet.wish(cmd::OpenRealStore{});
    tablet.unlock();
    CHECK(tablet.state().library.of_kind(Kind::case_).empty());
    open_file(tablet, file, passphrase);
    CHECK(tablet.state().received.bundle.store == StoreKind::practice);
    tablet.import_received();
    CHECK(tablet.says(Fault::not_allowed));
    CHECK(tablet.state().library.of_kind(Kind::case_).empty());
}

TEST_CASE("the tablet locks itself when nobody touches it, and forgets what was open") {
    Workplace ward;
    ward.set_up();
    ward.app->note_activity();
    REQUIRE(ward.app->next_deadline_ms());
    ward.pass(3 * 60'000 - 15'001);
    CHECK_FALSE(ward.state().display.locking_soon);
    ward.pass(1);
    CHECK(ward.state().display.locking_soon);
    ward.pass(14'999);
    CHECK(ward.state().phase == Phase::open);
    ward.pass(1);
    CHECK_FALSE(ward.state().display.locking_soon);
    CHECK(ward.state().phase == Phase::locked);
    CHECK(ward.state().library.size() == 0);
    CHECK_FALSE(ward.app->next_deadline_ms());
}

TEST_CASE("a new note begins with what the last one said, and undo takes one step back") {
    const CaseText source = read_case_text("TRN-0001");
    Workplace ward;
    ward.set_up();
    const DocumentId case_id = copy_case(ward, source);
    ward.wish(cmd::BeginNote{case_id});
    const DocumentId first = ward.state().place.note;
    ward.wish(cmd::Edit{first, "life_assessment", std::string("日中は見守りで歩ける")});
    ward.clock.advance(24 * 3'600'000);
    ward.wish(cmd::BeginNote{case_id});
    const DocumentId second = ward.state().place.note;
    REQUIRE(second != first);
    CHECK(ward.state().library.answers(second).text("life_assessment") == "日中は見守りで歩ける");
    CHECK(list_assessments(ward.state(), case_id).size() == 1);
    ward.wish(cmd::Edit{second, "life_assessment", std::string("夜はひとりでは難しい")});
    CHECK(list_assessments(ward.state(), case_id).size() == 2);
    ward.wish(cmd::Undo{});
    CHECK(ward.state().library.answers(second).text("life_assessment") == "日中は見守りで歩ける");
    ward.wish(cmd::Redo{});
    CHECK(ward.state().library.answers(second).text("life_assessment") == "夜はひとりでは難しい");
    CHECK(ward.state().library.answers(first).text("life_assessment") == "日中は見守りで歩ける");
}

TEST_CASE("what one tap wrote is taken back by one step") {
    const CaseText source = read_case_text("TRN-0001");
    Workplace ward;
    ward.set_up();
    const DocumentId case_id = copy_case(ward, source);
    ward.wish(cmd::OpenChecklist{case_id});
    const auto lists = ward.state().library.of_case(case_id, Kind::checklist);
    REQUIRE(lists.size() == 1);
    const auto answer = [&] { return ward.state().library.answers(lists.front()); };
    ward.wish(
        cmd::EditTogether{lists.front(),
                          {{"before_discharge.6.answer", Coding{"done", "済", "urn:tsunagi:code:answer"}},
                           {"before_discharge.6.checked_by", std::string("練習 花子")}}});
    CHECK(answer().text("before_discharge.6.checked_by") == "練習 花子");
    ward.wish(cmd::Undo{});
    CHECK(answer().text("before_discharge.6.checked_by").empty());
    CHECK(answer().find("before_discharge.6.answer") == nullptr);
    ward.wish(cmd::Redo{});
    CHECK(answer().text("before_discharge.6.checked_by") == "練習 花子");
    CHECK(answer().find("before_discharge.6.answer") != nullptr);
}

}  // namespace tsunagi
