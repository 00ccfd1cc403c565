// Owns the tests of tsunagi-file as values: what it prints, refuses and returns.
#include "companion/commands.h"
#include "companion/crypto_openssl.h"
#include "companion/native_files.h"
#include "companion/primitives_openssl.h"
#include "core/json.h"
#include "exchange/bundle.h"
#include "exchange/device_number.h"
#include "exchange/envelope.h"
#include "exchange/jwk.h"
#include "exchange/key_card.h"
#include "support/clock_fixed.h"
#include "support/random_seeded.h"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <filesystem>
#include <fstream>

namespace tsunagi {
namespace {

const std::string bundle = "{ \"resourceType\" : \"Bundle\",\r\n \"note\":\"神\xE3\x80\x80髙\" }\n";

// A folder of its own with two stations and a signer, gone at the end.
struct Desk {
    CryptoOpenssl crypto;
    RandomSeeded random;
    ClockFixed clock;
    std::filesystem::path folder;
    std::string signer = key("sign", "signer");
    std::string sign = (folder / "sign").string();
    std::string station = key("key", "station");
    std::string own_key = (folder / "key").string();
    std::string other = key("other-key", "other");
    std::string other_key = (folder / "other-key").string();
    std::string bundle_path = file("bundle.json", bundle);

    Desk() : folder(fresh_folder()) {}
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;
    ~Desk() { std::filesystem::remove_all(folder); }

