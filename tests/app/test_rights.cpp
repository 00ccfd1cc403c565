// Every command there is, by everybody and at every moment: what somebody may not do changes nothing, makes
// no file, and is told to them.
#include "app/replies.h"

#include "command_samples.h"
#include "forging.h"

#include <algorithm>
#include <functional>
#include <string>
#include <type_traits>
#include <vector>

namespace tsunagi {

namespace {

template <class... C, class Visit>
void for_each_command(TypeList<C...>, const Subject& subject, Visit visit) {
    (visit(sample(std::type_identity<C>{}, subject), needs_of<C>()), ...);
}

template <class One, class... C>
consteval int count_of(TypeList<C...>) {
    return (0 + ... + (std::is_same_v<One, C> ? 1 : 0));
}
template <class... C>
consteval bool stands_once(TypeList<C...>) {
    return ((count_of<C>(TypeList<C...>{}) == 1) && ...);
}
static_assert(stands_once(AllCommands{}), "a command stands in one list of what it needs");

// What may not change: records, drafts, slots and files that left; and what is under way.
struct Snapshot {
    MemoryDisk::Records records, drafts, slots;
    std::size_t saved = 0, printed = 0, changes = 0;
    HandoverJob::Stage handover = HandoverJob::Stage::none;
    ReceivedFile::Stage received = ReceivedFile::Stage::none;
    ReplyJob::Stage reply = ReplyJob::Stage::none;
    BackupJob::Stage backup = BackupJob::Stage::none;
    bool operator==(const Snapshot&) const = default;
};

Snapshot look_at(Workplace& place) {
    const AppState& state = place.state();
    Snapshot now{place.disk.at(Collection::records), place.disk.at(Collection::drafts),
                 place.disk.at(Collection::slots)};
    now.saved = place.files.saved.size();
    now.printed = place.files.printed.size();
    for (const DocumentId& id : state.library.ids()) now.changes += state.library.find(id)->changes.size();
    now.handover = state.handover.stage;
    now.received = state.received.stage;
    now.reply = state.reply.stage;
    now.backup = state.backup.stage;
    return now;
}

// An administrator in the middle of everything: a file made, one opened, an answer made, a backup picked, a
// key that changed.
struct Busy {
    Workplace ward{1};
    Workplace other{2};
    Subject subject;

    Busy() {
        ward.set_up();
        const std::string code = ward.state().accounts.recovery_code;
        ward.wish(cmd::DismissRecoveryCode{true});
        ward.wish(cmd::AddStaff{"山本 仁", "看護師", role_administrator, second_password});
        for (const StaffCard& card : ward.state().staff) {
            if (card.name == "山本 仁") subject.other = card.id;
        }
        ward.wish(cmd::CreateCase{{{"name", std::string("髙橋 𠮷乃")}, {"patient_id", std::string("A-1")}}});
        subject.case_id = ward.state().place.case_id;
        ward.wish(cmd::RecordConsent{subject.case_id, {{"to_name", std::string("だれか")}}});
        subject.consent = only(Kind::consent);
        ward.wish(cmd::CreateMeeting{{{"place", std::string("会議室")}}});
        subject.meeting = only(Kind::meeting);
        ward.wish(cmd::AddToAgenda{subject.meeting, subject.case_id, "", 5});
        subject.row = ward.state().library.answers(subject.meeting).rows("agenda").front();
        ward.wish(cmd::BeginNote{subject.case_id});
        subject.note = only(Kind::note);
        other.set_up("梶谷 むつみ", station_name);
        talk();
        meet_keys();
        begin_backup();
        receive(make_file_of_other());
        ward.wish(with_reason(cmd::MakeHandover{subject.case_id, {}, true, SectionSet::all()}));
        REQUIRE(ward.state().handover.stage == HandoverJob::Stage::checked);
        subject.entry = ward.state().handover.ledger;
        ward.wish(cmd::EditDraft{subject.case_id, "adl_words", "書きかけ"});
        subject.file = file_;
    }
    void become(const char* role) {
        ward.wish(cmd::ChangeRole{ward.state().who->id, role});
        REQUIRE(ward.state().who->role == role);
        forget_notices();
    }
    void forget_notices() {
        const auto notices = ward.state().notices;
        for (const Notice& notice : notices) ward.wish(cmd::DismissNotice{notice.id});
    }

  private:
    Bytes file_;

