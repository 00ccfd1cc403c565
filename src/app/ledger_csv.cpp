// Owns the ledger as a table for those who check it: every entry, oldest first, in Japanese whatever the
// screen speaks.
#include "app/app.h"
#include "app/dates.h"
#include "app/ledger.h"
#include "exchange/csv.h"

#include <algorithm>
#include <array>

namespace tsunagi {

namespace {

constexpr std::size_t columns = 27;
constexpr std::array<std::string_view, columns> headings{"向き",
                                                         "種類",
                                                         "患者ID",
                                                         "患者氏名",
                                                         "相手",
                                                         "開け方",
                                                         "相手の照合番号",
                                                         "送り主の照合番号",
                                                         "範囲",
                                                         "見立ての版",
                                                         "ファイル名",
                                                         "ファイルの番号",
                                                         "SHA-256",
                                                         "作成・取込日時",
                                                         "作成・取込者",
                                                         "開封確認日時",
                                                         "渡した日時",
                                                         "渡した人",
                                                         "渡した方法",
                                                         "受領の状態",
                                                         "受領の期限",
                                                         "受領日",
                                                         "受け取った人",
                                                         "撤回日時",
                                                         "撤回した人",
                                                         "撤回の理由",
                                                         "もとのファイルの番号"};

// "2026-11-21 14:05:00" where the tablet is: what spreadsheets take for a time.
std::string local_time_of(const AppState& state, const std::string& iso) {
    const auto at = parse_date_time_ms(iso);
    if (!at) return iso;
    std::string local = iso_date_time(*at, state.offset_minutes).substr(0, 19);
    std::ranges::replace(local, 'T', ' ');
    return local;
}

std::string titles_of(const std::string& codes) {
    const auto sections = parse_section_codes(codes);
    if (codes.empty() || !sections) return {};
    std::string titles;
    for (const SectionInfo& info : section_table()) {
        if (!sections->has(info.section)) continue;
        titles += (titles.empty() ? "" : "・") + std::string(info.title);
    }
    return titles;
}

std::string receipt_words(const LedgerEntry& entry) {
    if (!entry.outgoing) return "取り込み済み";
    if (entry.receipt_state == "received") return "受領";
    if (entry.receipt_state != "waiting") return "まだ渡していない";
    return entry.days_left && *entry.days_left < 0 ? "期限切れ" : "受領票待ち";
}

std::string file_id_of(const AppState& state, const DocumentId& entry) {
    return entry.empty() ? std::string() : state.library.answers(entry).text("file_id");
}

std::array<std::string, columns> cells_of(const AppState& state, const LedgerDetail& detail) {
    const LedgerEntry& entry = detail.entry;
    const CaseSummary summary = summarise_case(state, entry.case_id);
    const std::string way = !entry.outgoing ? "" : detail.to_kid.empty() ? "合言葉" : "鍵";
    const DocumentId& before = detail.withdraws.empty() ? detail.again_of : detail.withdraws;
    return {entry.outgoing ? "渡した" : "受け取った",
            entry.is_notice ? "撤回のお知らせ" : "申し送り",
            summary.patient_id,
            summary.name,
            entry.to_name,
            way,
            detail.to_number,
            detail.signer_number,
            titles_of(entry.sections),
            entry.assessment_version > 0 ? std::to_string(entry.assessment_version) : std::string(),
            entry.file_name,
            detail.file_id,
            detail.file_sha256,
            local_time_of(state, entry.made_at),
            detail.made_by,
            local_time_of(state, detail.checked_at),
            local_time_of(state, entry.handed_at),
            detail.handed_by,
            detail.handed_how,
            receipt_words(entry),
            entry.receipt_due,
            entry.received_on,
            detail.received_by,
            local_time_of(state, entry.withdrawn_at),
            entry.withdrawn_by,
            detail.withdrawn_reason,
            file_id_of(state, before)};
}

std::string table_of(const AppState& state) {
    std::string text(csv_mark);
    const std::vector<std::string> titles(headings.begin(), headings.end());
    text += csv_line(titles);
    auto entries = list_ledger(state, {});
    std::ranges::reverse(entries);
    for (const LedgerEntry& entry : entries) {
        if (const auto detail = find_ledger_detail(state, entry.id)) {
            text += csv_line(cells_of(state, *detail));
        }
    }
    return text;
}

}  // namespace

// All patients at once leave the tablet unencrypted: an administrator decides that, and the log says who did.
// First the log, then the file.
void App::on(const cmd::ExportLedger&) {
    run([](App& app) -> Future<Status> {
        const Guard guard = app.session_.guard();
        const std::string table = table_of(app.state_);
        const auto count = app.state_.library.of_kind(Kind::ledger).size();
        AuditEvent event{AuditAction::export_ledger, {}, std::to_string(count)};
        if (Status told = co_await guard(app.vault_->record(event)); !told) co_return told;
        const std::string name = std::string(app.state_.practice() ? "renshu-" : "") + "tsunagi-ledger-" +
                                 today_iso(app.state_) + ".csv";
        co_return co_await app.ports_.files.save(name, "text/csv", bytes_of(table));
    }(*this));
}

}  // namespace tsunagi
