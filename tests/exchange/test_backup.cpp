// The backup file: what is in comes out again, and nothing that was changed, exchanged or cut off is
// believed.
#include "core/document.h"
#include "exchange/backup.h"

#include "bundle_fixture.h"
#include "hostile_file.h"

#include <algorithm>
#include <map>
#include <vector>

namespace tsunagi {
namespace {

const std::string code = "7K2M-0000-1111-2222-3333-4444-55ZZ";

struct Backup : Parties {
    std::map<DocumentId, Document> documents;
    BackupHeader header;
    BackupSummary summary;
    std::string audit_lines;

    Backup() {
        for (int i = 1; i <= 5; ++i) add(test_id(i), "乾 一郎");
        summary.made_at = "2026-11-21T14:05:00+09:00";
        summary.staff = {{"佐藤 花子", "看護師", "admin"}};
        lock_recovery(signer.public_key);
        audit_lines = log_of(3);
    }
    void add(const DocumentId& id, const std::string& text) {
        documents[id] = make_document(Kind::case_, id, "case", "", {{"name", text}});
    }
    void lock_recovery(const PublicKey& vouched) {
        LockedPair& pair = header.recovery;
        pair.cost = {19 * 1024, 2, 1};
        const KeyHandle kek = value_of(crypto.derive_password_key(code, pair.salt, pair.cost));
        const KeyPair recovery = value_of(crypto.generate_pair(PrivateKeyUse::agree));
        pair.public_key = recovery.public_key;
        pair.sealed = value_of(crypto.seal_private(kek, recovery.handle));
        Bytes point(vouched.x.begin(), vouched.x.end());
        point.insert(point.end(), vouched.y.begin(), vouched.y.end());
        header.vouched_signer = value_of(crypto.seal(kek, bytes_of("[\"vouch/v1\"]"), point));
        crypto.drop(kek);
        crypto.drop(recovery.handle);
    }
    // A chain of entries and its signed head, as the vault exports them.
    std::string log_of(int count) {
        std::string lines;
        Digest head{};
        for (int seq = 1; seq <= count; ++seq) {
            const std::string entry =
                "{\"v\":1,\"seq\":" + std::to_string(seq) + ",\"prev\":\"" + hex_of(head) + "\"}";
            Bytes input(head.begin(), head.end());
            const ByteView view = view_of(entry);
            input.insert(input.end(), view.begin(), view.end());
            head = value_of(crypto.sha256(input));
            lines += entry + "\n";
        }
        const std::string said =
            "{\"v\":1,\"seq\":" + std::to_string(count) + ",\"head\":\"" + hex_of(head) + "\"}";
        const Bytes signature = value_of(crypto.sign(signer.handle, bytes_of(said)));
        Json last = Json::object();
        last["v"] = 1;
        last["signed"] = said;
        last["signature"] = base64url_of(signature);
        return lines + dump_json(last) + "\n";
    }
    BackupInput input() {
        BackupInput result;
        for (const auto& [id, document] : documents) result.ids.push_back(id);
        result.find = [this](const DocumentId& id) {
            const auto found = documents.find(id);
            return found == documents.end() ? nullptr : &found->second;
        };
        result.audit_lines = audit_lines;
        result.summary = summary;
        result.signer = {signer.handle, signer.public_key};
        result.own_key = station.public_key;
        result.recovery = header.recovery;
        result.vouched_signer = header.vouched_signer;
        return result;
    }
    Bytes file() { return value_of(make_backup(crypto, random, input())); }

