// Owns the ends of what is left out of SDL (src/cmake/sdl2.cmake): its core names these, nothing here ever
// needs them, and each answers as if the thing were not there. Looking up GL functions by name would keep
// every GL function there is.
#include <SDL.h>

// The names are SDL's and EGL's.
// NOLINTBEGIN(readability-identifier-naming)
extern "C" {

using EglFunction = void (*)();
EglFunction eglGetProcAddress(const char* name);
int SDL_JoystickInit(void);
void SDL_JoystickQuit(void);
int SDL_GameControllerInit(void);
void SDL_GameControllerQuit(void);
void SDL_DestroyRendererWithoutFreeing(SDL_Renderer* renderer);

EglFunction eglGetProcAddress(const char*) {
    return nullptr;
}
int SDL_JoystickInit(void) {
    return -1;
}
void SDL_JoystickQuit(void) {}
int SDL_GameControllerInit(void) {
    return -1;
}
void SDL_GameControllerQuit(void) {}
SDL_Renderer* SDL_GetRenderer(SDL_Window*) {
    return nullptr;
}
void SDL_DestroyRendererWithoutFreeing(SDL_Renderer*) {}
SDL_Surface* SDL_ConvertSurfaceFormat(SDL_Surface*, Uint32, Uint32) {
    return nullptr;
}
}
// NOLINTEND(readability-identifier-naming)
