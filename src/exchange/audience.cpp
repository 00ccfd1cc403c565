#include "exchange/audience.h"

#include <algorithm>

namespace tsunagi {
namespace {

using enum Section;

constexpr SectionSet for_family{identity,   wish,   medical,     decisions, open,      sudden,
                                procedures, family, medications, home,      insurance, life_story};

// Who it is stands above all parts already; what a first visit needs comes before the background.
constexpr std::array visiting_order{wish,      medical,    procedures, medications, sudden, decisions,
                                    open,      assessment, family,     troubles,    adl,    home,
                                    insurance, life_story, checklist,  identity};
// The next ward takes over treatment first.
constexpr std::array ward_order{medical,   medications, procedures, adl,     assessment, wish,
                                family,    troubles,    decisions,  open,    sudden,     home,
                                insurance, life_story,  checklist,  identity};
// A care plan is made of wishes, of the family's strength, of the house and of what was decided.
constexpr std::array care_manager_order{wish,     family,     assessment, decisions, open,       adl,
                                        home,     sudden,     insurance,  medical,   procedures, medications,
                                        troubles, life_story, checklist,  identity};
// Whom to call first; then what was said, what was decided, what is taken and done at home.
constexpr std::array family_order{sudden,     wish,     decisions, open,      medications, procedures,
                                  medical,    home,     family,    insurance, life_story,  identity,
                                  assessment, troubles, adl,       checklist};

static_assert(visiting_order.size() == section_count && ward_order.size() == section_count &&
              care_manager_order.size() == section_count && family_order.size() == section_count);

}  // namespace

const std::array<AudienceInfo, audience_count>& audience_table() {
    static constexpr std::array<AudienceInfo, audience_count> table{{
        {Audience::ward, "ward", "病棟", "audience.ward", SectionSet::all().without({checklist}),
         SectionSet::all()},
        {Audience::visiting_nurse, "visiting_nurse", "訪問看護", "audience.visiting_nurse",
         minimum_sections(), SectionSet::all()},
        {Audience::care_manager,
         "care_manager",
         "ケアマネジャー",
         "audience.care_manager",
         {identity, wish, family, medical, assessment, decisions, open, sudden, procedures, adl, home,
          insurance},
         SectionSet::all()},
        {Audience::family,
         "family",
         "本人・家族",
         "audience.family",
         {identity, wish, medical, decisions, sudden, procedures, medications, home},
         for_family},
    }};
    return table;
}

const AudienceInfo& info_of(Audience audience) {
    return *std::ranges::find(audience_table(), audience, &AudienceInfo::audience);
}

std::optional<Audience> find_audience(std::string_view code) {
    for (const AudienceInfo& info : audience_table()) {
        if (info.code == code) return info.audience;
    }
    return std::nullopt;
}

std::span<const Section> order_of(Audience audience) {
    switch (audience) {
        case Audience::ward: return ward_order;
        case Audience::care_manager: return care_manager_order;
        case Audience::family: return family_order;
        case Audience::visiting_nurse: break;
    }
    return visiting_order;
}

}  // namespace tsunagi
