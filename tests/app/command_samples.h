// Owns one command of each kind that would do something if it were permitted.
#pragma once

#include "workplace.h"

#include <string>
#include <type_traits>

namespace tsunagi {

inline const std::string second_password = "夜勤明けの珈琲はうまいものだ";

// What the commands are about.
struct Subject {
    DocumentId case_id, note, meeting, organisation, entry, consult, consent;
    std::string row, task_row;
    StaffId other;  // another administrator
    Bytes file;     // of somebody else
    std::string key_code;
};

template <class C>
C sample(std::type_identity<C>, const Subject&) {
    static_assert(std::is_empty_v<C>, "a command with members needs a sample of its own");
    return C{};
}
#define TSUNAGI_SAMPLE(NAME, ...)                                                               \
    inline cmd::NAME sample(std::type_identity<cmd::NAME>, [[maybe_unused]] const Subject& s) { \
        return __VA_ARGS__;                                                                     \
    }
TSUNAGI_SAMPLE(CreateAccount, {"だれか", "看護師", second_password, "病院", "病棟"})
TSUNAGI_SAMPLE(Unlock, {s.other, second_password})
TSUNAGI_SAMPLE(UnlockByPin, {s.other, "8294"})
TSUNAGI_SAMPLE(Recover, {"AAAA", s.other, second_password})
TSUNAGI_SAMPLE(ConfirmUpdate, {"1.0.1 fe15fe15fe15fe15"})
TSUNAGI_SAMPLE(GoTo, {Place{Screen::cases, {}, {}, {}}})
TSUNAGI_SAMPLE(AddStaff, {"新人", "看護師", role_administrator, second_password})
TSUNAGI_SAMPLE(RemoveStaff, {s.other})
TSUNAGI_SAMPLE(ChangeRole, {s.other, role_reader})
TSUNAGI_SAMPLE(ResetPassword, {s.other, nurse_password})
TSUNAGI_SAMPLE(ChangePassword, {"ちがうパスワードです、これは", second_password})
TSUNAGI_SAMPLE(ChangePasskey, {true, "ちがうパスワードです、これは"})
TSUNAGI_SAMPLE(SetPin, {"1", nurse_password})
TSUNAGI_SAMPLE(MakeRecoveryCode, {nurse_password})
TSUNAGI_SAMPLE(DismissRecoveryCode, {true})
TSUNAGI_SAMPLE(ReadAudit, {})
TSUNAGI_SAMPLE(Edit, {s.case_id, "life_story", std::string("書いた")})
TSUNAGI_SAMPLE(EditTogether, {s.case_id, {{"life_story", std::string("書いた")}}})
TSUNAGI_SAMPLE(EditDraft, {s.case_id, "life_story", "書きかけ"})
TSUNAGI_SAMPLE(KeepText, {s.case_id, "life_story", "書いた"})
TSUNAGI_SAMPLE(AddRow, {s.note, "decisions", {{"what", std::string("決めた")}}})
TSUNAGI_SAMPLE(DeleteRow, {s.meeting, "agenda", s.row})
TSUNAGI_SAMPLE(AddTask, {s.case_id, {{"what", std::string("すること")}}})
TSUNAGI_SAMPLE(AskField, {FieldQuestion{.document = s.case_id, .path = "patient_wish"}})
TSUNAGI_SAMPLE(Settle, {s.case_id, "patient_wish", std::string("べつの願い"), {}})
TSUNAGI_SAMPLE(DropDraft, {s.case_id, "life_story"})
TSUNAGI_SAMPLE(Finalise, {s.note})
TSUNAGI_SAMPLE(CreateCase, {{{"name", std::string("だれか")}}})
TSUNAGI_SAMPLE(CreateMeeting, {{{"place", std::string("会議室")}}})
TSUNAGI_SAMPLE(AddToAgenda, {s.meeting, s.case_id, "話すこと", 5})
TSUNAGI_SAMPLE(RemoveFromAgenda, {s.meeting, s.row})
TSUNAGI_SAMPLE(StartMeeting, {s.meeting})
TSUNAGI_SAMPLE(OpenAgendaItem, {s.meeting, s.row})
TSUNAGI_SAMPLE(FinishAgendaItem, {s.meeting, s.row})
TSUNAGI_SAMPLE(CarryAgendaItem, {s.meeting, s.row})
TSUNAGI_SAMPLE(ExtendAgendaItem, {s.meeting, s.row, 2})
TSUNAGI_SAMPLE(EndMeeting, {s.meeting})
TSUNAGI_SAMPLE(BeginNote, {s.case_id})
TSUNAGI_SAMPLE(OpenChecklist, {s.case_id})
TSUNAGI_SAMPLE(MakeHandover, with_reason({s.case_id, {}, true, SectionSet::all()}))
TSUNAGI_SAMPLE(RecordConsent, {s.case_id, {{"to_name", std::string("だれか")}}})
TSUNAGI_SAMPLE(TellAgain, {{s.entry}})
TSUNAGI_SAMPLE(WithdrawConsent, {s.consent, "本人", "やめる"})
TSUNAGI_SAMPLE(MakeWithdrawal, {s.entry, "間違い", true})
TSUNAGI_SAMPLE(RecordHanded, {"手渡し"})
TSUNAGI_SAMPLE(TakeFile, {"file.tsunagi.json", s.file})
TSUNAGI_SAMPLE(OpenReceived, {"0000"})
TSUNAGI_SAMPLE(ImportReceived, {.number_compared = true})
TSUNAGI_SAMPLE(DecideIdentity, {true})
TSUNAGI_SAMPLE(BeginReply, {s.case_id})
TSUNAGI_SAMPLE(AddFollowUp, {s.case_id})
TSUNAGI_SAMPLE(AskQuestion, {s.case_id, "なぜ", "病棟"})
TSUNAGI_SAMPLE(AnswerQuestion, {s.consult, "こうだから"})
TSUNAGI_SAMPLE(MakeReply, {s.case_id})
TSUNAGI_SAMPLE(MakeKeyCard, {"病棟"})
TSUNAGI_SAMPLE(TakeKeyCard, {s.key_code})
TSUNAGI_SAMPLE(AnswerKeyChange, {true})
TSUNAGI_SAMPLE(MarkKeyVerified, {s.organisation, "だれか", "0000"})
TSUNAGI_SAMPLE(MarkCardGiven, {s.organisation})
TSUNAGI_SAMPLE(WipeStore, {nurse_password})
TSUNAGI_SAMPLE(CheckBackup, {"AAAA"})
TSUNAGI_SAMPLE(RestoreBackup, {"AAAA"})
TSUNAGI_SAMPLE(DismissNotice, {0})
TSUNAGI_SAMPLE(SetLanguage, {"ja"})
TSUNAGI_SAMPLE(SetScreenMode, {ScreenMode::day})
TSUNAGI_SAMPLE(SetTextSize, {100})
TSUNAGI_SAMPLE(HoldUpdates, {true})
TSUNAGI_SAMPLE(SetSetting, {"ward", std::string("B1")})
#undef TSUNAGI_SAMPLE

}  // namespace tsunagi
