// Owns making a backup, part by part.
#include "exchange/backup_format.h"

#include <algorithm>
#include <utility>

namespace tsunagi {
namespace {

// What is being written, from one part to the next.
struct Writing {
    BackupInput input;
    std::string id;
    std::uint64_t part = 0;
    Bytes file;
};

void append(Bytes& bytes, std::string_view text) {
    const ByteView view = view_of(text);
    bytes.insert(bytes.end(), view.begin(), view.end());
}

Future<Status> write_part(Crypto& crypto, Random& random, std::shared_ptr<Writing> writing,
                          backup::Holds holds, std::string body) {
    const BackupInput& input = writing->input;
    backup::PartLine line{writing->id, ++writing->part, holds, input.signer.public_key};
    MakeRequest request;
    append(request.payload, backup::text_of(line));
    request.payload.push_back('\n');
    append(request.payload, body);
    wipe(body);
    request.to = {input.recovery.public_key, input.own_key};
    request.signer = input.signer;
    request.created = input.summary.made_at;
    auto making = make_file(crypto, random, std::move(request));
    auto made = co_await making;
    if (!made) co_return std::unexpected(made.error());
    if (writing->file.size() + made->bytes.size() >= max_backup_bytes)
        co_return fail(Fault::too_large, "backup");
    writing->file.insert(writing->file.end(), made->bytes.begin(), made->bytes.end());
    writing->file.push_back('\n');
    co_return Status{};
}

// As many documents as fit into a part, and at least one; taken off the front of what is left.
std::string next_documents(Writing& writing, std::size_t& next) {
    BackupInput& input = writing.input;
    BackupSummary& summary = input.summary;
    std::string list;
    while (next < input.ids.size() && list.size() < backup_part_bytes) {
        const Document* document = input.find(input.ids[next]);
        if (document == nullptr) {
            ++next;
            continue;
        }
        const std::string json = json_of(*document);
        if (!list.empty() && list.size() + json.size() > backup_part_bytes) break;
        if (!list.empty()) list += ',';
        list += json;
        ++next;
        ++summary.documents;
        summary.changes += document->changes.size();
        for (const Change& change : document->changes)
            summary.newest_change_ms = std::max(summary.newest_change_ms, change.at.wall_ms);
    }
    return list.empty() ? list : "{\"v\":1,\"documents\":[" + list + "]}";
}

// Whole lines, as many as fit.
std::string_view next_lines(std::string_view lines, std::size_t& next) {
    std::string_view rest = lines.substr(next);
    if (rest.size() > backup_part_bytes) rest = rest.substr(0, rest.rfind('\n', backup_part_bytes) + 1);
    next += rest.size();
    return rest;
}

}  // namespace

Future<Result<Bytes>> make_backup(Crypto& crypto, Random& random, BackupInput input) {
    auto writing = std::make_shared<Writing>();
    writing->input = std::move(input);
    writing->id = make_id(random);
    BackupInput& given = writing->input;
    append(writing->file, backup::text_of(BackupHeader{given.recovery, given.vouched_signer}) + "\n");
    for (std::size_t next = 0; next < given.ids.size();) {
        std::string body = next_documents(*writing, next);
        if (body.empty()) break;
        auto part = write_part(crypto, random, writing, backup::Holds::documents, std::move(body));
        if (Status written = co_await part; !written) co_return std::unexpected(written.error());
    }
    // The signed head is a line of its own, and no entry.
    const auto lines = static_cast<std::uint64_t>(std::ranges::count(given.audit_lines, '\n'));
    given.summary.entries = lines > 0 ? lines - 1 : 0;
    for (std::size_t next = 0; next < given.audit_lines.size();) {
        std::string body(next_lines(given.audit_lines, next));
        auto part = write_part(crypto, random, writing, backup::Holds::audit, std::move(body));
        if (Status written = co_await part; !written) co_return std::unexpected(written.error());
    }
    std::string body = backup::text_of(given.summary);
    auto end = write_part(crypto, random, writing, backup::Holds::end, std::move(body));
    if (Status written = co_await end; !written) co_return std::unexpected(written.error());
    co_return std::move(writing->file);
}

}  // namespace tsunagi