    static std::filesystem::path fresh_folder() {
        std::string name = (std::filesystem::temp_directory_path() / "tsunagi-desk-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        return name;
    }
    std::string file(const std::string& name, std::string_view content) const {
        const auto path = folder / name;
        std::ofstream(path, std::ios::binary) << content;
        return path.string();
    }
    // Writes a private and a public JWK; returns the path of the public one.
    std::string key(const std::string& private_name, const std::string& public_name) const {
        const auto pair = openssl::generate_p256();
        REQUIRE(pair.has_value());
        const auto point = openssl::point_of(pair->get());
        const auto d = openssl::scalar_of(pair->get());
        REQUIRE((point && d));
        Json jwk = jwk_of(*point);
        const std::string public_path = file(public_name, dump_json(jwk));
        jwk["d"] = base64url_of(*d);
        file(private_name, dump_json(jwk));
        return public_path;
    }

    Outcome run(std::vector<std::string> words, const std::string& input = "") {
        const std::vector<std::string_view> views(words.begin(), words.end());
        const auto arguments = parse_arguments(views);
        REQUIRE(arguments.has_value());
        std::FILE* stream = std::tmpfile();
        REQUIRE(stream != nullptr);
        std::fwrite(input.data(), 1, input.size(), stream);
        std::rewind(stream);
        const Outside outside{.crypto = crypto, .random = random, .clock = clock, .input = stream};
        Outcome outcome;
        if (const auto* open = std::get_if<OpenArguments>(&*arguments)) outcome = run_open(outside, *open);
        if (const auto* make = std::get_if<MakeArguments>(&*arguments)) outcome = run_make(outside, *make);
        if (const auto* card = std::get_if<CardArguments>(&*arguments)) outcome = run_card(outside, *card);
        if (const auto* form = std::get_if<FormArguments>(&*arguments)) outcome = run_form(*form);
        std::fclose(stream);
        return outcome;
    }
    std::string made(std::vector<std::string> options) {
        std::vector<std::string> words = {"make", bundle_path, "--sign", sign};
        words.insert(words.end(), options.begin(), options.end());
        const Outcome outcome = run(words);
        INFO(outcome.notes);
        REQUIRE(outcome.exit == ExitCode::done);
        passphrase = outcome.notes;
        return file("made.json", text_of(outcome.out));
    }
    std::string passphrase;
};

bool refused(const Outcome& outcome, ExitCode exit, std::string_view code) {
    UNSCOPED_INFO(outcome.notes);
    return outcome.exit == exit && outcome.out.empty() && outcome.notes.ends_with('\n') &&
           outcome.notes.find('\n') == outcome.notes.size() - 1 &&
           (outcome.notes + " ").starts_with("fault: " + std::string(code)) &&
           (outcome.notes[7 + code.size()] == ' ' || outcome.notes[7 + code.size()] == '\n');
}

bool is_usage_error(std::vector<std::string_view> words) {
    return !parse_arguments(words).has_value();
}

}  // namespace

TEST_CASE("what was made opens byte for byte, by key and by passphrase") {
    Desk desk;
    const std::string file = desk.made({"--to", desk.station, "--to", desk.other, "--passphrase"});
    for (const auto& key : {desk.own_key, desk.other_key}) {
        const Outcome opened = desk.run({"open", file, "--key", key, "--signer", desk.signer});
        CHECK(opened.exit == ExitCode::done);
        CHECK(text_of(opened.out) == bundle);
        CHECK(opened.notes.empty());
    }
    CHECK(desk.passphrase.size() == 30);
    const Outcome opened =
        desk.run({"open", "--passphrase-stdin", "--signer", desk.signer, file}, desk.passphrase);
    CHECK(opened.exit == ExitCode::done);
    CHECK(text_of(opened.out) == bundle);
}

TEST_CASE("a file for stations alone has no passphrase to tell") {
    Desk desk;
    desk.made({"--to", desk.station});
    CHECK(desk.passphrase.empty());
}

TEST_CASE("a signer nobody vouches for is told apart from a refusal") {
    Desk desk;
    const std::string file = desk.made({"--to", desk.station});
    CHECK(
        refused(desk.run({"open", file, "--key", desk.own_key}), ExitCode::signer_unknown, "unknown_signer"));
    CHECK(refused(desk.run({"open", file, "--key", desk.own_key, "--signer", desk.other}),
                  ExitCode::signer_unknown, "unknown_signer"));
    const Outcome accepted = desk.run({"open", file, "--key", desk.own_key, "--accept-unknown-signer"});
    CHECK(accepted.exit == ExitCode::done);
    CHECK(text_of(accepted.out) == bundle);
}

namespace {

// A document of ours that names these keys; "" names none.
std::string ours(const std::string& signer_key, const std::string& return_key) {
    WithdrawalInput input;
    input.notice = {std::string(32, 'a'), Kind::withdrawal, "urn:tsunagi:form:withdrawal|1", {}, {}};
    input.questionnaire = R"({"resourceType":"Questionnaire","url":"urn:x","version":"1","status":"active",
        "item":[{"linkId":"reason","type":"string","text":"理由"}]})";
    input.bundle_id = std::string(32, 'b');
    input.made_at = "2026-11-21T14:05:00+09:00";
    input.sender = {"渡辺 ゆかり", "看護師", "汐見原総合病院", ""};
    input.signer_key = signer_key;
    input.return_key = return_key;
    return make_withdrawal_bundle(input).value();
}

std::string content_of_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("a document of ours names the key that signed it, or is neither made nor opened") {
    Desk desk;
    const std::string own = content_of_file(desk.signer);
    const std::string return_key = content_of_file(desk.station);
    desk.bundle_path = desk.file("ours.json", ours(own, return_key));
    const std::string file = desk.made({"--to", desk.station});
    const Outcome unknown = desk.run({"open", file, "--key", desk.own_key});
    CHECK(refused(unknown, ExitCode::signer_unknown, "unknown_signer"));
    // The number is the one that the maker's own screen shows.
    const std::string number = device_number(desk.crypto, {.agreement = parse_public_jwk(return_key).value(),
                                                           .signing = parse_public_jwk(own).value()})
                                   .take()
                                   .value();
    CHECK(unknown.notes == "fault: unknown_signer device number " + number + "\n");
    CHECK(desk.run({"open", file, "--key", desk.own_key, "--signer", desk.signer}).exit == ExitCode::done);

    for (const std::string& key : {std::string(), content_of_file(desk.other), std::string("{}")}) {
        const std::string path = desk.file("claims.json", ours(key, return_key));
        CHECK(refused(desk.run({"make", path, "--to", desk.station, "--sign", desk.sign}), ExitCode::refused,
                      "bad_key"));
        // Made by somebody else's program.
        const Signer signer = [&] {
            auto jwk = parse_private_jwk(content_of_file(desk.sign)).value();
            const KeyPair pair =
                desk.crypto.import_private(jwk.public_key, jwk.d, PrivateKeyUse::sign).take().value();
            return Signer{pair.handle, pair.public_key};
        }();
        const MadeFile made = make_file(desk.crypto, desk.random,
                                        {.payload = bytes_of(ours(key, return_key)),
                                         .to = {parse_public_jwk(content_of_file(desk.station)).value()},
                                         .passphrase = std::nullopt,
                                         .signer = signer,
                                         .created = "2026-11-21T14:05:00+09:00"})
                                  .take()
                                  .value();
        const std::string forged = desk.file("forged.json", text_of(made.bytes));
        for (std::vector<std::string> more :
             {std::vector<std::string>{"--signer", desk.signer}, {"--accept-unknown-signer"}, {}}) {
            std::vector<std::string> words{"open", forged, "--key", desk.own_key};
            words.insert(words.end(), more.begin(), more.end());
            CHECK(refused(desk.run(words), ExitCode::refused, "bad_signature"));
        }
    }
}

TEST_CASE("a kid alone is shown as nobody's number") {
    Desk desk;
    const std::string file = desk.made({"--to", desk.station});
    CHECK(desk.run({"open", file, "--key", desk.own_key}).notes ==
          "fault: unknown_signer without a device number\n");
}

TEST_CASE("a key card says whose it is and its device's number") {
    Desk desk;
    const KeyPair agreement = desk.crypto.generate_pair(PrivateKeyUse::agree).take().value();
    const KeyPair signing = desk.crypto.generate_pair(PrivateKeyUse::sign).take().value();
    const KeyCard card{"梶谷 むつみ", "このは坂", agreement.public_key, signing.public_key,
                       "2026-11-21T14:05:00+09:00"};
    const std::string text = make_key_card(desk.crypto, card, signing.handle).take().value();
    const Outcome outcome = desk.run({"card", desk.file("card.json", text)});
    REQUIRE(outcome.exit == ExitCode::done);
    const Json json = parse_json(text_of(outcome.out)).value();
    CHECK(*find_string(json, "organisation") == "このは坂");
    CHECK(*find_string(json, "number") == device_number(desk.crypto, card.keys()).take().value());
    CHECK(read_public_jwk(*find_object(json, "agreement_key")).value() == agreement.public_key);
    CHECK(read_public_jwk(*find_object(json, "signing_key")).value() == signing.public_key);
    CHECK(refused(desk.run({"card", desk.bundle_path}), ExitCode::refused, "wrong_type"));
    CHECK(refused(desk.run({"card", desk.folder / "nothing"}), ExitCode::refused, "file_not_read"));
}

TEST_CASE("what is refused says so in one line and gives nothing away") {
    Desk desk;
    const std::string file = desk.made({"--to", desk.station, "--passphrase"});
    const auto open = [&](const std::string& path, const std::string& key) {
        return desk.run({"open", path, "--key", key, "--signer", desk.signer});
    };
    CHECK(refused(open(file, desk.other_key), ExitCode::refused, "cannot_open"));
    CHECK(refused(desk.run({"open", file, "--passphrase-stdin"}, "0000"), ExitCode::refused, "cannot_open"));
    CHECK(refused(desk.run({"open", file, "--passphrase-stdin"}), ExitCode::refused, "cannot_open"));
    CHECK(refused(open(desk.folder / "nothing", desk.own_key), ExitCode::refused, "file_not_read"));
    CHECK(refused(open(desk.folder, desk.own_key), ExitCode::refused, "file_not_read"));
    CHECK(refused(open(file, desk.station), ExitCode::refused, "bad_key"));
    CHECK(refused(open(file, desk.bundle_path), ExitCode::refused, "bad_key"));
    CHECK(refused(desk.run({"open", file, "--key", desk.own_key, "--signer", desk.sign}), ExitCode::refused,
                  "bad_key"));
    CHECK(refused(open(desk.bundle_path, desk.own_key), ExitCode::refused, "not_our_file"));
    CHECK(refused(open(desk.file("empty", ""), desk.own_key), ExitCode::refused, "bad_json"));
    CHECK(refused(open(desk.file("large", std::string((16u << 20) + 1, ' ')), desk.own_key),
                  ExitCode::refused, "too_large"));
}

TEST_CASE("only a Bundle that could be opened again is made into a file") {
    Desk desk;
    const auto make = [&](std::string_view content) {
        return desk.run({"make", desk.file("in.json", content), "--passphrase", "--sign", desk.sign});
    };
    CHECK(refused(make("{"), ExitCode::refused, "bad_json"));
    CHECK(refused(make(R"({"resourceType":"Bundle","a":1,"a":2})"), ExitCode::refused, "duplicate_key"));
    CHECK(refused(make("[]"), ExitCode::refused, "not_our_file"));
    CHECK(refused(make(R"({"resourceType":"Patient"})"), ExitCode::refused, "not_our_file"));
    CHECK(refused(
        make(R"({"resourceType":"Bundle","meta":{"tag":[{"system":"urn:tsunagi:format","code":"2"}]}})"),
        ExitCode::refused, "future_version"));
    CHECK(make(R"({"resourceType":"Bundle","meta":{"tag":[{"system":"urn:tsunagi:format","code":"1"}]}})")
              .exit == ExitCode::done);
    const std::string bundle_path = desk.bundle_path;
    CHECK(refused(desk.run({"make", bundle_path, "--passphrase", "--sign", desk.signer}), ExitCode::refused,
                  "bad_key"));
    CHECK(refused(desk.run({"make", bundle_path, "--to", desk.own_key, "--sign", desk.sign}),
                  ExitCode::refused, "bad_key"));
    CHECK(refused(
        desk.run({"make", bundle_path, "--to", desk.station, "--to", desk.station, "--sign", desk.sign}),
        ExitCode::refused, "bad_header"));
}

TEST_CASE("a form is summarised") {
    Desk desk;
    const Outcome outcome = desk.run({"form", desk.file("form.json", R"({"resourceType":"Questionnaire",
        "url":"urn:x","version":"1","status":"active","item":[
        {"linkId":"b","type":"group","text":"B","item":[{"linkId":"a","type":"string","text":"A"},
          {"linkId":"c","type":"string","text":"C","enableWhen":[{"question":"a","operator":"exists","answerBoolean":true}]}]}]})")});
    CHECK(outcome.exit == ExitCode::done);
    CHECK(text_of(outcome.out) ==
          R"({"items":{"group":1,"string":2},"linkIds":["b","a","c"],"maxDepth":2,"enableWhen":["c"]})"
          "\n");
    CHECK(outcome.notes.empty());
    CHECK(refused(desk.run({"form", desk.bundle_path}), ExitCode::refused, "bad_form"));
    CHECK(refused(desk.run({"form", desk.file("no.json", "{")}), ExitCode::refused, "bad_json"));
}

TEST_CASE("the command line is taken at its word") {
    CHECK(is_usage_error({}));
    CHECK(is_usage_error({"close", "x"}));
    CHECK(is_usage_error({"open"}));
    CHECK(is_usage_error({"open", "x"}));
    CHECK(is_usage_error({"open", "x", "y", "--passphrase-stdin"}));
    CHECK(is_usage_error({"open", "x", "--key"}));
    CHECK(is_usage_error({"open", "x", "--key", "k", "--passphrase-stdin"}));
    CHECK(is_usage_error({"open", "x", "--key", "k", "--key", "k"}));
    CHECK(is_usage_error({"open", "x", "--key", "k", "--verbose"}));
    CHECK(is_usage_error({"open", "x", "--key", "k", "--to", "t"}));
    CHECK(is_usage_error({"make", "x", "--sign", "s"}));
    CHECK(is_usage_error({"make", "x", "--passphrase"}));
    CHECK(is_usage_error({"make", "--passphrase", "--sign", "s"}));
    CHECK(is_usage_error({"card"}));
    CHECK(is_usage_error({"card", "x", "--key", "k"}));
    CHECK(is_usage_error({"form"}));
    CHECK(is_usage_error({"form", "x", "--key", "k"}));
    CHECK_FALSE(is_usage_error({"make", "x", "--to", "a", "--to", "b", "--sign", "s"}));
    CHECK_FALSE(is_usage_error({"--help"}));
}

TEST_CASE("one line is read from standard input, whatever ends it") {
    const auto line_of = [](std::string_view input) {
        std::FILE* stream = std::tmpfile();
        REQUIRE(stream != nullptr);
        std::fwrite(input.data(), 1, input.size(), stream);
        std::rewind(stream);
        const std::string line = read_line(stream, 8);
        std::fclose(stream);
        return line;
    };
    CHECK(line_of("") == "");
    CHECK(line_of("12\n34\n") == "12");
    CHECK(line_of("12\r\n") == "12");
    CHECK(line_of("12") == "12");
    CHECK(line_of("1234567890") == "12345678");
}

}  // namespace tsunagi
