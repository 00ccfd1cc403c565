// For every command: each call it makes of a port is held in turn, the page locks, and only then the call is
// answered, as it would have been or with locked. Nothing it brings gets into the state of the locked page.
#include "app/keys.h"
#include "app/ledger.h"

#include "gated_workplace.h"

#include <algorithm>
#include <map>
#include <set>
#include <typeindex>

namespace tsunagi {

namespace {

const std::string station_name = "訪問看護ステーション このは坂";
const std::string other_password = "夕方の廊下を歩く三人の長い影";
// Calls beyond the first are held in strides: they are of the same few kinds. A deep run holds every one.
enum class Held : std::uint8_t { in_strides, every_one };
std::size_t next_held(std::size_t number, Held held) {
    if (held == Held::every_one || number < 6) return number + 1;
    return number + (number < 30 ? 7 : 29);
}

DocumentId create_case(Workplace& place) {
    place.wish(cmd::CreateCase{{{"name", Value{std::string("金子 ハル")}},
                                {"patient_id", Value{std::string("TRN-0901")}},
                                {"birth_date", Value{Date{"1941-03-02"}}}}});
    return place.state().place.case_id;
}

// What others made, once for all.
struct Others {
    PickedFile file, other_person, card, other_card;
    std::string passphrase, other_passphrase;

    Others() {
        Workplace ward(31);
        ward.crypto.quick = true;
        ward.set_up("梶谷 むつみ", station_name);
        const auto make = [&ward](const DocumentId& id, std::string& words) {
            ward.wish(with_reason(cmd::MakeHandover{id, {}, true, SectionSet::all(), "病棟"}));
            REQUIRE(ward.state().handover.stage == HandoverJob::Stage::checked);
            words = ward.state().handover.passphrase;
            PickedFile made{"申し送り.tsunagi.json", ward.state().handover.bytes};
            ward.wish(cmd::DiscardHandover{});
            return made;
        };
        file = make(create_case(ward), passphrase);
        ward.wish(cmd::CreateCase{{{"name", Value{std::string("別の 人")}},
                                   {"patient_id", Value{std::string("TRN-0901")}},
                                   {"birth_date", Value{Date{"1950-01-01"}}}}});
        other_person = make(ward.state().place.case_id, other_passphrase);
        card = card_of(ward);
        Workplace another(32);
        another.crypto.quick = true;
        another.set_up("別の 人", station_name);
        other_card = card_of(another);
    }
    static PickedFile card_of(Workplace& place) {
        place.wish(cmd::MakeKeyCard{station_name});
        REQUIRE_FALSE(place.files.saved.empty());
        return place.files.saved.back();
    }
};

const Others& others() {
    static const Others made;
    return made;
}

// A ward with one of everything, unlocked.
struct Ward : GatedWorkplace {
    std::string code;
    StaffId first, second;
    DocumentId case_id, note, checklist, meeting, station, consent, entry, consult;
    std::string row;

