// Owns writing JSON for the page: values in, text out, commas where they belong.
#pragma once

#include <string>
#include <string_view>

namespace tsunagi {

class JsonText {
  public:
    JsonText& begin_array();
    JsonText& end_array();
    JsonText& begin_object();
    JsonText& end_object();
    JsonText& key(std::string_view name);
    JsonText& text(std::string_view value);  // broken UTF-8 is replaced where it is read
    JsonText& number(double value);          // three decimals at most
    JsonText& boolean(bool value);
    JsonText& null();
    // Already JSON.
    JsonText& raw(std::string_view json);

    const std::string& str() const { return out_; }
    bool empty() const { return out_.empty(); }

  private:
    void separate();
    void quote(std::string_view value);

    std::string out_;
};

}  // namespace tsunagi
