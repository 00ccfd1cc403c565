// Owns the bridge from C++ to the keeper: calls go out by number, answers are queued and taken between two
// steps. Must not know what the messages mean. JavaScript's side: web/keeper_client.js, web/port_message.js.
#pragma once

#include "core/bytes.h"
#include "ports/async.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tsunagi {

// message := field*    field := length:u32 bytes    (little endian; a number is a field of 4 or 8 bytes)
// The same numbers as `op` in web/port_message.js.
enum class PortOp : std::uint32_t {
    derive_password_key = 1,
    generate_key,
    wrap_key,
    unwrap_key,
    drop,
    seal,
    open,
    sha256,
    generate_pair,
    seal_private,
    open_private,
    import_private,
    sign,
    verify,
    wrap_for,
    unwrap_agreed,
    wrap_by_passphrase,
    unwrap_by_passphrase,
    open_all,
    derive_two_factor_key,
    remember_key,
    recall_key,
    forget_key,
    import_secret,
    open_store = 32,
    read_all,
    read,
    read_range,
    count,
    commit,
    destroy,
    destroy_keys,
    request_persistence = 64,
    take_over,
    enroll_passkey,
    ask_passkey,
};

class MessageWriter {
  public:
    MessageWriter& bytes(ByteView field);
    MessageWriter& text(std::string_view field) { return bytes(view_of(field)); }
    MessageWriter& number(std::uint32_t value);
    Bytes take() { return std::move(message_); }

  private:
    Bytes message_;
};

// Reads fields in order. After the first that does not fit, is_good() is false and everything reads as empty
// or 0.
class MessageReader {
  public:
    explicit MessageReader(ByteView message) : rest_(message) {}

    ByteView bytes();  // into the message
    std::uint32_t number();
    std::uint64_t long_number();
    template <std::size_t size>
    std::array<std::uint8_t, size> array() {
        std::array<std::uint8_t, size> read{};
        const ByteView field = bytes();
        if (field.size() != size) is_good_ = false;
        if (is_good_) std::copy(field.begin(), field.end(), read.begin());
        return read;
    }
    bool is_at_end() const { return rest_.empty(); }
    // Everything fitted and nothing is left.
    bool is_complete() const { return is_good_ && rest_.empty(); }
    bool is_good() const { return is_good_; }

  private:
    ByteView rest_;
    bool is_good_ = true;
};

// The message is wiped here once it has been handed over.
Future<Result<Bytes>> call_port(PortOp op, Bytes message);
// Without an answer.
void post_port(PortOp op, Bytes message);
// Ends the keeper's worker: keys are gone, calls under way are answered with locked.
void end_keeper();
// The same where the worker may not answer any more: it ends whatever it remembers.
void abort_keeper();

// Lets those go on whose answers have come. Called between two steps, never within a frame: by the page when
// answers arrive (also while it is hidden and draws nothing, so that drafts are committed on the way out).
void drain_completions();

}  // namespace tsunagi
