# Dear ImGui from the pinned source, without its own font rasteriser, default font, demo and debug windows.
find_pinned_source(imgui imgui_source)

# The browser draws the glyphs, so stb_truetype is left out; 1.92 has no switch for that, but its header is read once.
set(draw_source "${CMAKE_BINARY_DIR}/imgui/imgui_draw_without_truetype.cpp")
file(CONFIGURE OUTPUT "${draw_source}" CONTENT [[
#define IMGUI_DEFINE_MATH_OPERATORS
#include "imgui.h"
#include "imgui_internal.h"
#undef IMGUI_ENABLE_STB_TRUETYPE
#include "imgui_draw.cpp"
]] @ONLY)

add_library(imgui STATIC
    "${imgui_source}/imgui.cpp" "${imgui_source}/imgui_tables.cpp" "${imgui_source}/imgui_widgets.cpp" "${draw_source}")
target_include_directories(imgui SYSTEM PUBLIC "${imgui_source}")
target_compile_definitions(imgui PUBLIC
    IMGUI_USE_WCHAR32
    IMGUI_DISABLE_OBSOLETE_FUNCTIONS
    IMGUI_DISABLE_DEFAULT_FONT
    IMGUI_DISABLE_DEMO_WINDOWS
    IMGUI_DISABLE_DEBUG_TOOLS
    IMGUI_DISABLE_FILE_FUNCTIONS
    IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS)
target_compile_options(imgui PRIVATE -fno-exceptions -w)
target_link_libraries(imgui PRIVATE all_code)

if(TSUNAGI_FLAVOUR STREQUAL "web")
    target_compile_options(imgui PRIVATE -fno-rtti)
    # No backend: src/platform draws the lists (draw_lists_gl.cpp) and takes the input (page_input.cpp).
endif()
