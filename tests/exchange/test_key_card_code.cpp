// The short form of a key card: the same card comes back, whatever a reader or a keyboard made of it.
#include "core/text.h"
#include "exchange/key_card_code.h"
#include "exchange/qr.h"

#include "key_card_fixture.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>

namespace tsunagi {
namespace {

struct Desk : CardMaker {
    std::string text = made();
    std::string code = code_of_key_card(text).value();

    std::string back(const std::string& typed) { return value_of(key_card_of_code(crypto, typed)); }
    Fault refused(const std::string& typed) { return fault_of(done(key_card_of_code(crypto, typed))); }
};

// Beside the test program, where tests/check/qr.mjs finds it.
void keep_for_reader(const std::string& code, const QrSquares& squares) {
    std::error_code error;
    const auto folder = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    std::ofstream out(folder / "key_card_qr.txt", std::ios::binary);
    out << code << "\n";
    for (std::size_t y = 0; y < squares.side; ++y) {
        for (std::size_t x = 0; x < squares.side; ++x) out << (squares.at(x, y) ? '#' : '.');
        out << "\n";
    }
}

}  // namespace

TEST_CASE("a key card's code gives the signed card back, byte for byte") {
    Desk desk;
    CHECK(looks_like_key_card_code(desk.code));
    CHECK_FALSE(looks_like_key_card_code(desk.text));
    CHECK(desk.code.size() < desk.text.size() * 2 / 3);
    CHECK(std::ranges::all_of(
        desk.code, [](unsigned char c) { return std::isdigit(c) || std::isupper(c) || c == '-'; }));
    CHECK(desk.back(desk.code) == desk.text);
    const OpenedKeyCard opened = value_of(open_key_card(desk.crypto, desk.back(desk.code)));
    CHECK(opened.card.name == "梶谷 むつみ");
    CHECK(opened.card.agreement_key == desk.agreement.public_key);
}

TEST_CASE("lower case, full width, lines and blanks of a key card's code do not matter") {
    Desk desk;
    std::string lower = desk.code;
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
    CHECK(desk.back(lower) == desk.text);
    std::string wide;
    for (const char c : desk.code) {
        append_utf8(wide, static_cast<char32_t>(c) - U'!' + U'！');
        if (wide.size() % 60 == 0) wide += "\r\n　";
    }
    CHECK(looks_like_key_card_code(wide));
    CHECK(desk.back(wide) == desk.text);
}

TEST_CASE("a cut or changed code of a key card is refused") {
    Desk desk;
    CHECK(desk.refused("") == Fault::not_our_file);
    CHECK(desk.refused("https://example.invalid/") == Fault::not_our_file);
    CHECK(desk.refused("TNK1-") == Fault::wrong_type);
    CHECK(desk.refused("TNK1-\xff") == Fault::not_our_file);
    CHECK(desk.refused("TNK1-01890") == Fault::wrong_type);  // 0, 1, 8 and 9 are no letters of it
    CHECK(desk.refused("TNK1-AE" + std::string(400, 'A')) == Fault::wrong_type);
    CHECK(desk.refused("TNK1-AM" + desk.code.substr(7)) == Fault::future_version);
    CHECK(desk.refused(std::string(20'000, 'A')) == Fault::too_large);
    for (std::size_t length = 6; length < desk.code.size(); length += 7) {
        CHECK(desk.refused(desk.code.substr(0, length)) == Fault::wrong_type);
    }
    CHECK(desk.refused(desk.code + "AA") == Fault::wrong_type);
    // One letter read wrong: the key is off its curve or the signature does not fit.
    for (std::size_t at = 6; at < desk.code.size() - 1; at += 11) {
        std::string wrong = desk.code;
        wrong[at] = wrong[at] == 'B' ? 'C' : 'B';
        const auto card = done(key_card_of_code(desk.crypto, wrong));
        CHECK((!card || !done(open_key_card(desk.crypto, *card))));
    }
}

TEST_CASE("a card that somebody else wrote has no short form that would change it") {
    Desk desk;
    std::string spaced = desk.text;
    spaced.insert(1, " ");
    CHECK(code_of_key_card(spaced).error().fault == Fault::bad_value);
}

TEST_CASE("a key card's QR code stays small enough for a telephone") {
    Desk desk;
    const auto squares = make_qr(desk.code);
    REQUIRE(squares);
    CHECK(squares->side <= 77);  // version 15
    CHECK(squares->at(0, 0));    // the corner of a finder pattern
    CHECK_FALSE(squares->at(7, 7));
    keep_for_reader(desk.code, *squares);
    CHECK(make_qr(std::string(4'000, 'A')).error().fault == Fault::too_large);
}

}  // namespace tsunagi
