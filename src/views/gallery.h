// Owns the page that shows every widget in every state, opened at #gallery. All people in it are made up.
#pragma once

#include "views/ui.h"

namespace tsunagi {

struct GalleryUi {
    int answer = 0;
    int filter = 0;
    int phase = 3;
    int section = 3;
    int tab = 1;
    bool checked = true;
    bool dialog_open = false;
    bool confirm_open = false;
    bool phrase = true;
    bool spoken = false;
    int person = 0;
    int station = 0;
    std::string text = "日中は酸素をつけてトイレまで6mを見守りで歩ける。浴室の段差12cmはひとりは難しい。";
    std::string line = "46.2";
    std::string kana = {};
    int committed =
        0;  // of all fields: how often one was left with another text, or Enter was pressed in one
    int submitted = 0;
    std::string date = "2026-10-24";
    std::string time = "15:00:00";
    int choice = 0;
    std::string other = {};
};

void draw_gallery(Ui& ui, GalleryUi& state);

// The parts of the page (gallery_*.cpp). Each takes where it begins and returns its lower edge.
float draw_gallery_states(Ui& ui, const Rect& area);
float draw_gallery_marks(Ui& ui, const Rect& area);
float draw_gallery_working(Ui& ui, const Rect& area, GalleryUi& state);
float draw_gallery_lists(Ui& ui, const Rect& area, GalleryUi& state);

}  // namespace tsunagi
