#include "ledger_states.h"

#include "app/answers.h"
#include "app/cases.h"

#include "screens_fixture.h"
#include <catch2/catch_test_macros.hpp>

namespace tsunagi {

namespace {

const std::string kid = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
const std::string own_number = "3736 cbb1 787c b830 9c77 ee8c 3705 c5e1";
const std::string their_number = "9f2c 71ad 0e44 2b18 77c0 de5a 1f3e 6a90";
const std::string sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const std::string long_name = "社会福祉法人 髙𣘺会 訪問看護ステーション このは坂・𠮷野サテライト";

DocumentId station_of(AppState& state) {
    for (const DocumentId& id : state.library.of_kind(Kind::organisation)) {
        if (state.library.answers(id).text("name") == long_name) return id;
    }
    return add_document(state, Kind::organisation, "organisation", {},
                        {{"name", long_name},
                         {"type", std::string("訪問看護ステーション")},
                         {"tel", std::string("00-0000-0420")},
                         {"telephone_hours", std::string("平日 8:30–17:30、夜間は転送")}});
}

DocumentId out_entry(AppState& state) {
    const DocumentId station = station_of(state);
    for (const LedgerEntry& entry : list_ledger(state, watanabe)) {
        if (entry.to_name == long_name && entry.outgoing) return entry.id;
    }
    return add_document(state, Kind::ledger, "ledger", watanabe,
                        {{"direction", code_value("direction", "out", "渡した")},
                         {"to_name", long_name},
                         {"to_organisation", Reference{"Organisation/" + station, long_name}},
                         {"to_kid", kid},
                         {"to_number", their_number},
                         {"by_passphrase", false},
                         {"sections", codes_of(minimum_sections())},
                         {"assessment_version", std::int64_t{3}},
                         {"file_name", std::string("renshu-20261118-9f2c71.tsunagi.json")},
                         {"file_sha256", sha256},
                         {"file_id", std::string("0123456789abcdef0123456789abcdef")},
                         {"content_until", std::string("1.0")},
                         {"content_sha256", sha256},
                         {"made_at", DateTime{"2026-11-18T14:05:00+09:00"}},
                         {"made_by", std::string("藤川 美咲")},
                         {"checked_at", DateTime{"2026-11-18T14:05:09+09:00"}},
                         {"handed_at", DateTime{"2026-11-18T15:20:00+09:00"}},
                         {"handed_by", std::string("勘解由小路 茉莉花")},
                         {"handed_how", std::string("手渡し：受付で管理者に")},
                         {"receipt_state", code_value("receipt-state", "waiting", "受領票待ち")},
                         {"receipt_due", Date{"2026-11-20"}}});
}

Document notice_of() {
    Document notice;
    notice.id = "11111111111111111111111111111111";
    notice.kind = Kind::withdrawal;
    notice.form = "urn:tsunagi:form:withdrawal|1";
    int n = 0;
    for (const auto& [path, value] :
         {std::pair<Path, Value>{"file_id", std::string("0123456789abcdef0123456789abcdef")},
          {"file_name", std::string("20261118-9f2c71.tsunagi.json")},
          {"file_sha256", sha256},
          {"made_at", DateTime{"2026-11-18T14:05:00+09:00"}},
          {"reason", std::string("渡す相手を間違えた。正しいファイルは、あらためて手渡しでお届けします。")},
          {"withdrawn_at", DateTime{"2026-11-21T09:10:00+09:00"}},
          {"withdrawn_by", std::string("勘解由小路 茉莉花")},
          {"organisation", std::string("汐見原総合病院 A3病棟")}}) {
        const std::string id = "2222222222222222222222222222222" + std::to_string(n);
        auto change = make_change(notice, path, value, Hlc{1'790'000'000'000 + n++, 0},
                                  "0123456789abcdef0123456789abcdef", "ward", id);
        REQUIRE(change);
        notice.changes.push_back(std::move(*change));
    }
    return notice;
}

}  // namespace

void open_ledger_entry(AppState& state) {
    state.place = Place{Screen::ledger_entry, watanabe, {}, {}, out_entry(state)};
}

void open_ledger_notice(AppState& state) {
    open_ledger_entry(state);
    HandoverJob& job = state.handover;
    job.stage = HandoverJob::Stage::checked;
    job.case_id = watanabe;
    job.withdraws = state.place.entry;
    job.by_passphrase = true;
    job.to_name = long_name;
    job.passphrase = "4821-7305-1964-2087-5539-6610";
    job.file_name = "20261121-77c0de.tsunagi.json";
    job.made_at_ms = job.checked_at_ms = state.now_ms;
}

void open_withdrawn_case(AppState& state) {
    bool there = false;
    for (const LedgerEntry& entry : list_ledger(state, watanabe)) there |= !entry.withdrawn_at.empty();
    if (!there) {
        add_document(state, Kind::ledger, "ledger", watanabe,
                     {{"direction", code_value("direction", "in", "受け取った")},
                      {"to_name", long_name},
                      {"sections", codes_of(minimum_sections())},
                      {"made_at", DateTime{"2026-11-18T16:00:00+09:00"}},
                      {"withdrawn_at", DateTime{"2026-11-21T09:10:00+09:00"}},
                      {"withdrawn_by", std::string("勘解由小路 茉莉花")},
                      {"withdrawn_reason", std::string("渡す相手を間違えた")}});
    }
    state.place = Place{Screen::case_home, watanabe, {}, {}};
}

void open_own_card(AppState& state) {
    state.place = Place{Screen::settings, {}, {}, {}};
    state.own_number = own_number;
    OwnKeyCard card;
    card.organisation = long_name;
    card.code = "TNK1-" + std::string(440, 'A');
    card.squares = make_qr(card.code).value();
    state.own_card = std::move(card);
    state.display.mode = ScreenMode::night;
}

void open_key_change(AppState& state) {
    state.place = Place{Screen::handover, watanabe, {}, {}};
    KeyChange change;
    change.organisation = station_of(state);
    change.name = long_name;
    change.card_name = "訪問看護ステーション このは坂";
    change.number_before = own_number;
    change.number = their_number;
    change.made_on_before = "2024-11-02";
    change.made_on = "2026-11-20";
    state.key_change = std::move(change);
}

void open_received_withdrawal(AppState& state) {
    state.place = Place{Screen::received, {}, {}, {}};
    ReceivedFile& file = state.received;
    file.stage = ReceivedFile::Stage::opened;
    file.name = "20261121-77c0de.tsunagi.json";
    file.signer.kid = kid;
    file.signer.number = their_number;
    state.own_number = own_number;
    file.bundle.origin = BundleOrigin::tsunagi;
    file.bundle.store = StoreKind::practice;
    file.bundle.sender = {"勘解由小路 茉莉花", "看護師", "汐見原総合病院 A3病棟", "00-0000-0100"};
    file.bundle.documents = {notice_of()};
    file.fault = Fault::no_such_entry;
}

void open_file_for_former_key(AppState& state) {
    state.place = Place{Screen::received, {}, {}, {}};
    state.own_number = own_number;
    ReceivedFile& file = state.received;
    file.stage = ReceivedFile::Stage::asking;
    file.name = "20261121-9f2c71.tsunagi.json";
    file.bytes = Bytes(40'000, 1);
    file.for_former_key = true;
    file.kids = {"LzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"};
}

}  // namespace tsunagi
