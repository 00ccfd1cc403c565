# Compiler and linker flags: `all_code` for everything, `our_code` for what this project wrote (warnings are errors).
add_library(all_code INTERFACE)
add_library(our_code INTERFACE)
target_link_libraries(our_code INTERFACE all_code)

target_compile_options(our_code INTERFACE
    -Wall -Wextra -Wpedantic -Werror
    -Wshadow -Wconversion -Wsign-conversion -Wdouble-promotion -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual
    -Wcast-align -Wcast-qual -Wformat=2 -Wimplicit-fallthrough -Wnull-dereference -Wextra-semi -Wundef
    -Wunused -Wunreachable-code -Wmissing-declarations -Wrange-loop-analysis
    # A field left out of {.a = 1} is value-initialised, which is what is meant.
    -Wno-missing-designated-field-initializers)

# Our libraries; test programs are built with exceptions, as Catch2 needs them.
add_library(no_exceptions INTERFACE)
target_compile_options(no_exceptions INTERFACE -fno-exceptions)

if(TSUNAGI_FLAVOUR STREQUAL "web")
    # Smallest, not fastest: with -Os the linker's inlining made the page half as large again. The two wasm features are
    # in every browser since 2021 and spare a range check at each conversion of a float. -flto is needed at every step.
    set(small -Oz -flto -mbulk-memory -mnontrapping-fptoint)
    target_compile_options(all_code INTERFACE ${small} -fno-threadsafe-statics -sUSE_SDL=0)
    target_link_options(all_code INTERFACE ${small})
    target_compile_definitions(all_code INTERFACE NDEBUG)
    target_compile_options(no_exceptions INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
elseif(TSUNAGI_FLAVOUR STREQUAL "native")
    target_compile_options(all_code INTERFACE -O2 -ffunction-sections -fdata-sections -fstack-protector-strong)
    target_link_options(all_code INTERFACE -fuse-ld=lld -Wl,--gc-sections)
    target_compile_definitions(all_code INTERFACE _FORTIFY_SOURCE=2)
    target_compile_options(no_exceptions INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
else()
    # Type information stays: the tests derive from our interfaces and the sanitizer checks virtual calls by it. Left out is
    # what guards every single access of memory and took a quarter of the compiling: a null pointer ends the program anyway,
    # sizes are AddressSanitizer's, and neither x86 nor wasm needs alignment.
    set(sanitizers -fsanitize=address,undefined -fno-sanitize=null,object-size,alignment -fno-sanitize-recover=all)
    # A little optimised: building takes a fifth longer, and the tests run four times as fast.
    target_compile_options(all_code INTERFACE -O1 -g1 -fno-omit-frame-pointer ${sanitizers})
    target_link_options(all_code INTERFACE -fuse-ld=lld ${sanitizers})
    target_compile_definitions(all_code INTERFACE _GLIBCXX_ASSERTIONS)
endif()

# What reads bytes from outside also counts its branches, so that a fuzzer sees what a change of its input reaches. Tests
# link the same objects: the counters cost them little, building everything twice cost minutes.
add_library(fuzzed INTERFACE)
if(TSUNAGI_FLAVOUR STREQUAL "checked")
    target_compile_options(fuzzed INTERFACE -fsanitize=fuzzer-no-link)
endif()