    Result<BackupReport> read(const Bytes& bytes, std::vector<Document>* into = nullptr,
                              const std::string& typed = code) {
        const std::size_t keys = crypto.key_count();
        auto info = inspect_backup(bytes);
        if (!info) return std::unexpected(info.error());
        auto key = done(open_backup_key(crypto, *info, typed));
        if (!key) return std::unexpected(key.error());
        TakeDocuments take = [into](std::vector<Document> part) {
            for (Document& document : part) into->push_back(std::move(document));
            return ready(Status{});
        };
        if (into == nullptr) take = nullptr;
        auto report = done(read_backup(crypto, std::make_shared<const Bytes>(bytes), *key, take));
        crypto.drop(key->pair.handle);
        CHECK(crypto.key_count() == keys);
        return report;
    }
};

std::vector<std::string> lines_of(const Bytes& file) {
    std::vector<std::string> lines{""};
    for (const std::uint8_t byte : file) {
        if (byte == '\n') {
            lines.emplace_back();
        } else {
            lines.back() += static_cast<char>(byte);
        }
    }
    lines.pop_back();
    return lines;
}

Bytes file_of(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return bytes_of(text);
}

}  // namespace

TEST_CASE("a backup opens with the recovery code alone and gives back every document") {
    Backup backup;
    const Bytes file = backup.file();
    std::vector<Document> documents;
    const auto report = backup.read(file, &documents);
    REQUIRE(report);
    CHECK(report->is_vouched);
    CHECK(report->summary.documents == 5);
    CHECK(report->summary.entries == 3);
    CHECK(report->summary.made_at == backup.summary.made_at);
    CHECK(report->summary.newest_change_ms > 0);
    REQUIRE(report->summary.staff.size() == 1);
    CHECK(report->summary.staff[0].name == "佐藤 花子");
    REQUIRE(documents.size() == 5);
    for (const Document& document : documents)
        CHECK(json_of(document) == json_of(backup.documents.at(document.id)));
    CHECK_FALSE(text_of(file).contains("乾"));
    CHECK(fault_of(backup.read(file, nullptr, "another code")) == Fault::cannot_open);

    // The tablet that made it checks it with its own key.
    const BackupKey own{backup.station, backup.signer.public_key};
    const auto checked = done(read_backup(backup.crypto, std::make_shared<const Bytes>(file), own, nullptr));
    REQUIRE(checked);
    CHECK(checked->summary.changes == report->summary.changes);
}

TEST_CASE("a backup of an empty tablet, and one that another key made than the one vouched for") {
    Backup backup;
    backup.documents.clear();
    backup.audit_lines.clear();
    auto report = backup.read(backup.file());
    REQUIRE(report);
    CHECK(report->summary.documents == 0);
    CHECK(report->summary.newest_change_ms == 0);
    backup.lock_recovery(backup.station.public_key);
    report = backup.read(backup.file());
    REQUIRE(report);
    CHECK_FALSE(report->is_vouched);
}

TEST_CASE("a large store goes in parts of bounded size, and a document taken away meanwhile is left out") {
    Backup backup;
    const std::string text(900'000, 'x');
    for (int i = 10; i < 16; ++i) backup.add(test_id(i), text);
    BackupInput input = backup.input();
    const std::size_t all = input.ids.size();
    backup.documents.erase(test_id(12));
    const Bytes file = value_of(make_backup(backup.crypto, backup.random, std::move(input)));
    const auto lines = lines_of(file);
    CHECK(lines.size() == 1 + 2 + 1 + 1);
    for (const std::string& line : lines) CHECK(line.size() < 2 * backup_part_bytes);
    std::vector<Document> documents;
    REQUIRE(backup.read(file, &documents));
    CHECK(documents.size() == all - 1);
}

TEST_CASE("parts that are changed, missing, repeated, exchanged or of another backup are refused") {
    Backup backup;
    const std::vector<std::string> good = lines_of(backup.file());
    REQUIRE(good.size() == 4);  // header, documents, log, end
    backup.add(test_id(9), "別");
    const std::vector<std::string> other = lines_of(backup.file());
    struct Case {
        const char* name;
        std::vector<std::string> lines;
        Fault expected;
    };
    const auto tampered = [](std::string line) {
        char& c = line[line.size() / 2];
        c = c == 'A' ? 'B' : 'A';
        return line;
    };
    const std::vector<Case> cases = {
        {"nothing", {}, Fault::bad_json},
        {"header alone", {good[0]}, Fault::data_missing},
        {"without its end", {good[0], good[1], good[2]}, Fault::data_missing},
        {"without its documents", {good[0], good[2], good[3]}, Fault::bad_header},
        {"without its log", {good[0], good[1], good[3]}, Fault::bad_header},
        {"exchanged", {good[0], good[2], good[1], good[3]}, Fault::bad_header},
        {"repeated", {good[0], good[1], good[1], good[2], good[3]}, Fault::bad_header},
        {"after its end", {good[0], good[1], good[2], good[3], good[3]}, Fault::bad_header},
        {"a part of another", {good[0], good[1], other[2], good[3]}, Fault::bad_header},
        {"the end of another", {good[0], good[1], good[2], other[3]}, Fault::bad_header},
        {"changed documents", {good[0], tampered(good[1]), good[2], good[3]}, Fault::cannot_open},
        {"changed end", {good[0], good[1], good[2], tampered(good[3])}, Fault::cannot_open},
        {"an empty line", {good[0], "", good[1], good[2], good[3]}, Fault::bad_json},
        {"no header", {good[1], good[2], good[3]}, Fault::not_our_file},
        {"another kind", {"{\"v\":1,\"kind\":\"key-card\"}"}, Fault::not_our_file},
        {"the future", {"{\"v\":2,\"kind\":\"tsunagi-backup\"}"}, Fault::future_version},
        {"an extra member",
         {replaced(good[0], "\"v\":1", "\"v\":1,\"x\":1"), good[1], good[2], good[3]},
         Fault::wrong_type},
        {"cost over all bounds",
         {replaced(good[0], "19456", "4194304"), good[1], good[2], good[3]},
         Fault::bad_header},
        {"cost under the floor",
         {replaced(good[0], "19456", "8"), good[1], good[2], good[3]},
         Fault::bad_header},
    };
    for (const Case& one : cases) {
        INFO(one.name);
        std::vector<Document> documents;
        CHECK(fault_code(fault_of(backup.read(file_of(one.lines), &documents))) == fault_code(one.expected));
    }
    // Each half of the header belongs to the other.
    CHECK(fault_of(backup.read(file_of({tampered(good[0]), good[1], good[2], good[3]}))) != Fault::none);
}

TEST_CASE("a log that is no chain, or not the one that was signed, is refused") {
    Backup backup;
    const std::string good = backup.audit_lines;
    const auto fault_with = [&backup](const std::string& lines) {
        backup.audit_lines = lines;
        return fault_of(backup.read(backup.file()));
    };
    const std::size_t second = good.find('\n') + 1;
    const std::size_t third = good.find('\n', second) + 1;
    CHECK(fault_with(good) == Fault::none);
    CHECK(fault_with(good.substr(second)) == Fault::rolled_back);
    CHECK(fault_with(good.substr(0, second) + good.substr(third)) == Fault::rolled_back);
    CHECK(fault_with(replaced(good, "\"seq\":2", "\"seq\":7")) == Fault::rolled_back);
    CHECK(fault_with(replaced(good, "\"seq\":3,\"prev\"", "\"seq\":4,\"prev\"")) == Fault::bad_signature);
    CHECK(fault_with(backup.log_of(2) + good) == Fault::wrong_type);
    const std::size_t last = good.rfind('\n', good.size() - 2) + 1;
    CHECK(fault_with(good.substr(0, last)) == Fault::data_missing);  // no signed head
    CHECK(fault_with("[]\n") == Fault::wrong_type);
}

}  // namespace tsunagi
