// Owns what the readers of a received bundle share: finding entries and following references. Nothing here
// trusts anything: every part may be missing or of another shape. Only bundle*.cpp include it.
#pragma once

#include "core/json.h"
#include "exchange/bundle.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::fhir {

inline constexpr std::size_t max_entries = 20'000;

// The resources of a bundle. Points into its JSON.
class Resources {
  public:
    explicit Resources(const Json& entries);
    std::vector<const Json*> of_type(std::string_view type) const;
    const Json* first_of_type(std::string_view type) const;
    // What a {"reference"} points at, by fullUrl or "Type/id". Nothing when it leads out of the bundle.
    const Json* follow(const Json* reference) const;
    const std::vector<const Json*>& all() const { return resources_; }

  private:
    std::vector<const Json*> resources_;
    std::map<std::string, const Json*, std::less<>> by_address_;
};

std::string_view type_of(const Json& resource);
std::string text_member(const Json* object, std::string_view name);  // "" when it is no text
const Json* object_member(const Json* object, std::string_view name);
const Json* first_member(const Json* object, std::string_view name);  // first object of an array
// HumanName.text, or family and given.
std::string human_name_text(const Json* name);
// The code of the first coding with this system, in a CodeableConcept.
std::string code_in(const Json* concept_json, std::string_view system);

// bundle_readable.cpp: what can be shown of a bundle made elsewhere.
HandoverView read_foreign(const Resources& resources);
std::vector<NotRead> list_not_read(const Resources& resources);

}  // namespace tsunagi::fhir
