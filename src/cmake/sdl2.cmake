# SDL2 from the pinned source: its folders compiled directly against the static Emscripten configuration (its own CMake
# takes minutes to configure). Video and events only; the joystick files stay because the ImGui backend names them.
find_pinned_source(libsdl2 sdl2_source)

set(sdl2_files)
foreach(folder IN ITEMS
        . atomic cpuinfo dynapi events file stdlib thread thread/generic timer timer/unix
        video video/emscripten video/dummy locale locale/emscripten misc misc/emscripten
        filesystem/emscripten power power/emscripten loadso/dlopen main/dummy
        joystick joystick/emscripten haptic haptic/dummy sensor sensor/dummy
        render render/software audio audio/dummy audio/emscripten)
    file(GLOB folder_files "${sdl2_source}/src/${folder}/*.c")
    list(APPEND sdl2_files ${folder_files})
endforeach()
list(APPEND sdl2_files "${sdl2_source}/src/video/yuv2rgb/yuv_rgb_std.c")

add_library(sdl2 STATIC ${sdl2_files})
target_include_directories(sdl2 SYSTEM PUBLIC "${sdl2_source}/include")
target_compile_definitions(sdl2 PRIVATE
    # Lean: no blitters, no software renderer; nothing here draws by SDL.
    SDL_LEAN_AND_MEAN=1 SDL_AUDIO_DISABLED=1 SDL_HAPTIC_DISABLED=1 SDL_SENSOR_DISABLED=1 SDL_RENDER_DISABLED=1 SDL_POWER_DISABLED=1)
target_compile_definitions(sdl2 PUBLIC SDL_MAIN_HANDLED)
target_compile_options(sdl2 PRIVATE -w)
target_link_options(sdl2 INTERFACE -sUSE_SDL=0)
target_link_libraries(sdl2 PRIVATE all_code)
