// Owns reading JSON from outside: what is refused is refused before anything is built from it.
#include "core/json.h"
#include "core/text.h"

#include <limits>
#include <unordered_set>
#include <utility>
#include <vector>

namespace tsunagi {
namespace {

// Four hex digits at text[at], or -1.
int read_escape(std::string_view text, std::size_t at) {
    if (at + 4 > text.size()) return -1;
    int unit = 0;
    for (std::size_t i = at; i < at + 4; ++i) {
        const char c = text[i];
        int digit = 0;
        if (c >= '0' && c <= '9') {
            digit = c - '0';
        } else if (c >= 'a' && c <= 'f') {
            digit = c - 'a' + 10;
        } else if (c >= 'A' && c <= 'F') {
            digit = c - 'A' + 10;
        } else {
            return -1;
        }
        unit = unit << 4 | digit;
    }
    return unit;
}

bool is_high_surrogate(int unit) {
    return unit >= 0xD800 && unit <= 0xDBFF;
}
bool is_low_surrogate(int unit) {
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

// The one pass before parsing: depth, and escapes that would make text no UTF-8 can hold.
class Scanner {
  public:
    Scanner(std::string_view text, std::size_t max_depth) : text_(text), max_depth_(max_depth) {}

    Status scan() {
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            if (c == '"') {
                if (auto status = scan_string(); !status) return status;
            } else if (c == '{' || c == '[') {
                if (++depth_ > max_depth_) return fail(Fault::too_deep);
            } else if ((c == '}' || c == ']') && depth_ > 0) {
                --depth_;
            }
        }
        return {};
    }

  private:
    Status scan_string() {
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            if (c == '"') return {};
            if (c != '\\' || at_ >= text_.size()) continue;
            if (text_[at_++] != 'u') continue;
            if (auto status = scan_unicode_escape(); !status) return status;
        }
        return {};
    }

    // at_ is behind "\u". Other faults of spelling are left to the parser.
    Status scan_unicode_escape() {
        const int unit = read_escape(text_, at_);
        if (unit < 0) return {};
        at_ += 4;
        if (unit == 0) return fail(Fault::bad_utf8, "escaped NUL");
        if (is_low_surrogate(unit)) return fail(Fault::bad_utf8, "lone surrogate escape");
        if (!is_high_surrogate(unit)) return {};
        if (text_.substr(at_, 2) != "\\u" || !is_low_surrogate(read_escape(text_, at_ + 2))) {
            return fail(Fault::bad_utf8, "lone surrogate escape");
        }
        at_ += 6;
        return {};
    }

    std::string_view text_;
    std::size_t max_depth_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
};

// Builds the value and stops at the first repeated member. The library's own builder would let the last one
// win, and looks every name up by walking the object, which a file with a million members turns into hours.
class Builder {
  public:
    using number_integer_t = Json::number_integer_t;
    using number_unsigned_t = Json::number_unsigned_t;
    using number_float_t = Json::number_float_t;
    using string_t = Json::string_t;
    using binary_t = Json::binary_t;

    bool null() { return add(nullptr); }
    bool boolean(bool value) { return add(value); }
    bool number_integer(number_integer_t value) { return add(value); }
    bool number_unsigned(number_unsigned_t value) { return add(value); }
    bool number_float(number_float_t value, const string_t&) { return add(value); }
    bool string(string_t& value) { return add(std::move(value)); }
    bool binary(binary_t&) { return false; }

    bool start_object(std::size_t) { return open(); }
    bool start_array(std::size_t) { return open(); }
    bool key(string_t& name) {
        frames_.back().names.push_back(std::move(name));
        return true;
    }
    bool end_object() {
        Frame frame = close();
        if (has_duplicate(frame.names)) {
            fault_ = Fault::duplicate_key;
            return false;
        }
        Json object = Json::object();
        auto& members = object.get_ref<Json::object_t&>();
        members.reserve(frame.names.size());
        for (std::size_t i = 0; i < frame.names.size(); ++i) {
            members.emplace_back(std::move(frame.names[i]), std::move(frame.values[i]));
        }
        return add(std::move(object));
    }
    bool end_array() {
        Frame frame = close();
        return add(Json(Json::array_t(std::move(frame.values))));
    }
    template <class Exception>
    bool parse_error(std::size_t, const std::string&, const Exception&) {
        return false;
    }

    Fault fault() const { return fault_; }
    Json take() { return std::move(result_); }

  private:
    struct Frame {
        std::vector<std::string> names;  // of an object
        std::vector<Json> values;
    };

    static bool has_duplicate(const std::vector<std::string>& names) {
        constexpr std::size_t few = 12;
        if (names.size() > few) {
            return std::unordered_set<std::string_view>(names.begin(), names.end()).size() != names.size();
        }
        for (std::size_t i = 1; i < names.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (names[i] == names[j]) return true;
            }
        }
        return false;
    }

    bool open() {
        frames_.emplace_back();
        return true;
    }
    Frame close() {
        Frame frame = std::move(frames_.back());
        frames_.pop_back();
        return frame;
    }
    template <class T>
    bool add(T&& value) {
        if (frames_.empty()) {
            result_ = Json(std::forward<T>(value));
        } else {
            frames_.back().values.emplace_back(std::forward<T>(value));
        }
        return true;
    }

    std::vector<Frame> frames_;
    Json result_;
    Fault fault_ = Fault::bad_json;
};

template <class T>
const T* find_as(const Json& object, std::string_view name) {
    const Json* member = find_member(object, name);
    return member == nullptr ? nullptr : member->get_ptr<const T*>();
}

}  // namespace

Status check_json_text(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.max_bytes) return fail(Fault::too_large);
    if (text.starts_with("\xEF\xBB\xBF")) return fail(Fault::bad_utf8, "byte order mark");
    if (text.find('\0') != std::string_view::npos) return fail(Fault::bad_utf8, "NUL");
    if (!is_utf8(text)) return fail(Fault::bad_utf8);
    return Scanner(text, limits.max_depth).scan();
}

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
    if (auto status = check_json_text(text, limits); !status) return std::unexpected(status.error());
    Builder builder;
    if (!Json::sax_parse(text.begin(), text.end(), &builder)) return fail(builder.fault());
    return builder.take();
}

std::string dump_json(const Json& json, int indent) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

const Json* find_member(const Json& object, std::string_view name) {
    const auto* members = object.get_ptr<const Json::object_t*>();
    if (members == nullptr) return nullptr;
    for (const auto& [key, value] : *members) {
        if (key == name) return &value;
    }
    return nullptr;
}

const std::string* find_string(const Json& object, std::string_view name) {
    return find_as<std::string>(object, name);
}

const Json* find_array(const Json& object, std::string_view name) {
    const Json* member = find_member(object, name);
    return member != nullptr && member->is_array() ? member : nullptr;
}

const Json* find_object(const Json& object, std::string_view name) {
    const Json* member = find_member(object, name);
    return member != nullptr && member->is_object() ? member : nullptr;
}

const bool* find_bool(const Json& object, std::string_view name) {
    return find_as<bool>(object, name);
}

std::optional<std::int64_t> find_int(const Json& object, std::string_view name) {
    const Json* member = find_member(object, name);
    if (member == nullptr) return std::nullopt;
    if (const auto* value = member->get_ptr<const Json::number_unsigned_t*>()) {
        constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        if (*value > most) return std::nullopt;
        return static_cast<std::int64_t>(*value);
    }
    if (const auto* value = member->get_ptr<const Json::number_integer_t*>()) return *value;
    return std::nullopt;
}

}  // namespace tsunagi
