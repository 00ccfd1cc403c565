#include "app/answers.h"
#include "app/replies.h"

#include "ledger_states.h"
#include "screens_fixture.h"
#include "settling_fixture.h"
#include "views_of_app.h"

#include <iterator>

namespace tsunagi {

namespace {

const DocumentId engawa = "52d4e534992943d8b655154e9fcc2324";  // agreed to less than is written

// A file from the ward was taken in, answered in part, and a question came.
void add_incoming(AppState& state) {
    if (!find_incoming(state, watanabe)) {
        add_document(state, Kind::ledger, "ledger", watanabe,
                     {{"direction", code_value("direction", "in", "受け取った")},
                      {"to_name", std::string("汐見原総合病院 地域医療連携・入退院支援センター")},
                      {"file_id", std::string(32, '7')},
                      {"file_sha256", std::string(64, '7')},
                      {"return_key", std::string("{}")},
                      {"sections", std::string("identity,wish")},
                      {"made_at", DateTime{"2026-11-20T16:18:00+09:00"}}});
        add_document(state, Kind::receipt, "receipt", watanabe,
                     {{"file_id", std::string(32, '7')},
                      {"organisation", std::string("訪問看護ステーション このは坂")},
                      {"received_by", std::string("勘解由小路 茉莉花")},
                      {"readable", code_value("receipt-readable", "partly", "読めないところがあった")},
                      {"not_read", std::string("薬の一回量が読めなかった")}});
        add_document(state, Kind::consult, "consult", watanabe,
                     {{"question",
                       std::string("夜間に酸素の機械が止まったときは、どこへ最初に電話すればよいですか。")},
                      {"asked_organisation", std::string("訪問看護ステーション このは坂")},
                      {"asked_by", std::string("勘解由小路 茉莉花")},
                      {"asked_at", DateTime{"2026-11-20T18:02:00+09:00"}}});
        add_document(state, Kind::follow_up, "follow-up", watanabe,
                     {{"on", Date{"2026-11-20"}},
                      {"from", std::string("勘解由小路 茉莉花")},
                      {"organisation", std::string("訪問看護ステーション このは坂")},
                      {"first_visit_on", Date{"2026-11-20"}},
                      {"text", std::string("食事は取れている。夜は二度起きる。")},
                      {"differed", std::string("酸素の延長管が寝室まで届かない")},
                      {"readmission", code_value("readmission", "unplanned", "予定外の入院")},
                      {"readmission_reason", std::string("発熱と食事量の低下")}});
    }
}

void open_reply(AppState& state, ReplyJob::Stage stage) {
    add_incoming(state);
    state.device_id = "tablet";
    state.place = at(Screen::reply, watanabe);
    state.reply.stage = stage;
    state.reply.case_id = watanabe;
    state.reply.file_name = "20261121-0f3a9c-reply.tsunagi.json";
    state.reply.passphrase = "4821-0937-5562-1180-7346-2295";
}

// Somebody without an account reads the file and answers it.
void read_and_answer(AppState& state, ShellUi& own) {
    open_reply(state, ReplyJob::Stage::writing);
    state.phase = Phase::reading;
    ReceivedFile& file = state.received;
    file.stage = ReceivedFile::Stage::opened;
    file.file_id = std::string(32, '7');
    file.name = "20261120-777777.tsunagi.json";
    file.bundle.origin = BundleOrigin::tsunagi;
    file.bundle.sender = {"藤川 美咲", "退院支援看護師", "汐見原総合病院 A3病棟", ""};
    own.received.file = file.name + "|0";
    own.received.reply.open = true;
}

std::vector<View> views_of_handover() {
    return {
        {"handover", [](AppState& s, ShellUi&) { s.place = at(Screen::handover, watanabe); }},
        {"handover outside a consent",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::handover, watanabe);
             own.handover.case_id = watanabe;
             own.handover.organisation = engawa;
             own.handover.phone_step = 1;
         }},
        {"handover without a consent, to the family",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::handover, watanabe);
             own.handover.case_id = watanabe;
             own.handover.elsewhere = true;
             own.handover.to_name = "長女 渡邉 さつき（勘解由小路様方）と家族";
             own.handover.beyond = "急変・救急で、命と体を守るため";
             own.handover.phone_step = 1;
         }},
        {"asking why it goes without consent",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::handover, watanabe);
             own.handover.case_id = watanabe;
             own.handover.elsewhere = true;
             own.handover.asking_reason = true;
         }},
        {"recording a consent",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::handover, watanabe);
             own.handover.case_id = watanabe;
             own.handover.organisation = engawa;
             own.handover.consent.step = ConsentUi::Step::record;
             own.handover.consent.to_name = "えんがわ居宅介護支援事業所";
             own.handover.consent.giver = 1;
         }},
        {"withdrawing a consent",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::handover, watanabe);
             own.handover.case_id = watanabe;
             own.handover.organisation = engawa;
             own.handover.consent.step = ConsentUi::Step::withdraw;
             own.handover.consent.organisation = engawa;
             own.handover.consent.to_name = "えんがわ居宅介護支援事業所";
         }},
        {"handover without a case", [](AppState& s, ShellUi&) { s.place = at(Screen::handover); }},
    };
}

