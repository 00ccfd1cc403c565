// Owns the page that shows every widget in every state, opened at #gallery.
#pragma once

#include "views/ui.h"

namespace tsunagi {

struct GalleryUi {
    int answer = 0;
    int tab = 3;
    bool checked = true;
    bool dialog_open = false;
    std::string text = "日中は酸素をつけてトイレまで6mを見守りで歩ける。";
    std::string date = "2026-10-24";
    std::string time = "15:00:00";
    int choice = 0;
    std::string other = {};
};

void draw_gallery(Ui& ui, GalleryUi& state);

}  // namespace tsunagi