    DocumentId only(Kind kind) const {
        const auto ids = ward.state().library.of_kind(kind);
        REQUIRE(ids.size() == 1);
        return ids.front();
    }
    void receive(const std::string& passphrase) {
        ward.wish(cmd::TakeFile{"file.tsunagi.json", file_});
        ward.wish(cmd::OpenReceived{passphrase});
        REQUIRE(ward.state().received.stage == ReceivedFile::Stage::opened);
    }
    std::string make_file_of_other() {
        other.wish(cmd::CreateCase{{{"name", std::string("乾 一郎")}}});
        const DocumentId id = other.state().place.case_id;
        other.wish(with_reason(cmd::MakeHandover{id, {}, true, SectionSet::all()}));
        REQUIRE(other.state().handover.stage == HandoverJob::Stage::checked);
        file_ = other.state().handover.bytes;
        return other.state().handover.passphrase;
    }
    // Somebody else's case was taken in, and an answer to it is made.
    void talk() {
        receive(make_file_of_other());
        ward.import_received();
        const DocumentId theirs = ward.state().place.case_id;
        ward.wish(cmd::BeginReply{theirs});
        ward.wish(cmd::AskQuestion{theirs, "なぜ", station_name});
        subject.consult = only(Kind::consult);
        ward.wish(cmd::MakeReply{theirs});
        REQUIRE(ward.state().reply.stage == ReplyJob::Stage::made);
    }
    void meet_keys() {
        take_card(ward, make_card(other));
        subject.organisation = only(Kind::organisation);
        Forger forger;
        take_card(ward, forger.card(station_name, forger.agreement.public_key));
        REQUIRE(ward.state().key_change);
        other.wish(cmd::MakeKeyCard{station_name});
        subject.key_code = other.state().own_card->code;
    }
    void begin_backup() {
        ward.wish(cmd::MakeBackup{});
        REQUIRE(ward.state().backup.stage == BackupJob::Stage::made);
        ward.files.to_pick.push_back(ward.files.saved.back());
        ward.wish(cmd::PickBackup{});
        REQUIRE(ward.state().backup.stage == BackupJob::Stage::asking);
    }
};

// They leave the session, which is everybody's right.
template <class C>
constexpr bool leaves = std::is_same_v<C, cmd::StartPractice> || std::is_same_v<C, cmd::OpenRealStore> ||
                        std::is_same_v<C, cmd::Lock>;

bool needs_right(Needs needs) {
    return needs == Needs::writer || needs == Needs::writer_or_guest || needs == Needs::administrator;
}

// Gives every command that needs more than this person has, and finds nothing changed and the reason told.
void refuse_all(Busy& busy, const std::function<Fault(Needs)>& reason) {
    Workplace& ward = busy.ward;
    const Snapshot before = look_at(ward);
    for_each_command(AllCommands{}, busy.subject, [&](const auto& command, Needs needs) {
        using One = std::remove_cvref_t<decltype(command)>;
        const Fault fault = reason(needs);
        if (fault == Fault::none) return;
        CAPTURE(__PRETTY_FUNCTION__);
        busy.forget_notices();
        ward.wish(One(command));
        CHECK(look_at(ward) == before);
        CHECK(ward.says(fault));
        CHECK(ward.state().notices.size() == 1);
    });
}

}  // namespace

TEST_CASE("a reader changes nothing and takes nothing out, whatever they ask for") {
    Busy busy;
    busy.become(role_reader);
    refuse_all(busy, [](Needs needs) {
        return !needs_right(needs)             ? Fault::none
               : needs == Needs::administrator ? Fault::administrators_only
                                               : Fault::not_allowed;
    });
    // What a reader may do changes no record and lets nothing out either.
    Snapshot before = look_at(busy.ward);
    const auto same = [&] {
        const Snapshot now = look_at(busy.ward);
        return now.records == before.records && now.slots == before.slots && now.saved == before.saved &&
               now.printed == before.printed && now.changes == before.changes;
    };
    for_each_command(CommandsOfAccounts{} + CommandsOfAnybody{}, busy.subject,
                     [&](const auto& command, Needs) {
                         using One = std::remove_cvref_t<decltype(command)>;
                         if constexpr (!leaves<One>) {
                             CAPTURE(__PRETTY_FUNCTION__);
                             busy.ward.wish(One(command));
                             CHECK(same());
                             CHECK(busy.ward.state().phase == Phase::open);
                         }
                     });
}

TEST_CASE("who writes is no administrator") {
    Busy busy;
    busy.become(role_recorder);
    refuse_all(busy, [](Needs needs) {
        return needs == Needs::administrator ? Fault::administrators_only : Fault::none;
    });
}

TEST_CASE("in a tab that only reads nobody writes") {
    Busy busy;
    busy.ward.app->set_writing(false);
    refuse_all(busy, [](Needs needs) {
        return needs == Needs::writer || needs == Needs::writer_or_guest ? Fault::conflict_elsewhere
                                                                         : Fault::none;
    });
}

TEST_CASE("a reader's file is not taken in, and nothing says it was") {
    Busy busy;
    busy.become(role_reader);
    const auto ledger = busy.ward.state().library.of_kind(Kind::ledger).size();
    busy.ward.wish(cmd::ImportReceived{.number_compared = true});
    CHECK(busy.ward.state().received.stage == ReceivedFile::Stage::opened);
    CHECK_FALSE(std::ranges::any_of(busy.ward.state().notices, [](const Notice& notice) {
        return notice.text_key == "notice.imported";
    }));
    CHECK(busy.ward.state().library.of_kind(Kind::ledger).size() == ledger);
}

namespace {

// Before, between and after: nobody is in.
struct Moment {
    Workplace place{3};
    Subject subject;

