#include "platform/port_calls.h"

#include "platform/page.h"

#include <emscripten/em_macros.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

// web/library_ports.js
extern "C" {
void tsunagi_port_call(std::uint32_t request, std::uint32_t op, const std::uint8_t* bytes,
                       std::uint32_t size);
void tsunagi_keeper_end();
void tsunagi_keeper_abort();
}

namespace tsunagi {

namespace {

constexpr std::uint32_t no_answer = 0;
constexpr int most_drains_unseen = 8;

// The same order as `statuses` in web/port_message.js.
constexpr std::array statuses = {
    Fault::none,
    Fault::cannot_open,
    Fault::crypto_failed,
    Fault::locked,
    Fault::bad_key,
    Fault::quota_exceeded,
    Fault::storage_failed,
    Fault::storage_unavailable,
    Fault::conflict_elsewhere,
    Fault::future_version,
    Fault::cancelled,
    Fault::not_allowed,
    Fault::copy_unavailable,
};

struct Completion {
    std::uint32_t request = 0;
    Result<Bytes> answer;
};

// What the one page there is has under way.
struct Calls {
    std::uint32_t last_request = no_answer;
    std::map<std::uint32_t, Promise<Result<Bytes>>> waiting;
    std::vector<Completion> completed;
    bool is_draining = false;
    int drains_unseen = 0;
};

Calls& calls() {
    static Calls only;
    return only;
}

void send(std::uint32_t request, PortOp op, Bytes message) {
    tsunagi_port_call(request, static_cast<std::uint32_t>(op), message.data(),
                      static_cast<std::uint32_t>(message.size()));
    wipe(message);
}

Result<Bytes> answer_of(std::uint32_t status, ByteView bytes) {
    if (status == 0) return Bytes(bytes.begin(), bytes.end());
    return fail(status < statuses.size() ? statuses[status] : Fault::crypto_failed, "keeper");
}

std::uint64_t read_little_endian(ByteView bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | bytes[i];
    return value;
}

}  // namespace

MessageWriter& MessageWriter::bytes(ByteView field) {
    const std::size_t size = field.size();
    for (unsigned shift = 0; shift < 32; shift += 8) {
        message_.push_back(static_cast<std::uint8_t>(size >> shift & 0xFFu));
    }
    message_.insert(message_.end(), field.begin(), field.end());
    return *this;
}

MessageWriter& MessageWriter::number(std::uint32_t value) {
    std::array<std::uint8_t, 4> field{};
    for (std::size_t i = 0; i < field.size(); ++i)
        field[i] = static_cast<std::uint8_t>(value >> (8 * i) & 0xFFu);
    return bytes(field);
}

ByteView MessageReader::bytes() {
    constexpr std::size_t prefix = 4;
    const std::uint64_t size = rest_.size() < prefix ? 0 : read_little_endian(rest_.first(prefix));
    if (!is_good_ || rest_.size() < prefix || size > rest_.size() - prefix) {
        is_good_ = false;
        rest_ = {};
        return {};
    }
    const ByteView field = rest_.subspan(prefix, static_cast<std::size_t>(size));
    rest_ = rest_.subspan(prefix + static_cast<std::size_t>(size));
    return field;
}

std::uint32_t MessageReader::number() {
    const ByteView field = bytes();
    if (field.size() != sizeof(std::uint32_t)) is_good_ = false;
    return is_good_ ? static_cast<std::uint32_t>(read_little_endian(field)) : 0;
}

std::uint64_t MessageReader::long_number() {
    const ByteView field = bytes();
    if (field.size() != sizeof(std::uint64_t)) is_good_ = false;
    return is_good_ ? read_little_endian(field) : 0;
}

Future<Result<Bytes>> call_port(PortOp op, Bytes message) {
    Calls& all = calls();
    do {
        ++all.last_request;
    } while (all.last_request == no_answer || all.waiting.contains(all.last_request));
    const Promise<Result<Bytes>> promise;
    all.waiting.emplace(all.last_request, promise);
    send(all.last_request, op, std::move(message));
    return promise.future();
}

void post_port(PortOp op, Bytes message) {
    send(no_answer, op, std::move(message));
}

void end_keeper() {
    tsunagi_keeper_end();
}

void abort_keeper() {
    tsunagi_keeper_abort();
}

void drain_completions() {
    Calls& all = calls();
    if (all.is_draining || all.completed.empty()) return;
    all.is_draining = true;
    const std::uint32_t asked_before = all.last_request;
    for (Completion& completion : std::exchange(all.completed, {})) {
        const auto found = all.waiting.find(completion.request);
        if (found == all.waiting.end()) continue;
        // Taken out first: completing it may start the next call.
        const Promise<Result<Bytes>> promise = std::move(found->second);
        all.waiting.erase(found);
        promise.complete(std::move(completion.answer));
    }
    all.is_draining = false;
    // An answer that only led to the next question shows nothing new; a long row of them is shown now and
    // then.
    if (all.last_request != asked_before && ++all.drains_unseen < most_drains_unseen) return;
    all.drains_unseen = 0;
    tsunagi_request_frames(1);
}

}  // namespace tsunagi

extern "C" {

// Called from the browser's own event loop, never from inside a call into it.
EMSCRIPTEN_KEEPALIVE void tsunagi_complete(std::uint32_t request, std::uint32_t status,
                                           const std::uint8_t* bytes, std::uint32_t size) {
    using namespace tsunagi;
    calls().completed.push_back({request, answer_of(status, ByteView(bytes, size))});
}

EMSCRIPTEN_KEEPALIVE void tsunagi_drain_completions() {
    tsunagi::drain_completions();
}
}
