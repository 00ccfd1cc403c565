# SDL2 from the pinned source: its folders compiled directly against the static Emscripten configuration (its own CMake
# takes minutes to configure). Video and events only: no renderer, no pictures in memory with their blitters, no joysticks.
# What the video core still names of those ends in src/platform/sdl_left_out.cpp.
find_pinned_source(libsdl2 sdl2_source)

set(sdl2_files)
foreach(folder IN ITEMS
        . atomic cpuinfo dynapi events file stdlib thread thread/generic timer timer/unix
        video video/emscripten video/dummy locale locale/emscripten misc misc/emscripten
        filesystem/emscripten power power/emscripten loadso/dlopen main/dummy)
    file(GLOB folder_files "${sdl2_source}/src/${folder}/*.c")
    list(APPEND sdl2_files ${folder_files})
endforeach()
list(FILTER sdl2_files EXCLUDE REGEX "/SDL_(blit|RLE|surface|fillrect|stretch|yuv|bmp)[A-Za-z_0-9]*\\.c$")

add_library(sdl2 STATIC ${sdl2_files})
target_include_directories(sdl2 SYSTEM PUBLIC "${sdl2_source}/include")
target_compile_definitions(sdl2 PRIVATE
    # Lean: no blitters, no software renderer; nothing here draws by SDL.
    SDL_LEAN_AND_MEAN=1 SDL_AUDIO_DISABLED=1 SDL_HAPTIC_DISABLED=1 SDL_SENSOR_DISABLED=1 SDL_RENDER_DISABLED=1 SDL_POWER_DISABLED=1)
target_compile_definitions(sdl2 PUBLIC SDL_MAIN_HANDLED)
target_compile_options(sdl2 PRIVATE -w)
target_link_options(sdl2 INTERFACE -sUSE_SDL=0)
target_link_libraries(sdl2 PRIVATE all_code)
