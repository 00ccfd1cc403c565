#include "platform/files_browser.h"

#include "platform/page.h"

#include <emscripten/em_macros.h>

#include <array>
#include <string_view>
#include <utility>

namespace tsunagi {

namespace {

FilesBrowser* active_files = nullptr;

// The faults files.js can answer with; anything else is our bug and reads as the general one.
Fault parse_fault(std::string_view code) {
    constexpr std::array faults = {Fault::cancelled, Fault::too_large, Fault::file_not_read,
                                   Fault::file_not_saved, Fault::data_missing};
    for (const Fault fault : faults) {
        if (fault_code(fault) == code) return fault;
    }
    return Fault::file_not_read;
}

Status to_status(const Result<PickedFile>& answer) {
    if (!answer) return std::unexpected(answer.error());
    return {};
}

Future<Status> status_of(Future<Result<PickedFile>> answer) {
    const Result<PickedFile> result = co_await answer;
    co_return to_status(result);
}

Future<Result<Bytes>> bytes_of_file(Future<Result<PickedFile>> answer) {
    Result<PickedFile> result = co_await answer;
    if (!result) co_return std::unexpected(result.error());
    co_return std::move(result->bytes);
}

}  // namespace

FilesBrowser::FilesBrowser() {
    active_files = this;
}

FilesBrowser::~FilesBrowser() {
    active_files = nullptr;
}

std::uint32_t FilesBrowser::begin(Promise<Result<PickedFile>> promise) {
    ++last_request_;
    waiting_.emplace(last_request_, std::move(promise));
    return last_request_;
}

Future<Result<PickedFile>> FilesBrowser::pick(std::string accept, std::size_t max_bytes) {
    const Promise<Result<PickedFile>> promise;
    tsunagi_file_pick(begin(promise), accept.c_str(), static_cast<double>(max_bytes));
    return promise.future();
}

Future<Status> FilesBrowser::save(std::string name, std::string mime, Bytes bytes) {
    const Promise<Result<PickedFile>> promise;
    tsunagi_file_save(begin(promise), name.c_str(), mime.c_str(), bytes.data(),
                      static_cast<std::uint32_t>(bytes.size()));
    return status_of(promise.future());
}

Future<Status> FilesBrowser::share(std::string name, std::string mime, Bytes bytes) {
    const Promise<Result<PickedFile>> promise;
    tsunagi_file_share(begin(promise), name.c_str(), mime.c_str(), bytes.data(),
                       static_cast<std::uint32_t>(bytes.size()));
    return status_of(promise.future());
}

Future<Status> FilesBrowser::print(std::vector<std::string> lines) {
    std::string text;
    for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
    const Promise<Result<PickedFile>> promise;
    tsunagi_file_print(begin(promise), text.c_str());
    wipe(text);
    return status_of(promise.future());
}

bool FilesBrowser::can_share() const {
    return tsunagi_file_can_share() != 0;
}

Future<Result<Bytes>> FilesBrowser::load_asset(std::string path) {
    const Promise<Result<PickedFile>> promise;
    tsunagi_file_load_asset(begin(promise), path.c_str());
    return bytes_of_file(promise.future());
}

void FilesBrowser::take_answer(std::uint32_t request, Result<PickedFile> answer) {
    if (request == 0) {
        if (on_drop) on_drop(std::move(answer));
        return;
    }
    const auto found = waiting_.find(request);
    if (found == waiting_.end()) return;
    // Taken out first: completing it may start the next request.
    const Promise<Result<PickedFile>> promise = std::move(found->second);
    waiting_.erase(found);
    promise.complete(std::move(answer));
}

}  // namespace tsunagi

extern "C" {

// fault "" is success. Called from the browser's own event loop, never from inside a call into it; also while
// hidden.
EMSCRIPTEN_KEEPALIVE void tsunagi_file_answer(std::uint32_t request, const char* fault, const char* name,
                                              const std::uint8_t* bytes, std::uint32_t size) {
    using namespace tsunagi;
    if (active_files == nullptr) return;
    Result<PickedFile> answer;
    if (*fault != '\0') {
        answer = fail(parse_fault(fault), "files");
    } else {
        answer = PickedFile{name, Bytes(bytes, bytes + size)};
    }
    active_files->take_answer(request, std::move(answer));
    tsunagi_request_frames(1);
}
}
