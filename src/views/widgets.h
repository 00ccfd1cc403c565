// Every widget there is.
#pragma once

#include "views/widgets/button.h"
#include "views/widgets/card.h"
#include "views/widgets/chip.h"
#include "views/widgets/choice.h"
#include "views/widgets/date.h"
#include "views/widgets/dialog.h"
#include "views/widgets/field.h"
#include "views/widgets/frame.h"
#include "views/widgets/item_field.h"
#include "views/widgets/keys.h"
#include "views/widgets/list.h"
#include "views/widgets/marked_text.h"
#include "views/widgets/progress.h"
#include "views/widgets/qr.h"
#include "views/widgets/table.h"
#include "views/widgets/text.h"
