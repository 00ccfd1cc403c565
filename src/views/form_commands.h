// Owns turning what a form view was told into commands on its document.
#pragma once

#include "app/command.h"
#include "views/widgets/item_field.h"

namespace tsunagi {

void push_form_edits(const FormEdits& edits, const DocumentId& document, Commands& commands);

}  // namespace tsunagi
