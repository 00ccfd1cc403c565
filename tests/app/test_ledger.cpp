// The ledger: what an entry says, making the same file again, withdrawing a file, and the table for those who
// check it.
#include "app/answers.h"
#include "app/ledger.h"

#include "handing.h"

#include <algorithm>

namespace tsunagi {

namespace {

const std::string patient = "髙橋 𠮷乃";

// A ward and a station that know each other's keys.
struct Pair {
    Workplace ward{1};
    Station station;
    DocumentId case_id, organisation;

    Pair() {
        ward.set_up();
        organisation = know(ward, station);
        ward.wish(cmd::Edit{organisation, "tel", std::string("06-0000-1234")});
        ward.verify(organisation);
        case_id = add_case(ward);
    }
    const Answers& entry(const DocumentId& id) const { return ward.state().library.answers(id); }

    PickedFile hand_over() {
        return hand_over(
            {.case_id = case_id, .to_organisation = organisation, .sections = SectionSet::all()});
    }
    PickedFile hand_over(cmd::MakeHandover wish) {
        make_file(ward, with_reason(std::move(wish)));
        return take_out(ward);
    }
    // What was handed over once, made again.
    cmd::MakeHandover again(const DocumentId& first, bool as_then) const {
        return {.case_id = case_id,
                .to_organisation = organisation,
                .sections = SectionSet::all(),
                .again_of = first,
                .as_then = as_then};
    }
};

std::string wish_in(const Workplace& place) {
    for (const Document& document : place.state().received.bundle.documents) {
        if (document.kind == Kind::case_) return Answers(document).text("patient_wish");
    }
    return {};
}

}  // namespace

TEST_CASE("an entry says whom, with which key, what, when, by whom, and where to telephone") {
    Pair pair;
    const PickedFile file = pair.hand_over();
    const auto detail = find_ledger_detail(pair.ward.state(), pair.ward.state().handover.ledger);
    REQUIRE(detail);
    CHECK(detail->entry.to_name == station_name);
    CHECK(detail->to_kid == pair.station.state().device_kid);
    CHECK(detail->to_number == pair.station.state().own_number);
    CHECK(detail->phone == "06-0000-1234");
    CHECK(detail->file_id.size() == 32);
    CHECK(detail->file_sha256.size() == 64);
    CHECK(detail->made_by == "渡辺 ゆかり");
    CHECK(detail->handed_by == "渡辺 ゆかり");
    CHECK(detail->handed_how == "手渡し");
    CHECK_FALSE(detail->checked_at.empty());
    CHECK_FALSE(detail->by_passphrase);
    CHECK(detail->entry.receipt_state == "waiting");
    CHECK(find_ledger_detail(pair.ward.state(), pair.case_id) == std::nullopt);

    // The other side has the same file under the same number.
    take_in(pair.station, file);
    const auto theirs = list_ledger(pair.station.state(), {});
    REQUIRE(theirs.size() == 1);
    const auto received = find_ledger_detail(pair.station.state(), theirs.front().id);
    REQUIRE(received);
    CHECK_FALSE(received->entry.outgoing);
    CHECK(received->file_id == detail->file_id);
    CHECK(received->file_sha256 == detail->file_sha256);
    CHECK_FALSE(received->signer_kid.empty());
    CHECK(received->signer_number == pair.ward.state().own_number);
}

TEST_CASE("the same contents are made again, also after the record went on") {
    Pair pair;
    pair.hand_over();
    const DocumentId first = pair.ward.state().handover.ledger;
    CHECK(content_since(pair.ward.state(), first).known);
    CHECK(content_since(pair.ward.state(), first).changes == 0);
    pair.ward.pass(60'000);
    pair.ward.wish(cmd::Edit{pair.case_id, "patient_wish", std::string("庭を見ていたい")});
    CHECK(content_since(pair.ward.state(), first).changes == 1);

    const PickedFile as_then = pair.hand_over(pair.again(first, true));
    const DocumentId second = pair.ward.state().handover.ledger;
    CHECK(second != first);
    CHECK(pair.entry(second).text("content_sha256") == pair.entry(first).text("content_sha256"));
    CHECK(pair.entry(second).text("file_id") != pair.entry(first).text("file_id"));
    CHECK(find_ledger_detail(pair.ward.state(), second)->again_of == first);
    CHECK(find_ledger_detail(pair.ward.state(), first)->made_again == std::vector{second});
    offer(pair.station, as_then);
    CHECK(wish_in(pair.station) == "うちの畳で寝たい");
    pair.station.wish(cmd::CloseReceived{});

    offer(pair.station, pair.hand_over(pair.again(first, false)));
    CHECK(wish_in(pair.station) == "庭を見ていたい");
    CHECK(pair.entry(pair.ward.state().handover.ledger).text("content_sha256") !=
          pair.entry(first).text("content_sha256"));
}

TEST_CASE("contents that cannot be put together again as they were are not passed off as the same") {
    Pair pair;
    pair.hand_over();
    const DocumentId first = pair.ward.state().handover.ledger;
    pair.ward.wish(cmd::Edit{first, "content_sha256", std::string(64, '0')});
    const auto entries = list_ledger(pair.ward.state(), {}).size();
    pair.ward.wish(with_reason(pair.again(first, true)));
    CHECK(pair.ward.state().handover.stage == HandoverJob::Stage::failed);
    CHECK(pair.ward.state().handover.fault == Fault::content_changed);
    CHECK(list_ledger(pair.ward.state(), {}).size() == entries);
    pair.ward.wish(cmd::Edit{first, "content_until", Value{}});
    CHECK_FALSE(content_since(pair.ward.state(), first).known);
}

TEST_CASE("a file is not taken out before its entry is on the disk") {
    Pair pair;
    const auto saved = pair.ward.files.saved.size();
    pair.ward.store->holds_commits = true;
    pair.ward.wish(with_reason(cmd::MakeHandover{pair.case_id, pair.organisation, false, SectionSet::all()}));
    CHECK(pair.ward.state().handover.stage == HandoverJob::Stage::checking);
    pair.ward.wish(cmd::SaveHandover{});
    pair.ward.wish(cmd::ShareHandover{});
    CHECK(pair.ward.files.saved.size() == saved);
    pair.ward.store->holds_commits = false;
    while (pair.ward.store->held() > 0) pair.ward.store->release_commit();
    CHECK(pair.ward.state().handover.stage == HandoverJob::Stage::checked);
    pair.ward.wish(cmd::SaveHandover{});
    CHECK(pair.ward.files.saved.size() == saved + 1);
}

TEST_CASE("a withdrawal names the file, not the patient, and marks both ledgers") {
    Pair pair;
    const PickedFile file = pair.hand_over();
    const DocumentId entry = pair.ward.state().handover.ledger;
    take_in(pair.station, file);
    const DocumentId their_entry = list_ledger(pair.station.state(), {}).front().id;
    const DocumentId their_case = list_ledger(pair.station.state(), {}).front().case_id;
    CHECK(list_withdrawn(pair.station.state(), their_case).empty());

    pair.ward.wish(cmd::MakeWithdrawal{entry, "", false});
    CHECK(pair.ward.state().handover.withdraws.empty());  // not without a reason
    pair.ward.wish(cmd::MakeWithdrawal{entry, "渡す相手を間違えた", false});
    REQUIRE(pair.ward.state().handover.stage == HandoverJob::Stage::checked);
    CHECK(pair.entry(entry).text("withdrawn_at").empty());  // made, but nobody was told
    const PickedFile notice = take_out(pair.ward);
    CHECK(pair.entry(entry).text("withdrawn_by") == "渡辺 ゆかり");
    CHECK(pair.entry(entry).text("withdrawn_reason") == "渡す相手を間違えた");
    CHECK_FALSE(may_be_withdrawn(pair.ward.state(), entry));
    const auto detail = find_ledger_detail(pair.ward.state(), entry);
    REQUIRE(detail->notices.size() == 1);
    CHECK(find_ledger_detail(pair.ward.state(), detail->notices.front())->entry.is_notice);
    CHECK_FALSE(may_be_withdrawn(pair.ward.state(), detail->notices.front()));

    offer(pair.station, notice);
    REQUIRE(pair.station.state().received.stage == ReceivedFile::Stage::opened);
    const Document* words = pair.station.state().received.bundle.withdrawal();
    REQUIRE(words);
    CHECK(Answers(*words).text("file_id") == detail->file_id);
    CHECK(Answers(*words).text("file_sha256") == detail->file_sha256);
    const std::string all = json_of(*words);
    for (const std::string& secret : {patient, std::string("TRN-0901"), std::string("1941"), pair.case_id}) {
        CHECK_FALSE(all.contains(secret));
    }
    CHECK(list_withdrawn(pair.station.state(), their_case).empty());  // reading changes nothing
    pair.station.import_received();
    CHECK(pair.station.state().received.fault == Fault::none);
    const auto withdrawn = list_withdrawn(pair.station.state(), their_case);
    REQUIRE(withdrawn.size() == 1);
    CHECK(withdrawn.front().id == their_entry);
    CHECK(withdrawn.front().withdrawn_by == "渡辺 ゆかり");
    CHECK(pair.station.state().library.find(their_case));  // nothing is deleted by itself
    CHECK(pair.station.state().place.case_id == their_case);
    CHECK(list_ledger(pair.station.state(), {}).size() == 2);

    // Once is enough, and it is there after the page comes again.
    offer(pair.station, notice);
    pair.station.import_received();
    CHECK(pair.station.state().received.fault == Fault::already_imported);
    pair.station.reload();
    pair.station.unlock();
    CHECK(list_withdrawn(pair.station.state(), their_case).size() == 1);
}

TEST_CASE("only who made a file can withdraw it, and only a file that came here") {
    Pair pair;
    const PickedFile file = pair.hand_over();
    const DocumentId entry = pair.ward.state().handover.ledger;
    pair.ward.wish(cmd::MakeWithdrawal{entry, "内容に間違いがあった", false});
    const PickedFile notice = take_out(pair.ward);
    offer(pair.station, notice);
    pair.station.import_received();
    CHECK(pair.station.state().received.fault == Fault::no_such_entry);
    CHECK(pair.station.state().library.of_kind(Kind::withdrawal).empty());
    pair.station.wish(cmd::CloseReceived{});
    take_in(pair.station, file);

    // Somebody who got hold of the number and the SHA-256, with a key of their own.
    Workplace other(7);
    other.set_up("山本 仁", "みどり台病院");
    other.wish(cmd::CreateCase{{{"name", std::string("別の人")}}});
    const DocumentId other_case = other.state().place.case_id;
    other.wish(with_reason(cmd::MakeHandover{other_case, {}, true, SectionSet::all()}));
    other.wish(cmd::RecordHanded{"手渡し"});
    const DocumentId forged = other.state().handover.ledger;
    for (const char* path : {"file_id", "file_sha256"}) {
        other.wish(cmd::Edit{forged, path, pair.entry(entry).text(path)});
    }
    other.wish(cmd::MakeWithdrawal{forged, "消してください", true});
    REQUIRE(other.state().handover.stage == HandoverJob::Stage::checked);
    other.wish(cmd::SaveHandover{});
    const PickedFile forged_notice = last_saved(other);
    offer(pair.station, forged_notice, other.state().handover.passphrase);
    REQUIRE(pair.station.state().received.bundle.withdrawal());
    pair.station.import_received();
    CHECK(pair.station.state().received.fault == Fault::not_the_sender);
    CHECK(list_withdrawn(pair.station.state(), {}).empty());
    CHECK(pair.station.state().library.of_kind(Kind::withdrawal).empty());

    // By passphrase, and without any account, it can be read.
    Workplace reader(8);
    open_file(reader, forged_notice, other.state().handover.passphrase);
    CHECK(reader.state().received.bundle.withdrawal());
    CHECK(reader.disk.size_bytes() == 0);
}

TEST_CASE("a sender whose keys were made anew withdraws once the new key was compared") {
    Pair pair;
    // The station knows the ward's key before the file comes.
    const auto take_wards_card = [&pair] {
        pair.ward.wish(cmd::MakeKeyCard{"汐見原総合病院"});
        take_card(pair.station, last_saved(pair.ward));
    };
    take_wards_card();
    const DocumentId hospital = pair.station.state().library.of_kind(Kind::organisation).front();
    pair.station.verify(hospital, "梶谷 むつみ");
    take_in(pair.station, pair.hand_over());
    const DocumentId entry = pair.ward.state().handover.ledger;
    pair.ward.disk.at(Collection::meta).at("device").back() ^= 1;
    pair.ward.reload();
    pair.ward.unlock();
    pair.ward.wish(cmd::MakeWithdrawal{entry, "内容に間違いがあった", false});
    const PickedFile notice = take_out(pair.ward);
    const auto accept = [&] {
        offer(pair.station, notice);
        REQUIRE(pair.station.state().received.bundle.withdrawal());
        pair.station.import_received();
    };
    accept();
    CHECK(pair.station.state().received.fault == Fault::not_the_sender);
    pair.station.wish(cmd::CloseReceived{});
    take_wards_card();
    REQUIRE(pair.station.state().key_change);
    pair.station.wish(cmd::AnswerKeyChange{true});
    pair.station.pass(1);
    accept();
    CHECK(pair.station.state().received.fault == Fault::not_the_sender);  // replaced, but nobody compared it
    pair.station.wish(cmd::CloseReceived{});
    pair.station.verify(hospital, "梶谷 むつみ");
    accept();
    CHECK(pair.station.state().received.fault == Fault::none);
    CHECK(list_withdrawn(pair.station.state(), {}).size() == 1);
}

TEST_CASE("the ledger's table is for administrators, is logged, and holds no formula") {
    Pair pair;
    pair.ward.wish(
        cmd::Edit{pair.organisation, "name", std::string("=HYPERLINK(\"http://x\",\"このは坂\")")});
    pair.hand_over();
    const auto before = pair.ward.files.saved.size();
    pair.ward.wish(cmd::ExportLedger{});
    REQUIRE(pair.ward.files.saved.size() == before + 1);
    const PickedFile& file = pair.ward.files.saved.back();
    CHECK(file.name == "tsunagi-ledger-" + today_iso(pair.ward.state()) + ".csv");
    const std::string text = text_of(file.bytes);
    CHECK(text.starts_with("\xEF\xBB\xBF向き,種類,患者ID,患者氏名,相手,"));
    CHECK(std::ranges::count(text, '\n') == 2);
    CHECK(text.contains("\r\n渡した,申し送り,TRN-0901," + patient +
                        ",\"'=HYPERLINK(\"\"http://x\"\",\"\"このは坂\"\")\",鍵," +
                        pair.station.state().own_number + ","));
    CHECK(text.contains(pair.ward.state().handover.file_sha256));
    CHECK(text.ends_with("\r\n"));
    pair.ward.wish(cmd::ReadAudit{});
    const auto& entries = pair.ward.state().audit.entries;
    CHECK(std::ranges::any_of(entries, [](const AuditEntry& entry) {
        return entry.action == AuditAction::export_ledger && entry.detail == "1";
    }));

    pair.ward.wish(cmd::AddStaff{"小川 実", "病棟看護師", std::string(role_recorder), nurse_password + "二"});
    pair.ward.wish(cmd::Lock{});
    const auto second = std::ranges::find(pair.ward.state().staff, "小川 実", &StaffCard::name);
    REQUIRE(second != pair.ward.state().staff.end());
    pair.ward.wish(cmd::Unlock{second->id, nurse_password + "二"});
    REQUIRE(pair.ward.state().phase == Phase::open);
    pair.ward.wish(cmd::ExportLedger{});
    CHECK(pair.ward.says(Fault::administrators_only));
    CHECK(pair.ward.files.saved.size() == before + 1);
}

}  // namespace tsunagi
