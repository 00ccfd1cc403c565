// Owns reading JSON of a known shape straight into records, without building it first.
// Must not be given text that check_json_text has not passed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tsunagi {

// Each read_ takes one value of its type and returns false at anything else; after that the cursor is spent
// and the caller gives up. Why it failed (not JSON, or another type) is left to parse_json, which only such
// text needs.
class JsonCursor {
  public:
    explicit JsonCursor(std::string_view checked_text) : text_(checked_text) {}

    // visit(name) reads the member's value and returns false to stop; name is gone once it reads.
    template <class Visit>
    bool read_object(Visit visit) {
        if (!take('{')) return false;
        if (take('}')) return true;
        do {
            if (!read_string(name_) || !take(':') || !visit(std::string_view(name_))) return false;
        } while (take(','));
        return take('}');
    }
    // visit() reads one element and returns false to stop.
    template <class Visit>
    bool read_array(Visit visit) {
        if (!take('[')) return false;
        if (take(']')) return true;
        do {
            if (!visit()) return false;
        } while (take(','));
        return take(']');
    }
    bool read_string(std::string& out);
    bool read_int(std::int64_t& out);
    bool read_bool(bool& out);
    bool read_null() { return take_word("null"); }

    // The first character of the next token, NUL at the end.
    char peek();
    bool at_end() { return peek() == '\0'; }

  private:
    bool take(char c);
    bool take_word(std::string_view word);
    bool read_escape(std::string& out);
    char32_t read_code_unit();

    std::string_view text_;
    std::size_t at_ = 0;
    std::string name_;
};

}  // namespace tsunagi
