// Owns building hand-over files that are wrong in one way: valid parts, each of which a test may bend before
// the next layer is put around it, so that signatures and tags are right wherever the case is not about them.
#pragma once

#include "core/json.h"

#include "envelope_fixture.h"

#include <functional>
#include <string>

namespace tsunagi {

// Inside out: header and payload are signed, inner is sealed under outer_header, outer is what the file says.
struct Bends {
    std::function<void(Json&)> header = {};  // the inner protected header
    std::function<std::string(std::string)> header_text = {};
    std::function<void(Json&)> inner = {};  // payload, protected, signature
    std::function<std::string(std::string)> inner_text = {};
    std::function<void(Json&)> outer_header = {};  // enc, typ, cty: authenticated as bent
    std::function<std::string(std::string)> outer_header_text = {};
    std::function<void(Json&)> outer = {};
    std::function<std::string(std::string)> text = {};  // the file itself
};

enum class SealedFor : std::uint8_t { both, passphrase, two_stations };

class HostileFile {
  public:
    explicit HostileFile(Parties& parties) : parties_(parties) {}
    Bytes make(const Bends& bends, SealedFor sealed_for);

  private:
    std::string sign(const Bends& bends, const std::vector<std::string>& to);
    Json recipient_for(PublicKey station, const std::string& kid, KeyHandle content_key);
    Json recipient_by_passphrase(KeyHandle content_key);

    Parties& parties_;
};

// Changes one base64url character somewhere in the middle, keeping the encoding canonical.
inline void tamper(Json& object, const char* name) {
    std::string text = *find_string(object, name);
    char& c = text[text.size() / 2];
    c = c == 'A' ? 'B' : 'A';
    object[name] = text;
}

}  // namespace tsunagi
