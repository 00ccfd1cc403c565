// Owns where a person is in the app. Must not know how a screen looks.
#pragma once

#include "core/document.h"

#include <cstdint>
#include <string>

namespace tsunagi {

enum class Screen : std::uint8_t {
    today,         // 今日
    cases,         // 症例 (list)
    case_home,     // 症例 (one)
    meetings,      // 会議 (list)
    conference,    // 会議 (running: queue, note, participants, decisions)
    checklist,     // 確認表
    history,       // 記録の履歴 of one document (note)
    handover,      // 受け渡し
    received,      // a file that came in
    reply,         // 返事: receipt, follow-up and questions to whoever sent a file
    ledger,        // 台帳
    ledger_entry,  // one entry of it: Place::entry
    guideline,     // what the national guideline asks for, and who does what
    settings,      // 設定
    account,       // 自分のアカウント
    staff,         // 職員
    audit,         // 監査の記録
    storage,       // 端末と保存
};

struct Place {
    Screen screen = Screen::today;
    DocumentId case_id;     // whose banner is on screen; empty where no patient is meant
    DocumentId note;        // conference; history: the document
    DocumentId meeting;     // conference; empty for a note outside a meeting
    DocumentId entry = {};  // ledger_entry
    bool operator==(const Place&) const = default;
};

}  // namespace tsunagi
