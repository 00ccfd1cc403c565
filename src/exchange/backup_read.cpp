// Owns opening a backup and checking all of it.
#include "exchange/backup_format.h"
#include "exchange/jwk.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace tsunagi {
namespace {

// What was read so far: the next part has to fit to it.
struct Reading {
    BackupKey key;
    TakeDocuments take;
    std::string id;
    std::string signer_kid;
    PublicKey signer;
    std::uint64_t part = 0;
    bool is_vouched = true;
    BackupSummary seen;
    Digest head{};  // of the log
    bool is_log_signed = false;
    std::optional<BackupSummary> said;
};

struct Part {
    backup::PartLine line;
    std::string body;
};

Future<Result<Part>> open_part(Crypto& crypto, std::shared_ptr<Reading> reading, Bytes bytes) {
    const ByKey by_key{reading->key.pair.handle, reading->key.pair.public_key};
    auto opening = open_file(crypto, std::move(bytes), by_key, {reading->key.signer});
    auto opened = co_await opening;
    if (!opened) co_return std::unexpected(opened.error());
    const std::string payload = text_of(opened->payload);
    const std::size_t end = payload.find('\n');
    if (end == std::string::npos) co_return fail(Fault::not_our_file, "part of a backup");
    auto line = backup::parse_line(std::string_view(payload).substr(0, end));
    if (!line) co_return std::unexpected(line.error());
    if (opened->trust == SignerTrust::unknown) {
        // Another key than the one vouched for: then at least one and the same made every part.
        reading->is_vouched = false;
        auto checking = check_signer(crypto, *opened, line->signer);
        const auto fits = co_await checking;
        if (!fits) co_return std::unexpected(fits.error());
        if (!*fits) co_return fail(Fault::bad_signature, "part of a backup");
    }
    if (reading->part == 0) {
        reading->id = line->id;
        reading->signer_kid = opened->signer_kid;
        reading->signer = line->signer;
    }
    if (line->id != reading->id || line->part != reading->part + 1 ||
        opened->signer_kid != reading->signer_kid || line->signer != reading->signer || reading->said) {
        co_return fail(Fault::bad_header, "order of a backup's parts");
    }
    ++reading->part;
    co_return Part{std::move(*line), payload.substr(end + 1)};
}

Future<Status> take_documents(std::shared_ptr<Reading> reading, std::string body) {
    const DocumentLimits limits{max_file_bytes, 1'000'000, 1'000'000, 16u << 20};
    auto documents = parse_documents(body, limits, DocumentSource::own_records);
    if (!documents) co_return std::unexpected(documents.error());
    BackupSummary& seen = reading->seen;
    seen.documents += documents->size();
    for (const Document& document : *documents) {
        seen.changes += document.changes.size();
        for (const Change& change : document.changes)
            seen.newest_change_ms = std::max(seen.newest_change_ms, change.at.wall_ms);
    }
    if (!reading->take) co_return Status{};
    auto taking = reading->take(std::move(*documents));
    co_return co_await taking;
}

// Every line names the head before it, and the last one is signed.
Future<Status> take_log(Crypto& crypto, std::shared_ptr<Reading> reading, std::string body) {
    for (std::size_t at = 0; at < body.size();) {
        const std::size_t end = std::min(body.find('\n', at), body.size());
        const std::string_view text = std::string_view(body).substr(at, end - at);
        at = end + 1;
        auto line = backup::parse_log_line(text);
        if (!line) co_return std::unexpected(line.error());
        if (reading->is_log_signed) co_return fail(Fault::wrong_type, "log after its end");
        if (line->signed_text) {
            auto verifying = crypto.verify(reading->signer, bytes_of(*line->signed_text), line->signature);
            const auto fits = co_await verifying;
            if (!fits) co_return std::unexpected(fits.error());
            if (!*fits || line->head != hex_of(reading->head))
                co_return fail(Fault::bad_signature, "head of the log");
            reading->is_log_signed = true;
            continue;
        }
        if (line->prev != reading->head) co_return fail(Fault::rolled_back, "log is not one chain");
        Bytes input(line->prev.begin(), line->prev.end());
        const ByteView entry = view_of(text);
        input.insert(input.end(), entry.begin(), entry.end());
        auto hashing = crypto.sha256(std::move(input));
        const auto head = co_await hashing;
        if (!head) co_return std::unexpected(head.error());
        reading->head = *head;
        ++reading->seen.entries;
    }
    co_return Status{};
}

Status check_counts(const Reading& reading) {
    if (!reading.said) return fail(Fault::data_missing, "backup is cut short");
    const BackupSummary& said = *reading.said;
    const BackupSummary& seen = reading.seen;
    if (said.documents != seen.documents || said.changes != seen.changes || said.entries != seen.entries ||
        said.newest_change_ms != seen.newest_change_ms || (seen.entries > 0 && !reading.is_log_signed)) {
        return fail(Fault::data_missing, "backup does not hold what it says");
    }
    return {};
}

}  // namespace

