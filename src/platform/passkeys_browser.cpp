#include "platform/passkeys_browser.h"

#include "platform/page.h"
#include "platform/port_calls.h"

#include <utility>

namespace tsunagi {

bool PasskeysBrowser::is_available() const {
    return tsunagi_passkeys_available() != 0;
}

Future<Result<Bytes>> PasskeysBrowser::enroll(std::string user_id, std::string name) {
    auto answer = call_port(PortOp::enroll_passkey, MessageWriter().text(user_id).text(name).take());
    const Result<Bytes> message = co_await answer;
    if (!message) co_return std::unexpected(message.error());
    MessageReader reader(*message);
    const ByteView id = reader.bytes();
    if (!reader.is_complete() || id.empty()) co_return fail(Fault::crypto_failed, "passkey");
    co_return Bytes(id.begin(), id.end());
}

Future<Result<KeyHandle>> PasskeysBrowser::ask(Bytes credential_id, PrfSalt salt) {
    auto answer = call_port(PortOp::ask_passkey, MessageWriter().bytes(credential_id).bytes(salt).take());
    const Result<Bytes> message = co_await answer;
    if (!message) co_return std::unexpected(message.error());
    MessageReader reader(*message);
    const KeyHandle key = reader.number();
    if (!reader.is_complete()) co_return fail(Fault::crypto_failed, "passkey");
    co_return key;
}

}  // namespace tsunagi