std::vector<View> views_of_replies() {
    return {
        {"reply", [](AppState& s, ShellUi&) { open_reply(s, ReplyJob::Stage::writing); }},
        {"reply, made", [](AppState& s, ShellUi&) { open_reply(s, ReplyJob::Stage::made); }},
        {"reply, failed",
         [](AppState& s, ShellUi&) {
             open_reply(s, ReplyJob::Stage::failed);
             s.reply.fault = Fault::self_check_failed;
         }},
        {"reply, asking",
         [](AppState& s, ShellUi& own) {
             open_reply(s, ReplyJob::Stage::writing);
             own.reply.asking = true;
             own.case_id = watanabe;
         }},
        {"closed by a lock, its answer waits",
         [](AppState& s, ShellUi& own) {
             read_and_answer(s, own);
             s.reply = {};
             s.received = {.stage = ReceivedFile::Stage::asking,
                           .name = s.received.name,
                           .wants_passphrase = true,
                           .answer_waits = true};
         }},
        {"reply, without an account", read_and_answer},
        {"reply, leaving",
         [](AppState& s, ShellUi& own) {
             read_and_answer(s, own);
             own.received.reply.leaving = true;
         }},
        {"case, writing a follow-up",
         [](AppState& s, ShellUi& own) {
             add_incoming(s);
             s.place = at(Screen::case_home, watanabe);
             own.case_id = watanabe;
             own.case_home.follow_up_wanted = true;
         }},
        {"case, answering a question",
         [](AppState& s, ShellUi& own) {
             add_incoming(s);
             s.place = at(Screen::case_home, watanabe);
             own.case_id = watanabe;
             own.case_home.answering.consult = list_questions(s, watanabe).front();
         }},
    };
}

std::vector<View> views_of_ledger() {
    return {
        {"ledger", [](AppState& s, ShellUi&) { s.place = at(Screen::ledger); }},
        {"ledger entry", [](AppState& s, ShellUi&) { open_ledger_entry(s); }},
        {"ledger entry, made again",
         [](AppState& s, ShellUi& own) {
             open_ledger_entry(s);
             own.ledger.entry = s.place.entry;
             own.ledger.again = true;
         }},
        {"ledger entry, withdrawing",
         [](AppState& s, ShellUi& own) {
             open_ledger_entry(s);
             own.ledger.entry = s.place.entry;
             own.ledger.withdrawing = true;
         }},
        {"ledger entry, notice made", [](AppState& s, ShellUi&) { open_ledger_notice(s); }},
        {"case by a withdrawn file", [](AppState& s, ShellUi&) { open_withdrawn_case(s); }},
        {"own key card", [](AppState& s, ShellUi&) { open_own_card(s); }},
        {"another key", [](AppState& s, ShellUi&) { open_key_change(s); }},
        {"key card by its code",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::handover, watanabe);
             own.case_id = watanabe;
             own.handover.case_id = watanabe;
             own.handover.reading_code = true;
         }},
        {"key too old",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::handover, watanabe);
             own.case_id = watanabe;
             own.handover.case_id = watanabe;
             own.handover.accepting_expired = true;
         }},
        {"notice of withdrawal", [](AppState& s, ShellUi&) { open_received_withdrawal(s); }},
        {"file for a former key", [](AppState& s, ShellUi&) { open_file_for_former_key(s); }},
    };
}

}  // namespace

std::vector<View> views_of_exchange() {
    std::vector<View> all = views_of_handover();
    std::ranges::move(views_of_replies(), std::back_inserter(all));
    std::ranges::move(views_of_ledger(), std::back_inserter(all));
    return all;
}

}  // namespace tsunagi