    Ward() {
        set_up();
        code = state().accounts.recovery_code;
        first = state().who->id;
        wish(cmd::DismissRecoveryCode{true});
        wish(cmd::AddStaff{"小坂 亮", "看護師", role_recorder, other_password});
        second = std::ranges::find(state().staff, std::string("小坂 亮"), &StaffCard::name)->id;
        case_id = add_patient();
        wish(cmd::BeginNote{case_id});
        note = state().place.note;
        wish(cmd::AddRow{note, "decisions", {{"what", std::string("電話")}}});
        row = state().library.answers(note).rows("decisions").front();
        wish(cmd::OpenChecklist{case_id});
        checklist = state().library.of_case(case_id, Kind::checklist).front();
        wish(cmd::CreateMeeting{{{"title", std::string("退院支援")}}});
        meeting = state().library.of_kind(Kind::meeting).front();
        plain_files.to_pick.push_back(others().card);
        wish(cmd::PickKeyCard{});
        station = state().library.of_kind(Kind::organisation).front();
        pass(1);
        verify(station);
        wish(cmd::RecordConsent{case_id, {{"to_name", station_name}, {"sections", std::string("wish")}}});
        consent = state().library.of_kind(Kind::consent).front();
        hand_over();
        take_file_in();
        go(Screen::case_home);
    }
    void hand_over() {
        make_file();
        wish(cmd::SaveHandover{});
        wish(cmd::RecordHanded{"手渡し"});
        entry = state().handover.ledger;
        wish(cmd::DiscardHandover{});
    }
    void make_file() {
        wish(with_reason(cmd::MakeHandover{case_id, station, false, SectionSet::all()}));
        REQUIRE(state().handover.stage == HandoverJob::Stage::checked);
    }
    void take() { wish(cmd::TakeFile{others().file.name, others().file.bytes}); }
    void open() {
        take();
        wish(cmd::OpenReceived{others().passphrase});
        REQUIRE(state().received.stage == ReceivedFile::Stage::opened);
    }
    void open_other_person() {
        wish(cmd::TakeFile{others().other_person.name, others().other_person.bytes});
        wish(cmd::OpenReceived{others().other_passphrase});
        REQUIRE(state().received.stage == ReceivedFile::Stage::opened);
    }
    void ask_identity() {
        open_other_person();
        import_received();
        REQUIRE(state().received.identity == IdentityAnswer::asked);
    }
    // The file's case, which can be answered.
    DocumentId incoming;
    void take_file_in() {
        open();
        incoming = state().received.bundle.documents.front().id;
        for (const Document& document : state().received.bundle.documents)
            if (document.kind == Kind::case_) incoming = document.id;
        import_received();
        if (state().received.identity == IdentityAnswer::asked) wish(cmd::DecideIdentity{true});
        wish(cmd::CloseReceived{});
        wish(cmd::AskQuestion{incoming, "夜間の連絡先は", {}});
        consult = state().library.of_case(incoming, Kind::consult).front();
    }
    void begin_reply() {
        wish(cmd::BeginReply{incoming});
        REQUIRE(state().reply.stage == ReplyJob::Stage::writing);
    }
    void make_reply() {
        begin_reply();
        wish(cmd::MakeReply{incoming});
        REQUIRE(state().reply.stage == ReplyJob::Stage::made);
    }
    void pick_backup() {
        if (backup.bytes.empty()) {
            wish(cmd::MakeBackup{});
            REQUIRE(state().backup.stage == BackupJob::Stage::made);
            backup = plain_files.saved.back();
            wish(cmd::CloseBackup{});
        }
        plain_files.to_pick = {backup};
        wish(cmd::PickBackup{});
        REQUIRE(state().backup.stage == BackupJob::Stage::asking);
    }
    void check_backup() {
        pick_backup();
        wish(cmd::CheckBackup{code});
        REQUIRE(state().backup.stage == BackupJob::Stage::checked);
    }
    PickedFile backup;
    void go(Screen screen) { wish(cmd::GoTo{Place{screen, case_id, {}, {}}}); }
    void ask_key_change() {
        plain_files.to_pick = {others().other_card};
        wish(cmd::PickKeyCard{});
        pass(1);
    }
    void lock() {
        wish(cmd::Lock{});
        wait_for_lock();
        REQUIRE(state().phase == Phase::locked);
    }
    void unlock_first() {
        wish(cmd::Unlock{first, nurse_password});
        REQUIRE(state().phase == Phase::open);
        if (!state().accounts.recovery_code.empty()) wish(cmd::DismissRecoveryCode{true});
    }
};

struct Act {
    std::function<void(Ward&)> prepare;
    std::function<void(Ward&)> act;
};
using Acts = std::map<std::type_index, Act>;

template <class C>
Act act(std::function<C(Ward&)> make, std::function<void(Ward&)> prepare = {}) {
    return {std::move(prepare), [make = std::move(make)](Ward& ward) { ward.wish(make(ward)); }};
}

template <class C>
void put(Acts& acts, std::type_identity_t<std::function<C(Ward&)>> make,
         std::function<void(Ward&)> prepare = {}) {
    acts.emplace(typeid(C), act<C>(std::move(make), std::move(prepare)));
}

void put_accounts(Acts& acts) {
    put<cmd::AddStaff>(acts,
                       [](Ward&) { return cmd::AddStaff{"新 人", "看護師", role_reader, other_password}; });
    put<cmd::RemoveStaff>(
        acts,
        [](Ward& w) {
            return cmd::RemoveStaff{w.state().staff.back().id == w.first ? w.state().staff.front().id
                                                                         : w.state().staff.back().id};
        },
        [](Ward& w) { w.wish(cmd::AddStaff{"去る 人", "看護師", role_reader, other_password}); });
    put<cmd::ChangeRole>(acts, [](Ward& w) { return cmd::ChangeRole{w.second, role_reader}; });
    put<cmd::ResetPassword>(acts, [](Ward& w) { return cmd::ResetPassword{w.second, other_password}; });
    put<cmd::ChangePassword>(acts, [](Ward&) { return cmd::ChangePassword{nurse_password, nurse_password}; });
    put<cmd::PutOffPassword>(acts, [](Ward&) { return cmd::PutOffPassword{}; });
    put<cmd::SetPin>(acts, [](Ward&) { return cmd::SetPin{"7291", nurse_password}; });
    put<cmd::ExchangeKey>(acts, [](Ward&) { return cmd::ExchangeKey{}; });
    put<cmd::MakeRecoveryCode>(acts, [](Ward&) { return cmd::MakeRecoveryCode{nurse_password}; });
    put<cmd::PrintRecoveryCode>(
        acts, [](Ward&) { return cmd::PrintRecoveryCode{}; },
        [](Ward& w) { w.wish(cmd::MakeRecoveryCode{nurse_password}); });
    put<cmd::DismissRecoveryCode>(
        acts, [](Ward&) { return cmd::DismissRecoveryCode{true}; },
        [](Ward& w) { w.wish(cmd::MakeRecoveryCode{nurse_password}); });
    put<cmd::ReadAudit>(acts, [](Ward&) { return cmd::ReadAudit{}; });
    put<cmd::CheckAudit>(acts, [](Ward&) { return cmd::CheckAudit{}; });
    put<cmd::ExportAudit>(acts, [](Ward&) { return cmd::ExportAudit{}; });
    put<cmd::WriteHere>(acts, [](Ward&) { return cmd::WriteHere{}; });
}

void put_writing(Acts& acts) {
    const std::string words = "書いたこと";
    put<cmd::GoTo>(acts, [](Ward& w) { return cmd::GoTo{Place{Screen::history, w.incoming, w.note, {}}}; });
    put<cmd::GoBack>(acts, [](Ward&) { return cmd::GoBack{}; });
    put<cmd::Edit>(acts, [words](Ward& w) {
        return cmd::Edit{w.note, "patient_wish", words + std::to_string(w.state().now_ms)};
    });
    put<cmd::EditTogether>(acts, [words](Ward& w) {
        return cmd::EditTogether{w.note, {{"patient_wish", words}, {"family_wish", words}}};
    });
    put<cmd::EditDraft>(acts,
                        [words](Ward& w) { return cmd::EditDraft{w.note, "patient_wish", words + "と"}; });
    put<cmd::KeepText>(acts,
                       [words](Ward& w) { return cmd::KeepText{w.note, "patient_wish", words + "も"}; });
    put<cmd::AddRow>(acts, [words](Ward& w) { return cmd::AddRow{w.note, "decisions", {{"what", words}}}; });
    put<cmd::DeleteRow>(
        acts,
        [](Ward& w) {
            return cmd::DeleteRow{w.note, "decisions",
                                  w.state().library.answers(w.note).rows("decisions").back()};
        },
        [words](Ward& w) { w.wish(cmd::AddRow{w.note, "decisions", {{"what", words}}}); });
    put<cmd::AddTask>(acts, [words](Ward& w) { return cmd::AddTask{w.case_id, {{"what", words}}}; });
    const auto edited = [words](Ward& w) {
        w.wish(cmd::Edit{w.note, "patient_wish", words + std::to_string(w.state().now_ms)});
    };
    put<cmd::Undo>(acts, [](Ward&) { return cmd::Undo{}; }, edited);
    put<cmd::Redo>(
        acts, [](Ward&) { return cmd::Redo{}; },
        [edited](Ward& w) {
            edited(w);
            w.wish(cmd::Undo{});
        });
    put<cmd::AskField>(acts, [](Ward& w) {
        return cmd::AskField{FieldQuestion{FieldQuestion::Is::history, w.note, "patient_wish"}};
    });
    put<cmd::PutAwayQuestion>(acts, [](Ward&) { return cmd::PutAwayQuestion{}; });
    put<cmd::Settle>(acts, [words](Ward& w) { return cmd::Settle{w.note, "patient_wish", words, {}}; });
    put<cmd::DropDraft>(
        acts, [](Ward& w) { return cmd::DropDraft{w.note, "patient_wish"}; },
        [words](Ward& w) { w.wish(cmd::EditDraft{w.note, "patient_wish", words + "が"}); });
    put<cmd::Finalise>(acts, [](Ward& w) { return cmd::Finalise{w.note}; }, edited);
    put<cmd::RetrySave>(acts, [](Ward&) { return cmd::RetrySave{}; });
    put<cmd::SetSetting>(acts, [](Ward&) { return cmd::SetSetting{"phone", std::string("0000-00-0000")}; });
    put<cmd::DismissNotice>(acts, [](Ward&) { return cmd::DismissNotice{1}; });
    put<cmd::SetLanguage>(acts, [](Ward&) { return cmd::SetLanguage{"ja"}; });
    put<cmd::SetScreenMode>(acts, [](Ward&) { return cmd::SetScreenMode{}; });
    put<cmd::SetTextSize>(acts, [](Ward&) { return cmd::SetTextSize{}; });
    put<cmd::HoldUpdates>(acts, [](Ward&) { return cmd::HoldUpdates{true}; });
    put<cmd::ConfirmUpdate>(
        acts, [](Ward&) { return cmd::ConfirmUpdate{"1.0.1 fe15fe15fe15fe15"}; },
        [](Ward& w) { w.app->set_updates(true, "1.0.1 fe15fe15fe15fe15"); });
    put<cmd::Lock>(acts, [](Ward&) { return cmd::Lock{}; });
}

void put_meetings(Acts& acts) {
    put<cmd::CreateCase>(acts, [](Ward&) { return cmd::CreateCase{{{"name", std::string("新 患者")}}}; });
    put<cmd::CreateMeeting>(acts, [](Ward&) { return cmd::CreateMeeting{{{"title", std::string("会議")}}}; });
    put<cmd::AddToAgenda>(acts, [](Ward& w) { return cmd::AddToAgenda{w.meeting, w.case_id, "退院先"}; });
    const auto listed = [](Ward& w) { w.wish(cmd::AddToAgenda{w.meeting, w.case_id, "退院先"}); };
    const auto row = [](Ward& w) {
        const auto rows = w.state().library.answers(w.meeting).rows("agenda");
        return rows.empty() ? std::string() : rows.back();
    };
    put<cmd::RemoveFromAgenda>(
        acts, [row](Ward& w) { return cmd::RemoveFromAgenda{w.meeting, row(w)}; }, listed);
    put<cmd::StartMeeting>(acts, [](Ward& w) { return cmd::StartMeeting{w.meeting}; }, listed);
    put<cmd::OpenAgendaItem>(acts, [row](Ward& w) { return cmd::OpenAgendaItem{w.meeting, row(w)}; }, listed);
    put<cmd::FinishAgendaItem>(
        acts, [row](Ward& w) { return cmd::FinishAgendaItem{w.meeting, row(w)}; }, listed);
    put<cmd::CarryAgendaItem>(
        acts, [row](Ward& w) { return cmd::CarryAgendaItem{w.meeting, row(w)}; }, listed);
    put<cmd::ExtendAgendaItem>(
        acts, [row](Ward& w) { return cmd::ExtendAgendaItem{w.meeting, row(w)}; }, listed);
    put<cmd::EndMeeting>(acts, [](Ward& w) { return cmd::EndMeeting{w.meeting}; });
    put<cmd::BeginNote>(acts, [](Ward& w) { return cmd::BeginNote{w.case_id}; });
    put<cmd::OpenChecklist>(acts, [](Ward& w) { return cmd::OpenChecklist{w.incoming}; });
}

void put_handing_over(Acts& acts) {
    put<cmd::MakeHandover>(acts, [](Ward& w) {
        return with_reason(cmd::MakeHandover{w.case_id, w.station, false, SectionSet::all()});
    });
    put<cmd::RecordConsent>(acts, [](Ward& w) {
        return cmd::RecordConsent{w.case_id, {{"to_name", station_name}, {"sections", std::string("wish")}}};
    });
    put<cmd::WithdrawConsent>(acts,
                              [](Ward& w) { return cmd::WithdrawConsent{w.consent, "本人", "いやだ"}; });
    put<cmd::TellAgain>(acts, [](Ward& w) { return cmd::TellAgain{{w.entry}}; });
    put<cmd::TellNext>(acts, [](Ward&) { return cmd::TellNext{}; });
    const auto made = [](Ward& w) { w.make_file(); };
    put<cmd::SaveHandover>(acts, [](Ward&) { return cmd::SaveHandover{}; }, made);
    put<cmd::ShareHandover>(acts, [](Ward&) { return cmd::ShareHandover{}; }, made);
    put<cmd::RecordHanded>(acts, [](Ward&) { return cmd::RecordHanded{"手渡し"}; }, made);
    put<cmd::DiscardHandover>(acts, [](Ward&) { return cmd::DiscardHandover{}; }, made);
    put<cmd::MakeWithdrawal>(
        acts, [](Ward& w) { return cmd::MakeWithdrawal{w.entry, "相手違い"}; },
        [](Ward& w) { w.hand_over(); });
    put<cmd::ExportLedger>(acts, [](Ward&) { return cmd::ExportLedger{}; });
    put<cmd::MakeKeyCard>(acts, [](Ward&) { return cmd::MakeKeyCard{"病棟"}; });
    put<cmd::PickKeyCard>(
        acts, [](Ward&) { return cmd::PickKeyCard{}; },
        [](Ward& w) { w.plain_files.to_pick = {others().other_card}; });
    put<cmd::TakeKeyCard>(acts, [](Ward&) { return cmd::TakeKeyCard{text_of(others().other_card.bytes)}; });
    put<cmd::AnswerKeyChange>(
        acts, [](Ward&) { return cmd::AnswerKeyChange{true}; }, [](Ward& w) { w.ask_key_change(); });
    put<cmd::PutAwayKeyCard>(acts, [](Ward&) { return cmd::PutAwayKeyCard{}; });
    put<cmd::MarkKeyVerified>(
        acts,
        [](Ward& w) {
            return cmd::MarkKeyVerified{w.station, "渡辺 ゆかり", device_number_of(w.state(), w.station)};
        },
        [](Ward& w) { w.pass(1); });
    put<cmd::MarkCardGiven>(acts, [](Ward& w) { return cmd::MarkCardGiven{w.station}; });
}

void put_receiving(Acts& acts) {
    put<cmd::PickFile>(
        acts, [](Ward&) { return cmd::PickFile{}; },
        [](Ward& w) { w.plain_files.to_pick = {others().file}; });
    put<cmd::TakeFile>(acts, [](Ward&) { return cmd::TakeFile{others().file.name, others().file.bytes}; });
    put<cmd::OpenReceived>(
        acts, [](Ward&) { return cmd::OpenReceived{others().passphrase}; }, [](Ward& w) { w.take(); });
    put<cmd::ImportReceived>(
        acts, [](Ward&) { return cmd::ImportReceived{.number_compared = true}; }, [](Ward& w) { w.open(); });
    put<cmd::CloseReceived>(acts, [](Ward&) { return cmd::CloseReceived{}; }, [](Ward& w) { w.open(); });
    put<cmd::DecideIdentity>(
        acts, [](Ward&) { return cmd::DecideIdentity{false}; }, [](Ward& w) { w.ask_identity(); });
    put<cmd::PutOffIdentity>(
        acts, [](Ward&) { return cmd::PutOffIdentity{}; }, [](Ward& w) { w.ask_identity(); });
    put<cmd::BeginReply>(acts, [](Ward& w) { return cmd::BeginReply{w.incoming}; });
    put<cmd::AddFollowUp>(acts, [](Ward& w) { return cmd::AddFollowUp{w.incoming}; });
    put<cmd::AskQuestion>(acts, [](Ward& w) { return cmd::AskQuestion{w.incoming, "薬は", {}}; });
    put<cmd::AnswerQuestion>(acts, [](Ward& w) { return cmd::AnswerQuestion{w.consult, "はい"}; });
    put<cmd::MakeReply>(
        acts, [](Ward& w) { return cmd::MakeReply{w.incoming}; }, [](Ward& w) { w.begin_reply(); });
    const auto made = [](Ward& w) { w.make_reply(); };
    put<cmd::SaveReply>(acts, [](Ward&) { return cmd::SaveReply{}; }, made);
    put<cmd::ShareReply>(acts, [](Ward&) { return cmd::ShareReply{}; }, made);
    put<cmd::PutAwayReply>(acts, [](Ward&) { return cmd::PutAwayReply{}; }, made);
}

void put_backups(Acts& acts) {
    put<cmd::MakeBackup>(acts, [](Ward&) { return cmd::MakeBackup{}; });
    put<cmd::PickBackup>(
        acts, [](Ward&) { return cmd::PickBackup{}; },
        [](Ward& w) {
            w.pick_backup();
            w.wish(cmd::CloseBackup{});
            w.plain_files.to_pick = {w.backup};
        });
    put<cmd::CheckBackup>(
        acts, [](Ward& w) { return cmd::CheckBackup{w.code}; }, [](Ward& w) { w.pick_backup(); });
    put<cmd::RestoreBackup>(
        acts, [](Ward& w) { return cmd::RestoreBackup{w.code}; }, [](Ward& w) { w.check_backup(); });
    put<cmd::CloseBackup>(acts, [](Ward&) { return cmd::CloseBackup{}; }, [](Ward& w) { w.pick_backup(); });
    put<cmd::SaveWipeCertificate>(acts, [](Ward&) { return cmd::SaveWipeCertificate{}; });
    put<cmd::PutAwayWipe>(acts, [](Ward&) { return cmd::PutAwayWipe{}; });
    put<cmd::ChangePasskey>(acts, [](Ward&) { return cmd::ChangePasskey{true, nurse_password}; });
}

// Holds each call in turn, and gives it both answers after a lock. Each time on the disk as it was, so that
// the log, which every unlock reads, does not grow.
void sweep(const Acts& acts, Held held = Held::in_strides) {
    Ward ward;
    ward.lock();
    const MemoryDisk prepared = ward.disk;
    ward.unlock_first();
    for (const auto& [type, act] : acts) {
        for (const bool well : {true, false}) {
            std::size_t number = 0;
            for (;; number = next_held(number, held)) {
                INFO(type.name() << ", call " << number << (well ? ", answered" : ", answered as locked"));
                if (act.prepare) act.prepare(ward);
                ward.pass(1);
                ward.gate.hold(number);
                act.act(ward);
                ward.pass(3'000);  // a draft is given to the vault, a number worked out
                const bool is_held = ward.gate.held() > 0;
                ward.wish(cmd::Lock{});
                check_blank(ward.state());
                ward.gate.hold_nothing();
                ward.gate.release(well);
                ward.wait_for_lock();
                REQUIRE(ward.state().phase == Phase::locked);
                check_blank(ward.state());
                CHECK_FALSE(ward.app->is_locking());
                ward.start_over(prepared);
                ward.unlock_first();
                if (!is_held) break;
            }
        }
    }
}

}  // namespace

TEST_CASE("sweep: every call of every command", "[.deep]") {
    for (const auto fill :
         {put_accounts, put_writing, put_meetings, put_handing_over, put_receiving, put_backups}) {
        Acts acts;
        fill(acts);
        sweep(acts, Held::every_one);
    }
}

TEST_CASE("sweep: accounts and the log") {
    Acts acts;
    put_accounts(acts);
    sweep(acts);
}

TEST_CASE("sweep: writing") {
    Acts acts;
    put_writing(acts);
    sweep(acts);
}

TEST_CASE("sweep: cases and meetings") {
    Acts acts;
    put_meetings(acts);
    sweep(acts);
}

TEST_CASE("sweep: handing over and key cards") {
    Acts acts;
    put_handing_over(acts);
    sweep(acts);
}

TEST_CASE("sweep: receiving and answering") {
    Acts acts;
    put_receiving(acts);
    sweep(acts);
}

TEST_CASE("sweep: backups and passkeys") {
    Acts acts;
    put_backups(acts);
    sweep(acts);
}

TEST_CASE("sweep: disposing of the tablet") {
    for (const bool well : {true, false}) {
        for (std::size_t number = 0; number < 60; ++number) {
            INFO("call " << number << (well ? ", answered" : ", answered as locked"));
            GatedWorkplace ward;
            ward.set_up();
            ward.add_patient();
            ward.gate.hold(number);
            ward.wish(cmd::WipeStore{nurse_password});
            if (ward.gate.held() == 0) {
                CHECK(number > 5);
                break;
            }
            ward.wish(cmd::Lock{});
            check_blank(ward.state());
            ward.gate.hold_nothing();
            ward.gate.release(well);
            ward.wait_for_lock();
            check_blank(ward.state());
            const bool is_gone = ward.state().wipe.stage == WipeJob::Stage::wiped;
            // Where the store was just being opened anew when the worker ended, that is what the screen says.
            const bool is_opening_lost = is_gone && !well && ward.state().phase == Phase::broken;
            CHECK((is_opening_lost || ward.state().phase == (is_gone ? Phase::first_run : Phase::locked)));
            CHECK((is_gone || !well));  // what was asked for is done, whoever locked meanwhile
        }
    }
}

namespace {

template <class... C>
std::set<std::string> names_of(TypeList<C...>) {
    return {typeid(C).name()...};
}

}  // namespace

TEST_CASE("sweep: every command is in it") {
    Acts acts;
    for (const auto fill :
         {put_accounts, put_writing, put_meetings, put_handing_over, put_receiving, put_backups})
        fill(acts);
    std::set<std::string> swept;
    for (const auto& [type, act] : acts) swept.insert(type.name());
    // From the lock screen: test_lock_phases.cpp. Disposing of the tablet: above.
    for (const std::type_info* type :
         {&typeid(cmd::StartPractice), &typeid(cmd::OpenRealStore), &typeid(cmd::CreateAccount),
          &typeid(cmd::Unlock), &typeid(cmd::UnlockByPin), &typeid(cmd::Recover), &typeid(cmd::WipeStore)}) {
        swept.insert(type->name());
    }
    for (const std::string& name : names_of(AllCommands{})) {
        INFO(name);
        CHECK(swept.contains(name));
    }
}

}  // namespace tsunagi
