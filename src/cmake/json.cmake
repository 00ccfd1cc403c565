# nlohmann/json, headers only: an include folder that holds nothing else, so that wasm never sees the host's headers.
find_path(nlohmann_parent nlohmann/json.hpp PATHS /usr/include /usr/local/include REQUIRED
    NO_CMAKE_FIND_ROOT_PATH)
file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/include/json")
file(CREATE_LINK "${nlohmann_parent}/nlohmann" "${CMAKE_BINARY_DIR}/include/json/nlohmann" SYMBOLIC)

add_library(json INTERFACE)
target_include_directories(json SYSTEM INTERFACE "${CMAKE_BINARY_DIR}/include/json")
# The same everywhere, tests included: one inline library, one meaning.
target_compile_definitions(json INTERFACE JSON_NOEXCEPTION JSON_NO_IO JSON_USE_IMPLICIT_CONVERSIONS=0)
