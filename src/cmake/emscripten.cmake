# The Emscripten toolchain file: Debian's place for it, or beside the em++ on PATH (em-config knows).
find_program(em_config em-config HINTS /usr/bin NO_CMAKE_FIND_ROOT_PATH)
if(em_config)
    execute_process(COMMAND "${em_config}" EMSCRIPTEN_ROOT
        OUTPUT_VARIABLE emscripten_root OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
foreach(candidate IN ITEMS "${emscripten_root}" "/usr/share/emscripten")
    if(EXISTS "${candidate}/cmake/Modules/Platform/Emscripten.cmake")
        include("${candidate}/cmake/Modules/Platform/Emscripten.cmake")
        return()
    endif()
endforeach()
message(FATAL_ERROR "No Emscripten found: run by web/toolchain exec cmake --preset web")