    explicit Moment(Phase phase) {
        Busy busy;
        subject = busy.subject;
        switch (phase) {
            case Phase::first_run: break;
            case Phase::locked: lock(); break;
            case Phase::opening:
                place.store->holds_commits = true;
                place.wish(cmd::CreateAccount{"だれか", "看護師", nurse_password, "病院", "病棟"});
                break;
            case Phase::reading:
                lock();
                place.wish(cmd::TakeFile{"file.tsunagi.json", subject.file});
                place.wish(cmd::OpenReceived{busy.other.state().handover.passphrase});
                REQUIRE(place.state().received.stage == ReceivedFile::Stage::opened);
                for (const Document& document : place.state().received.bundle.documents) {
                    if (document.kind == Kind::case_) subject.case_id = document.id;
                }
                break;
            case Phase::starting: start_anew([this] { place.files.holds_assets = true; }); break;
            case Phase::broken: start_anew([this] { place.store->faults.fail_step = 1; }); break;
            default: break;
        }
        REQUIRE(place.state().phase == phase);
    }
    // What was held under way ends.
    void let_go() {
        place.files.holds_assets = false;
        while (!place.files.held_assets.empty()) place.files.release_asset();
        place.store->holds_commits = false;
        while (place.store->held() > 0) place.store->release_commit();
    }

  private:
    void lock() {
        place.set_up();
        place.wish(cmd::Lock{});
    }
    void start_anew(const std::function<void()>& fault) {
        place.app.reset();
        place.store = std::make_unique<StoreMemory>(place.disk);
        fault();
        place.app = std::make_unique<App>(
            Ports{place.crypto, *place.store, place.files, place.clock, place.random}, [] {},
            VaultOptions{.password_cost = Argon2Params{0, 0, 0}});
        place.app->start();
    }
};

bool is_time_for(Needs needs, Phase phase) {
    switch (needs) {
        case Needs::nothing: return true;
        case Needs::first_run: return phase == Phase::first_run;
        case Needs::locked: return phase == Phase::locked;
        case Needs::writer_or_guest: return phase == Phase::reading || phase == Phase::open;
        default: return phase == Phase::open;
    }
}

}  // namespace

TEST_CASE("what needs somebody to be in does nothing while nobody is") {
    for (const Phase phase :
         {Phase::starting, Phase::first_run, Phase::locked, Phase::opening, Phase::reading, Phase::broken}) {
        CAPTURE(static_cast<int>(phase));
        Moment moment(phase);
        const Snapshot before = look_at(moment.place);
        const auto disk = moment.place.disk.databases;
        for_each_command(AllCommands{}, moment.subject, [&](const auto& command, Needs needs) {
            using One = std::remove_cvref_t<decltype(command)>;
            if (is_time_for(needs, phase)) return;
            CAPTURE(__PRETTY_FUNCTION__);
            moment.place.wish(One(command));
            CHECK(moment.place.disk.databases == disk);
            CHECK(look_at(moment.place) == before);
            CHECK(moment.place.state().phase == phase);
            CHECK(moment.place.state().notices.empty());
        });
        moment.let_go();
    }
}

TEST_CASE("somebody who reads without an account writes the answer and nothing else") {
    Moment moment(Phase::reading);
    const auto disk = moment.place.disk.databases;
    for (int round = 0; round < 2; ++round) {  // before the answer is begun, and after
        for_each_command(CommandsOfWritersAndGuests{}, moment.subject, [&](const auto& command, Needs) {
            using One = std::remove_cvref_t<decltype(command)>;
            CAPTURE(__PRETTY_FUNCTION__);
            moment.place.wish(One(command));
            CHECK(moment.place.disk.databases == disk);
        });
    }
    CHECK(moment.place.state().reply.stage != ReplyJob::Stage::none);
    for (const Document& document : moment.place.state().received.bundle.documents) {
        const Document* now = moment.place.state().library.find(document.id);
        REQUIRE(now);
        CHECK(json_of(*now) == json_of(document));
    }
}

}  // namespace tsunagi
