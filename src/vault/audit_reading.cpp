// Owns reading the audit chain for people: pages, searches, the check of the whole, and what leaves of it.
#include "vault/log_reader.h"
#include "vault/members.h"
#include "vault/vault_state.h"

#include <algorithm>
#include <utility>

namespace tsunagi {
namespace {

constexpr std::uint64_t most_looked_at = 20'000;  // for one page: a filter that nothing fits comes back too

std::string json_of_head(const std::string& device, std::uint64_t seq, const Digest& head,
                         std::int64_t utc_ms) {
    std::string json = "{\"v\":1";
    append_text(json, "device", device);
    append_number(json, "seq", static_cast<std::int64_t>(seq));
    append_text(json, "head", hex_of(head));
    append_number(json, "utc", utc_ms);
    return json + "}";
}

}  // namespace

Future<Result<AuditPage>> Vault::State::read_audit(std::uint64_t first, std::uint64_t last) {
    if (!is_unlocked()) co_return fail(Fault::locked);
    AuditPage page;
    first = std::max<std::uint64_t>(first, 1);
    last = std::min(last, checkpoint.seq);
    if (first > last) co_return page;
    const bool ends_at_head = last == checkpoint.seq;
    const Digest expected = head;
    auto part = co_await read_log(crypto, store, *sealer, first, last);
    if (!part) co_return std::unexpected(part.error());
    page.broken = part->broken.size();
    for (LogEntry& item : part->entries) {
        if (ends_at_head && item.entry.seq == last && item.head != expected) {
            ++page.broken;
        } else {
            page.entries.push_back(std::move(item.entry));
        }
    }
    co_return page;
}

Future<Result<AuditFound>> Vault::State::find_audit(AuditFilter filter, std::uint64_t before_seq,
                                                    std::size_t max_entries) {
    AuditFound result;
    if (!is_unlocked()) co_return fail(Fault::locked);
    std::uint64_t last = before_seq == 0 ? checkpoint.seq : std::min(before_seq - 1, checkpoint.seq);
    for (std::uint64_t seen = 0; last > 0 && result.entries.size() < max_entries && seen < most_looked_at;
         seen += chunk_entries) {
        const std::uint64_t first = last > chunk_entries ? last - chunk_entries + 1 : 1;
        auto page = co_await read_audit(first, last);
        if (!page) co_return std::unexpected(page.error());
        result.broken += page->broken;
        last = first - 1;
        for (auto entry = page->entries.rbegin(); entry != page->entries.rend(); ++entry) {
            if (!filter.fits(*entry)) continue;
            if (result.entries.size() == max_entries) {
                last = result.entries.back().seq - 1;
                break;
            }
            result.entries.push_back(std::move(*entry));
        }
    }
    result.next_before = last == 0 ? 0 : last + 1;
    co_return result;
}

// A lock's entry holds the signature over the head before it.
Future<bool> Vault::State::fits_signature(AuditEntry entry) {
    auto signature = parse_base64url(entry.detail);
    if (!signature) co_return false;
    const Bytes data = bytes_of(json_of_head(identity.device_id, entry.seq - 1, entry.prev, entry.utc_ms));
    std::vector<PublicKey> signers{identity.signing.public_key};
    for (const FormerKeys& former : identity.former) signers.push_back(former.signer);
    for (const PublicKey& signer : signers) {
        auto fits = co_await crypto.verify(signer, data, *signature);
        if (fits && *fits) co_return true;
    }
    co_return false;
}

Future<Result<ChainCheck>> Vault::State::verify_audit() {
    if (!is_unlocked()) co_return fail(Fault::locked);
    ChainCheck check;
    check.length = checkpoint.seq;
    const Digest expected = head;
    Digest before{};
    std::uint64_t last_seq = 0;
    for (std::uint64_t first = 1; first <= check.length; first += chunk_entries) {
        auto part = co_await read_log(crypto, store, *sealer, first,
                                      std::min(check.length, first + chunk_entries - 1));
        if (!part) co_return std::unexpected(part.error());
        for (std::string& key : part->broken) check.broken.push_back(std::move(key));
        for (const LogEntry& item : part->entries) {
            const AuditEntry& entry = item.entry;
            const bool follows = entry.seq == last_seq + 1;
            const bool ends_wrong = entry.seq == check.length && item.head != expected;
            if ((follows && entry.prev != before) || ends_wrong) {
                check.broken.push_back(audit_key(entry.seq));
            } else {
                ++check.entries;
            }
            last_seq = entry.seq;
            before = item.head;
            if (entry.clock_set_back) ++check.clocks_set_back;
            if (entry.action != AuditAction::lock || entry.detail.empty()) continue;
            const bool fits = co_await fits_signature(entry);
            ++(fits ? check.signed_heads : check.wrong_signatures);
        }
    }
    co_return check;
}

Future<Result<Bytes>> Vault::State::export_audit() {
    if (!is_unlocked()) co_return fail(Fault::locked);
    put(AuditEvent{AuditAction::export_audit, {}, std::to_string(checkpoint.seq)});
    if (Status written = co_await flush(); !written) co_return std::unexpected(written.error());
    auto signed_head = co_await sign_head(clock.now_ms());
    if (!signed_head) co_return std::unexpected(signed_head.error());
    Bytes lines;
    const auto add = [&lines](std::string_view line) {
        const ByteView bytes = view_of(line);
        lines.insert(lines.end(), bytes.begin(), bytes.end());
        lines.push_back('\n');
    };
    const std::uint64_t length = checkpoint.seq;
    for (std::uint64_t first = 1; first <= length; first += chunk_entries) {
        auto part =
            co_await read_log(crypto, store, *sealer, first, std::min(length, first + chunk_entries - 1));
        if (!part) co_return std::unexpected(part.error());
        for (const LogEntry& item : part->entries) add(item.json);
    }
    std::string end = "{\"v\":1";
    append_text(end, "kind", "tsunagi-audit");
    append_text(end, "signed", signed_head->signed_json);
    append_text(end, "signature", base64url_of(signed_head->signature));
    end += ",\"signer\":{\"kty\":\"EC\",\"crv\":\"P-256\"";
    append_text(end, "x", base64url_of(signed_head->signer.x));
    append_text(end, "y", base64url_of(signed_head->signer.y));
    add(end + "}}");
    co_return lines;
}

Future<Result<SignedHead>> Vault::State::sign_head(std::int64_t utc_ms) {
    if (!is_unlocked()) co_return fail(Fault::locked);
    SignedHead signed_head;
    signed_head.signed_json = json_of_head(identity.device_id, checkpoint.seq, head, utc_ms);
    signed_head.signer = identity.signing.public_key;
    auto signature = co_await crypto.sign(identity.signing.handle, bytes_of(signed_head.signed_json));
    if (!signature) co_return std::unexpected(signature.error());
    signed_head.signature = std::move(*signature);
    co_return signed_head;
}

}  // namespace tsunagi
