#include "companion/commands.h"

#include "companion/native_files.h"
#include "core/calendar.h"
#include "core/form.h"
#include "core/json.h"
#include "exchange/bundle.h"
#include "exchange/envelope.h"
#include "exchange/file_signer.h"
#include "exchange/jwk.h"
#include "exchange/key_card.h"
#include "exchange/passphrase.h"

#include <algorithm>

namespace tsunagi {
namespace {

constexpr std::size_t max_key_bytes = 64 * 1024;
constexpr std::size_t max_passphrase_bytes = 1024;

// Everything the native crypto promises is there at once.
template <class T>
T finished(Future<T> future) {
    return future.take();
}

Result<PublicKey> read_public_key(const std::string& path, std::string_view what) {
    const auto bytes = read_file(path, max_key_bytes, what);
    if (!bytes) return std::unexpected(bytes.error());
    return parse_public_jwk(text_of(*bytes));
}

Result<KeyPair> read_private_key(Crypto& crypto, const std::string& path, std::string_view what,
                                 PrivateKeyUse use) {
    auto bytes = read_file(path, max_key_bytes, what);
    if (!bytes) return std::unexpected(bytes.error());
    std::string text = text_of(*bytes);
    wipe(*bytes);
    auto jwk = parse_private_jwk(text);
    wipe(text);
    if (!jwk) return std::unexpected(jwk.error());
    return finished(crypto.import_private(jwk->public_key, std::move(jwk->d), use));
}

Result<Opener> find_opener(const Outside& outside, const OpenArguments& arguments) {
    if (!arguments.key) return ByPassphrase{.typed = read_line(outside.input, max_passphrase_bytes)};
    const auto key = read_private_key(outside.crypto, *arguments.key, "--key", PrivateKeyUse::agree);
    if (!key) return std::unexpected(key.error());
    return ByKey{.key = key->handle, .public_key = key->public_key};
}

// future_version when a Bundle is marked as made to a later version of the format.
Status check_format_tag(const Json& payload) {
    const auto* meta = find_object(payload, "meta");
    const auto* tags = meta == nullptr ? nullptr : find_array(*meta, "tag");
    if (tags == nullptr) return {};
    for (const auto& tag : *tags) {
        const auto* system = find_string(tag, "system");
        const auto* code = find_string(tag, "code");
        if (system == nullptr || *system != "urn:tsunagi:format") continue;
        if (code == nullptr) return fail(Fault::wrong_type, "format tag");
        if (*code != "1") return fail(Fault::future_version, "format tag");
    }
    return {};
}

// The payload is JSON as strict as the envelope. Other kinds of files than Bundles are opened too.
Status check_payload(ByteView payload) {
    const auto json = parse_json({reinterpret_cast<const char*>(payload.data()), payload.size()});
    if (!json) return std::unexpected(json.error());
    if (!json->is_object()) return fail(Fault::not_our_file, "payload is not an object");
    return check_format_tag(*json);
}

Status check_bundle_to_make(ByteView bundle) {
    if (const auto fine = check_payload(bundle); !fine) return fine;
    const auto json = parse_json({reinterpret_cast<const char*>(bundle.data()), bundle.size()});
    const auto* type = find_string(*json, "resourceType");
    if (type == nullptr || *type != "Bundle") return fail(Fault::not_our_file, "not a FHIR Bundle");
    return {};
}

// Nobody vouches for the key a bundle brings along, but the signature must fit it all the same, and a
// document of ours brings one. What is no bundle at all names nobody.
Result<FileSigner> find_signer(Crypto& crypto, const OpenedFile& opened) {
    const auto bundle = parse_bundle(text_of(opened.payload));
    if (!bundle && bundle.error().fault == Fault::not_our_file) return FileSigner{};
    if (!bundle) return std::unexpected(bundle.error());
    return finished(read_signer(crypto, opened, *bundle));
}

std::string number_words(const FileSigner& signer) {
    return signer.number.empty() ? "without a device number" : "device number " + signer.number;
}

// A document of ours is signed by the key it names, or nobody would open it.
Status check_names_signer(const Bytes& payload, const PublicKey& signer) {
    const auto bundle = parse_bundle(text_of(payload));
    if (!bundle && bundle.error().fault == Fault::not_our_file) return {};
    if (!bundle) return std::unexpected(bundle.error());
    if (bundle->signer_key.empty() && bundle->origin == BundleOrigin::elsewhere) return {};
    const auto named = parse_public_jwk(bundle->signer_key);
    if (!named || *named != signer) return fail(Fault::bad_key, "the bundle names another signer");
    return {};
}

// What was made is opened again before anybody relies on it, as far as this side can.
Status check_made(Crypto& crypto, const MadeFile& made, const Bytes& payload, const std::string& passphrase,
                  PublicKey signer) {
    if (passphrase.empty()) {
        const auto info = inspect_file(made.bytes);
        return info ? Status{} : fail(Fault::self_check_failed, "form");
    }
    const auto opened = finished(open_file(crypto, made.bytes, ByPassphrase{.typed = passphrase}, {signer}));
    if (!opened || opened->trust != SignerTrust::verified || opened->payload != payload ||
        opened->id != made.id) {
        return fail(Fault::self_check_failed);
    }
    return {};
}

Result<MakeRequest> prepare(const Outside& outside, const MakeArguments& arguments) {
    MakeRequest request;
    auto bundle = read_file(arguments.bundle, max_file_bytes, "BUNDLE.json");
    if (!bundle) return std::unexpected(bundle.error());
    if (const auto fine = check_bundle_to_make(*bundle); !fine) return std::unexpected(fine.error());
    request.payload = std::move(*bundle);
    for (const auto& path : arguments.to) {
        const auto key = read_public_key(path, "--to");
        if (!key) return std::unexpected(key.error());
        request.to.push_back(*key);
    }
    const auto signer = read_private_key(outside.crypto, arguments.sign, "--sign", PrivateKeyUse::sign);
    if (!signer) return std::unexpected(signer.error());
    if (const auto named = check_names_signer(request.payload, signer->public_key); !named) {
        return std::unexpected(named.error());
    }
    request.signer = Signer{.key = signer->handle, .public_key = signer->public_key};
    if (arguments.passphrase == Passphrase::generate)
        request.passphrase = generate_passphrase(outside.random);
    request.created = iso_of(local_date_time(outside.clock.now_ms(), outside.clock.offset_minutes()));
    return request;
}

// What a form names goes to a terminal: no control characters.
std::string printable(std::string text) {
    std::ranges::replace_if(text, [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; }, '?');
    return text;
}

}  // namespace

Outcome refusal(const Error& error) {
    std::string line = "fault: " + std::string(fault_code(error.fault));
    if (!error.detail.empty()) line += " " + printable(error.detail);
    return {.exit = ExitCode::refused, .out = {}, .notes = line + "\n"};
}

Outcome run_open(const Outside& outside, const OpenArguments& arguments) {
    auto file = read_file(arguments.file, max_file_bytes, "FILE");
    if (!file) return refusal(file.error());
    std::vector<PublicKey> known_signers;
    if (arguments.signer) {
        const auto signer = read_public_key(*arguments.signer, "--signer");
        if (!signer) return refusal(signer.error());
        known_signers.push_back(*signer);
    }
    auto opener = find_opener(outside, arguments);
    if (!opener) return refusal(opener.error());
    auto opened = finished(open_file(outside.crypto, std::move(*file), std::move(*opener), known_signers));
    if (!opened) return refusal(opened.error());
    if (const auto fine = check_payload(opened->payload); !fine) return refusal(fine.error());
    const auto signer = find_signer(outside.crypto, *opened);
    if (!signer) return refusal(signer.error());
    if (opened->trust == SignerTrust::unknown && arguments.unknown_signer == UnknownSigner::refuse) {
        Outcome unknown = refusal({Fault::unknown_signer, number_words(*signer)});
        unknown.exit = ExitCode::signer_unknown;
        return unknown;
    }
    return {.exit = ExitCode::done, .out = std::move(opened->payload), .notes = {}};
}

Outcome run_make(const Outside& outside, const MakeArguments& arguments) {
    auto request = prepare(outside, arguments);
    if (!request) return refusal(request.error());
    const Bytes payload = request->payload;
    const std::string passphrase = request->passphrase.value_or("");
    const PublicKey signer = request->signer.public_key;
    auto made = finished(make_file(outside.crypto, outside.random, std::move(*request)));
    if (!made) return refusal(made.error());
    if (const auto fine = check_made(outside.crypto, *made, payload, passphrase, signer); !fine) {
        return refusal(fine.error());
    }
    return {.exit = ExitCode::done,
            .out = std::move(made->bytes),
            .notes = passphrase.empty() ? std::string{} : passphrase + "\n"};
}

Outcome run_card(const Outside& outside, const CardArguments& arguments) {
    const auto bytes = read_file(arguments.card, max_key_bytes, "CARD");
    if (!bytes) return refusal(bytes.error());
    const auto opened = finished(open_key_card(outside.crypto, text_of(*bytes)));
    if (!opened) return refusal(opened.error());
    Json json = Json::object();
    json["name"] = opened->card.name;
    json["organisation"] = opened->card.organisation;
    json["created"] = opened->card.created;
    json["number"] = opened->number;
    json["agreement_key"] = jwk_of(opened->card.agreement_key);
    json["signing_key"] = jwk_of(opened->card.signing_key);
    return {.exit = ExitCode::done, .out = bytes_of(dump_json(json) + "\n"), .notes = {}};
}

Outcome run_form(const FormArguments& arguments) {
    const auto bytes = read_file(arguments.questionnaire, max_file_bytes, "QUESTIONNAIRE.json");
    if (!bytes) return refusal(bytes.error());
    const auto form = parse_form(text_of(*bytes));
    if (!form) return refusal(form.error());
    const FormSummary summary = summarise(*form);
    Json json = Json::object();
    Json& items = json["items"] = Json::object();
    for (const auto& [type, count] : summary.items_by_type) items[type] = count;
    json["linkIds"] = summary.link_ids;
    json["maxDepth"] = summary.max_depth;
    json["enableWhen"] = summary.enable_when;
    Outcome outcome{.exit = ExitCode::done, .out = bytes_of(dump_json(json) + "\n"), .notes = {}};
    for (const auto& issue : form->issues) {
        outcome.notes += printable(issue.link_id) + ": " + printable(issue.reason) + "\n";
    }
    return outcome;
}

}  // namespace tsunagi
