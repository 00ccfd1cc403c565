#include "platform/store_browser.h"

#include "platform/port_calls.h"

#include <utility>

namespace tsunagi {

namespace {

using Answer = Future<Result<Bytes>>;

std::unexpected<Error> misread() {
    return fail(Fault::storage_failed, "answer");
}

// The crypto half answers for calls that never reached the worker too; seen from here that is the store's
// failure.
Error as_storage_fault(const Error& error) {
    return error.fault == Fault::crypto_failed ? Error{Fault::storage_failed, error.detail} : error;
}

Future<Status> status_of(Answer answer) {
    const Result<Bytes> message = co_await answer;
    if (!message) co_return std::unexpected(as_storage_fault(message.error()));
    co_return Status{};
}

Future<Result<std::vector<StoredRecord>>> records_of(Answer answer) {
    const Result<Bytes> message = co_await answer;
    if (!message) co_return std::unexpected(as_storage_fault(message.error()));
    MessageReader reader(*message);
    std::vector<StoredRecord> records;
    while (!reader.is_at_end()) {
        StoredRecord record;
        record.key = text_of(reader.bytes());
        const ByteView bytes = reader.bytes();
        record.bytes.assign(bytes.begin(), bytes.end());
        records.push_back(std::move(record));
    }
    if (!reader.is_complete()) co_return misread();
    co_return records;
}

Future<Result<std::optional<Bytes>>> record_of(Answer answer) {
    const Result<Bytes> message = co_await answer;
    if (!message) co_return std::unexpected(as_storage_fault(message.error()));
    if (message->empty()) co_return std::optional<Bytes>{};
    MessageReader reader(*message);
    const ByteView bytes = reader.bytes();
    if (!reader.is_complete()) co_return misread();
    co_return std::optional<Bytes>(Bytes(bytes.begin(), bytes.end()));
}

Future<Result<std::uint64_t>> count_of(Answer answer) {
    const Result<Bytes> message = co_await answer;
    if (!message) co_return std::unexpected(as_storage_fault(message.error()));
    MessageReader reader(*message);
    const std::uint64_t count = reader.long_number();
    if (!reader.is_complete()) co_return misread();
    co_return count;
}

Future<Result<StorageState>> storage_of(Answer answer) {
    const Result<Bytes> message = co_await answer;
    if (!message) co_return std::unexpected(as_storage_fault(message.error()));
    MessageReader reader(*message);
    StorageState state;
    state.persistent = reader.number() == 1;
    state.used_bytes = reader.long_number();
    state.quota_bytes = reader.long_number();
    if (!reader.is_complete()) co_return misread();
    co_return state;
}

template <class Enumerator>
std::uint32_t number_of(Enumerator value) {
    return static_cast<std::uint32_t>(value);
}

}  // namespace

Future<Status> StoreBrowser::open(StoreKind kind) {
    return status_of(call_port(PortOp::open_store, MessageWriter().number(number_of(kind)).take()));
}

Future<Result<std::vector<StoredRecord>>> StoreBrowser::read_all(Collection collection) {
    return records_of(call_port(PortOp::read_all, MessageWriter().number(number_of(collection)).take()));
}

Future<Result<std::optional<Bytes>>> StoreBrowser::read(Collection collection, std::string key) {
    return record_of(call_port(PortOp::read, MessageWriter().number(number_of(collection)).text(key).take()));
}

Future<Result<std::vector<StoredRecord>>> StoreBrowser::read_range(Collection collection,
                                                                   std::string first_key,
                                                                   std::string last_key) {
    MessageWriter message;
    message.number(number_of(collection)).text(first_key).text(last_key);
    return records_of(call_port(PortOp::read_range, message.take()));
}

Future<Result<std::uint64_t>> StoreBrowser::count(Collection collection) {
    return count_of(call_port(PortOp::count, MessageWriter().number(number_of(collection)).take()));
}

Future<Status> StoreBrowser::commit(std::vector<Write> writes) {
    MessageWriter message;
    for (const Write& write : writes) {
        message.number(number_of(write.collection)).text(write.key).number(write.bytes ? 1 : 0);
        message.bytes(write.bytes ? ByteView(*write.bytes) : ByteView());
    }
    return status_of(call_port(PortOp::commit, message.take()));
}

Future<Status> StoreBrowser::destroy_keys() {
    return status_of(call_port(PortOp::destroy_keys, {}));
}

Future<Status> StoreBrowser::destroy(StoreKind kind) {
    return status_of(call_port(PortOp::destroy, MessageWriter().number(number_of(kind)).take()));
}

Future<Status> StoreBrowser::take_over() {
    return status_of(call_port(PortOp::take_over, {}));
}

Future<Result<StorageState>> StoreBrowser::request_persistence() {
    return storage_of(call_port(PortOp::request_persistence, {}));
}

}  // namespace tsunagi
