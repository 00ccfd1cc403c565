// Owns Organization, Practitioner, PractitionerRole and CareTeam: everybody who is named, each once.
#include "exchange/bundle_build.h"

#include <algorithm>
#include <set>
#include <utility>

namespace tsunagi::fhir {
namespace {

// In the record's own words: patients take part as 本人, relatives under the organisation 本人・家族.
MemberKind kind_of(const TeamMember& member) {
    if (member.profession.starts_with("本人")) return MemberKind::patient;
    return member.organisation == "本人・家族" ? MemberKind::family : MemberKind::practitioner;
}

std::string organisation_url(const Draft& draft, const std::string& name) {
    return fit_text(name).text.empty() ? std::string{} : draft.url("Organization/" + name);
}

void add_member(Draft& draft, TeamMember member) {
    if (fit_text(member.name).text.empty()) return;
    const bool known = std::ranges::any_of(draft.team, [&](const TeamMember& other) {
        return other.name == member.name &&
               (other.organisation == member.organisation || member.organisation.empty());
    });
    if (known) return;
    member.kind = kind_of(member);
    if (member.kind == MemberKind::practitioner) {
        const std::string who = member.name + "\n" + member.organisation;
        member.practitioner_url = draft.url("Practitioner/" + who);
        member.role_url = draft.url("PractitionerRole/" + who);
        member.organisation_url = organisation_url(draft, member.organisation);
    } else if (member.kind == MemberKind::patient) {
        member.role_url = draft.patient_url();
    }
    draft.team.push_back(std::move(member));
}

void add_participants(Draft& draft) {
    for (const SentDocument* note : draft.of_kind(Kind::note)) {
        for (const std::string& row : note->answers.rows("participants")) {
            add_member(draft, {.name = row_text(*note, "participants", row, "name"),
                               .profession = row_text(*note, "participants", row, "profession"),
                               .organisation = row_text(*note, "participants", row, "organisation")});
        }
    }
}

void add_organisation(Draft& draft, const std::string& name, const std::string& phone) {
    Json organisation = resource_of("Organization");
    set_text(organisation, "name", name);
    Json telecom = Json::object();
    telecom["system"] = "phone";
    if (set_text(telecom, "value", phone)) organisation["telecom"] = Json::array({telecom});
    draft.add_entry(organisation_url(draft, name), std::move(organisation));
}

Json names_of(const TeamMember& member) {
    Json name = Json::object();
    set_text(name, "text", member.name);
    return Json::array({name});
}

}  // namespace

void collect_team(Draft& draft) {
    const BundleParty& sender = draft.input.sender;
    add_member(draft,
               {.name = sender.name, .profession = sender.profession, .organisation = sender.organisation});
    add_participants(draft);
    const Answers& answers = draft.case_document().answers;
    constexpr std::pair<std::string_view, const char*> staff[] = {
        {"attending_physician", "医師"},
        {"ward_nurse", "病棟看護師"},
        {"discharge_support_nurse", "退院支援看護師"},
        {"msw", "MSW"}};
    for (const auto& [path, profession] : staff) {
        add_member(draft, {.name = answers.text(path), .profession = profession, .organisation = {}});
    }
    add_member(draft, {.name = answers.text("care_manager_name"),
                       .profession = "介護支援専門員",
                       .organisation = answers.text("care_manager_office")});
}

Json member_reference(const Draft& draft, std::string_view name) {
    for (const TeamMember& member : draft.team) {
        if (member.name == name) return reference(member.role_url, name);
    }
    return reference({}, name);
}

Json sender_reference(const Draft& draft) {
    const BundleParty& sender = draft.input.sender;
    if (!fit_text(sender.name).text.empty()) return member_reference(draft, sender.name);
    const std::string url = organisation_url(draft, sender.organisation);
    return reference(url, url.empty() ? "（記入なし）" : sender.organisation);
}

void add_organisations(Draft& draft) {
    std::set<std::string> done;
    const auto add_once = [&](const std::string& name, const std::string& phone) {
        if (fit_text(name).text.empty() || !done.insert(name).second) return;
        add_organisation(draft, name, phone);
    };
    add_once(draft.input.sender.organisation, draft.input.sender.phone);
    add_once(draft.input.recipient.organisation, draft.input.recipient.phone);
    for (const TeamMember& member : draft.team) {
        if (!member.organisation_url.empty()) add_once(member.organisation, {});
    }
}

void add_practitioners(Draft& draft) {
    for (const TeamMember& member : draft.team) {
        if (member.kind != MemberKind::practitioner) continue;
        Json practitioner = resource_of("Practitioner");
        practitioner["name"] = names_of(member);
        draft.add_entry(member.practitioner_url, std::move(practitioner));
        Json role = resource_of("PractitionerRole");
        role["practitioner"] = reference(member.practitioner_url, member.name);
        if (!member.organisation_url.empty()) {
            role["organization"] = reference(member.organisation_url, member.organisation);
        }
        if (Json profession = concept_text(member.profession); !profession.empty()) {
            role["code"] = Json::array({profession});
        }
        draft.add_entry(member.role_url, std::move(role));
    }
}

void add_care_team(Draft& draft) {
    Json participants = Json::array();
    for (const TeamMember& member : draft.team) {
        Json participant = Json::object();
        if (Json role = concept_text(member.profession); !role.empty())
            participant["role"] = Json::array({role});
        participant["member"] = reference(member.role_url, member.name);
        participants.push_back(std::move(participant));
    }
    Json team = resource_of("CareTeam");
    team["status"] = "active";
    team["subject"] = patient_reference(draft);
    team["encounter"] = encounter_reference(draft);
    set(team, "participant", std::move(participants));
    draft.add_entry(draft.url("CareTeam"), std::move(team));
}

}  // namespace tsunagi::fhir
