#include "workplace.h"

#include "app/practice.h"

#include <fstream>
#include <iterator>

namespace tsunagi {

CaseText read_case_text(const std::string& patient_id) {
    std::ifstream in(TSUNAGI_SOURCE_DIR "/assets/practice/practice.json", std::ios::binary);
    const std::string json(std::istreambuf_iterator<char>(in), {});
    auto practice = parse_practice(json);
    REQUIRE(practice);
    CaseText text;
    DocumentId case_id;
    for (const Document& document : practice->documents) {
        if (document.kind == Kind::case_ && Answers(document).text("patient_id") == patient_id)
            case_id = document.id;
    }
    REQUIRE(!case_id.empty());
    for (Document& document : practice->documents) {
        if (document.id == case_id || document.subject == case_id)
            text.documents.push_back(std::move(document));
    }
    return text;
}

}  // namespace tsunagi
