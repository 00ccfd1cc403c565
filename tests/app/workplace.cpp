#include "workplace.h"

#include "support/shipped.h"

namespace tsunagi {

CaseText read_case_text(const std::string& patient_id) {
    for (const Document& document : practice_documents()) {
        if (document.kind == Kind::case_ && Answers(document).text("patient_id") == patient_id)
            return {about_practice_case(document.id)};
    }
    FAIL("no practice case " << patient_id);
    return {};
}

}  // namespace tsunagi
