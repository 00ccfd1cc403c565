# One folder of src/ as one library that sees only its own headers and those of the folders it links.

# #include "NAME/file.h" compiles only with the include folder made here: it holds a link to that one folder.
function(make_include_folder name source_folder result)
    set(include_folder "${CMAKE_BINARY_DIR}/include/${name}")
    file(MAKE_DIRECTORY "${include_folder}")
    file(CREATE_LINK "${source_folder}" "${include_folder}/${name}" SYMBOLIC)
    set(${result} "${include_folder}" PARENT_SCOPE)
endfunction()

# What nearly every file includes, read once a library. clang-tidy looks at each file without it, so that what a file
# needs it still includes itself.
set(precompiled_standard_headers
    <algorithm> <array> <cstdint> <format> <functional> <map> <memory> <optional> <set> <span> <string> <string_view>
    <utility> <vector>)

# precompile(TARGET header...): headers as <folder/file.h>, beside the standard ones.
function(precompile target)
    target_precompile_headers(${target} PRIVATE ${precompiled_standard_headers} ${ARGN})
endfunction()

# Eight files at once: what they share of the standard library is compiled, with its sanitizers, once instead of eight times.
# Names outside a header are therefore unique in a folder. The web flavour compiles file by file: there one changed file
# counts, and a missing include or an unused function is found.
function(compile_together target)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
endfunction()

# tsunagi_folder(NAME [FUZZED] [EXCLUDE regex...] [LINKS target...] [PRECOMPILE header...])
function(tsunagi_folder name)
    cmake_parse_arguments(arg "FUZZED" "" "EXCLUDE;LINKS;PRECOMPILE" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
    foreach(pattern IN LISTS arg_EXCLUDE)
        list(FILTER sources EXCLUDE REGEX "${pattern}")
    endforeach()
    make_include_folder(${name} "${CMAKE_CURRENT_SOURCE_DIR}" include_folder)
    if(sources)
        add_library(${name} STATIC ${sources})
        target_include_directories(${name} PUBLIC "${include_folder}")
        target_link_libraries(${name} PUBLIC ${arg_LINKS} PRIVATE our_code no_exceptions)
        if(arg_FUZZED)
            target_link_libraries(${name} PRIVATE fuzzed)
        endif()
        if(arg_PRECOMPILE)
            precompile(${name} ${arg_PRECOMPILE})
        endif()
        if(NOT TSUNAGI_FLAVOUR STREQUAL "web")
            compile_together(${name})
        endif()
    else()
        add_library(${name} INTERFACE)
        target_include_directories(${name} INTERFACE "${include_folder}")
        target_link_libraries(${name} INTERFACE ${arg_LINKS})
    endif()
endfunction()