Future<Result<BackupKey>> open_backup_key(Crypto& crypto, BackupHeader header, std::string code) {
    auto deriving = crypto.derive_password_key(code, header.recovery.salt, header.recovery.cost);
    const auto kek = co_await deriving;
    wipe(code);
    if (!kek) co_return std::unexpected(kek.error());
    auto opening = crypto.open_private(*kek, header.recovery.sealed, PrivateKeyUse::agree);
    auto pair = co_await opening;
    auto opening_vouched = crypto.open(*kek, bytes_of("[\"vouch/v1\"]"), header.vouched_signer);
    auto vouched = co_await opening_vouched;
    crypto.drop(*kek);
    if (!pair) co_return std::unexpected(pair.error());
    if (!vouched || vouched->size() != sizeof(PublicKey) || pair->public_key != header.recovery.public_key) {
        crypto.drop(pair->handle);
        co_return fail(Fault::cannot_open, "backup header");
    }
    BackupKey key{*pair, {}};
    std::copy_n(vouched->begin(), 32, key.signer.x.begin());
    std::copy_n(vouched->begin() + 32, 32, key.signer.y.begin());
    co_return key;
}

Future<Result<BackupReport>> read_backup(Crypto& crypto, std::shared_ptr<const Bytes> file, BackupKey key,
                                         TakeDocuments take) {
    if (const auto header = inspect_backup(*file); !header) co_return std::unexpected(header.error());
    auto reading = std::make_shared<Reading>();
    reading->key = key;
    reading->take = std::move(take);
    const std::string_view all(reinterpret_cast<const char*>(file->data()), file->size());
    for (std::size_t at = all.find('\n') + 1; at != 0 && at < all.size();) {
        const std::size_t end = std::min(all.find('\n', at), all.size());
        if (end - at > max_file_bytes) co_return fail(Fault::too_large, "part of a backup");
        const std::string_view text = all.substr(at, end - at);
        at = end + 1;
        auto opening = open_part(crypto, reading, bytes_of(text));
        auto part = co_await opening;
        if (!part) co_return std::unexpected(part.error());
        Status taken{};
        if (part->line.holds == backup::Holds::documents) {
            auto taking = take_documents(reading, std::move(part->body));
            taken = co_await taking;
        } else if (part->line.holds == backup::Holds::audit) {
            auto taking = take_log(crypto, reading, std::move(part->body));
            taken = co_await taking;
        } else {
            auto said = backup::parse_summary(part->body);
            if (said) reading->said = std::move(*said);
            if (!said) taken = std::unexpected(said.error());
        }
        if (!taken) co_return std::unexpected(taken.error());
    }
    if (const Status counted = check_counts(*reading); !counted) co_return std::unexpected(counted.error());
    co_return BackupReport{std::move(*reading->said), reading->is_vouched};
}

}  // namespace tsunagi
