#include "views/key_help.h"

#include "core/strings.h"
#include "views/widgets.h"

#include <array>

namespace tsunagi {

bool draw_key_help(Ui& ui) {
    DialogSpec dialog{.title = tr("keys.title"), .icon = Icon::info, .width = 600};
    dialog.buttons = {ButtonSpec{.label = tr("keys.close"), .kind = ButtonKind::primary}};
    const std::array keys{PairSpec{"Tab", tr("keys.next")},       PairSpec{"Enter / Space", tr("keys.press")},
                          PairSpec{"← → ↑ ↓", tr("keys.arrows")}, PairSpec{"Esc", tr("keys.escape")},
                          PairSpec{"Ctrl + Z", tr("keys.undo")},  PairSpec{"Ctrl + Y", tr("keys.redo")},
                          PairSpec{"Ctrl + F", tr("keys.find")},  PairSpec{"Ctrl + Enter", tr("keys.go_on")},
                          PairSpec{"F1 / ?", tr("keys.help")}};
    const Rect body = begin_dialog(ui, "keys", dialog);
    return end_dialog(ui, draw_pairs(ui, body, keys, 132)).done();
}

}  // namespace tsunagi
