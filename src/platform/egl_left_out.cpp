// Owns the end of looking up GL functions by name. SDL asks for it, and Emscripten's own would keep every GL
// function there is, in the wasm and in its JavaScript; what is drawn here calls the few it needs directly.
extern "C" {

using EglFunction = void (*)();
EglFunction eglGetProcAddress(const char* name);

EglFunction eglGetProcAddress(const char*) {
    return nullptr;
}
}
