// Owns a file that is read without an account, over a lock: the file is closed, and the answer begun to it is
// kept in memory, sealed under a key that nothing but the opened file gives again. Nothing of it is ever
// stored.
#include "app/app.h"
#include "app/replies.h"
#include "exchange/jwe.h"
#include "vault/save_queue.h"

#include <algorithm>
#include <utility>

namespace tsunagi {

namespace {

constexpr std::string_view secret_label = "tsunagi guest answer v1";
constexpr std::string_view sealed_label = "[\"guest/v1\"]";

bool is_written_by(const Document& document, const std::string& device) {
    return std::ranges::any_of(document.changes, [&](const Change& change) { return change.on == device; });
}

// As it was when it was picked: nothing of what is in it.
ReceivedFile closed(ReceivedFile& file, JobNumber job) {
    ReceivedFile result;
    result.stage = ReceivedFile::Stage::asking;
    result.job = job;
    result.name = std::move(file.name);
    result.bytes = std::move(file.bytes);
    result.wants_passphrase = file.wants_passphrase;
    result.kids = std::move(file.kids);
    return result;
}

}  // namespace

// A file that asks for its passphrase shows nothing; one that is open, or just being opened, is closed.
Future<Status> App::lock_reading() {
    commit_drafts();
    const bool has_answer = state_.reply.stage != ReplyJob::Stage::none && guest_;
    if (has_answer) {
        guest_->written = written_by_guest();
        guest_->reply = without_file(state_.reply);
        guest_->reply.taken_out = state_.reply.taken_out;
    }
    ReceivedFile file = closed(state_.received, session_.new_job());
    file.answer_waits = has_answer || state_.received.answer_waits;
    file.answer_saved = file.answer_waits && guest_ && guest_->reply.taken_out;
    session_.end();
    forget();
    state_.received = std::move(file);
    const Guard guard = session_.guard(state_.received.job);
    const LockUnderWay under_way(*this);
    if (has_answer) {
        auto sealed = co_await ports_.crypto.seal(guest_->key, bytes_of(sealed_label),
                                                  bytes_of(json_of(guest_->written)));
        if (!guest_) co_return fail(Fault::locked);  // given up meanwhile
        if (sealed) {
            guest_->sealed = std::move(*sealed);
            guest_->written.clear();
        }  // otherwise it stays as it is: losing it would be worse
        guest_->key = 0;
    }
    if (guard.holds()) ports_.crypto.end_session();
    co_return Status{};
}

std::vector<Document> App::written_by_guest() const {
    std::vector<Document> written;
    for (const DocumentId& id : state_.library.ids()) {
        const Document& document = *state_.library.find(id);
        if (is_written_by(document, state_.reply.guest_device)) written.push_back(document);
    }
    return written;
}

// When a file has been opened, before it is shown: makes the key for its answer, or takes back the answer
// begun before a lock. payload: what only those know who have opened the file.
Future<Status> App::prepare_guest(Bytes payload) {
    const Guard guard = session_.guard(state_.received.job);
    Bytes secret_input = bytes_of(secret_label);
    secret_input.insert(secret_input.end(), payload.begin(), payload.end());
    auto digest = co_await guard(ports_.crypto.sha256(std::move(secret_input)));
    if (!digest) co_return std::unexpected(digest.error());
    const std::string secret = base64url_of(*digest);
    if (guest_ && state_.received.answer_waits) co_return co_await guard(take_back_answer(secret));
    auto key = co_await guard(ports_.crypto.generate_key());
    if (!key) co_return std::unexpected(key.error());
    GuestAnswer answer{.key = *key};
    ports_.random.fill(answer.salt);
    auto wrapped = co_await guard(
        ports_.crypto.wrap_by_passphrase(secret, answer.salt, passphrase_iterations, answer.key));
    if (!wrapped) co_return std::unexpected(wrapped.error());
    answer.wrapped = std::move(*wrapped);
    guest_ = std::move(answer);
    co_return Status{};
}

Future<Status> App::take_back_answer(std::string secret) {
    if (!guest_) co_return fail(Fault::data_missing, "no answer");
    const Guard guard = session_.guard(state_.received.job);
    GuestAnswer answer = *guest_;
    auto key = co_await guard(
        ports_.crypto.unwrap_by_passphrase(secret, answer.salt, passphrase_iterations, answer.wrapped));
    if (!key) co_return std::unexpected(key.error());
    if (answer.written.empty()) {
        auto opened = co_await guard(ports_.crypto.open(*key, bytes_of(sealed_label), answer.sealed));
        if (!opened) co_return std::unexpected(opened.error());
        auto written = parse_documents(text_of(*opened), own_limits);
        wipe(*opened);
        if (!written) co_return std::unexpected(written.error());
        answer.written = std::move(*written);
    }
    answer.key = *key;
    guest_ = std::move(answer);
    co_return Status{};
}

// Once the file is shown again: goes on with the answer.
void App::return_to_answer() {
    if (!std::exchange(state_.received.answer_waits, false) || !guest_) return;
    state_.reply = guest_->reply;
    put_guest_documents();
    for (Document& document : std::exchange(guest_->written, {})) {
        editor_.observe(document, state_.now_ms);
        state_.library.put(std::move(document));
    }
}

// Nothing of a file that was read stays, and no answer to it.
void App::close_reading() {
    session_.end();
    if (guest_ && guest_->key != 0) ports_.crypto.drop(guest_->key);
    guest_.reset();
    forget();
}

}  // namespace tsunagi
