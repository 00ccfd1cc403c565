# Argon2 (reference C): a library natively, and for the page a small wasm of its own that the keeper worker loads.
find_pinned_source(argon2 argon2_source)
set(argon2_files
    "${argon2_source}/src/argon2.c" "${argon2_source}/src/core.c" "${argon2_source}/src/encoding.c"
    "${argon2_source}/src/ref.c" "${argon2_source}/src/blake2/blake2b.c")

if(TSUNAGI_FLAVOUR STREQUAL "web")
    # A reactor without glue: imports nothing it needs, exports _initialize, malloc, free, argon2id_hash_raw, memory.
    add_executable(argon2_wasm ${argon2_files})
    set_target_properties(argon2_wasm PROPERTIES OUTPUT_NAME argon2 SUFFIX .wasm)
    target_include_directories(argon2_wasm SYSTEM PRIVATE "${argon2_source}/include")
    target_compile_definitions(argon2_wasm PRIVATE ARGON2_NO_THREADS NDEBUG)
    target_compile_options(argon2_wasm PRIVATE -O3 -flto -w)
    target_link_options(argon2_wasm PRIVATE -O3 -flto -sSTANDALONE_WASM --no-entry -sPURE_WASI=0
        -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=1GB -sINITIAL_MEMORY=1MB -sSTACK_SIZE=65536 -sMALLOC=emmalloc
        -sEXPORTED_FUNCTIONS=_malloc,_free,_argon2id_hash_raw)
else()
    add_library(argon2 STATIC ${argon2_files})
    target_include_directories(argon2 SYSTEM PUBLIC "${argon2_source}/include")
    target_compile_definitions(argon2 PRIVATE ARGON2_NO_THREADS)
    target_compile_options(argon2 PRIVATE -w)
    target_link_libraries(argon2 PRIVATE all_code)
    # Said per file, so that it comes last: 19 MiB of memory hardness take seconds when neither optimised nor left alone.
    set_source_files_properties(${argon2_files} PROPERTIES COMPILE_OPTIONS "-O2;-fno-sanitize=all")
endif()
