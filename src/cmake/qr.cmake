# Nayuki's QR code generator (its C version: no exceptions, no allocation) from the pinned source.
find_pinned_source(qr-code-generator qr_source)
add_library(qrcodegen STATIC "${qr_source}/c/qrcodegen.c")
target_include_directories(qrcodegen SYSTEM PUBLIC "${qr_source}/c")
target_compile_options(qrcodegen PRIVATE -w)
target_compile_definitions(qrcodegen PRIVATE NDEBUG)
target_link_libraries(qrcodegen PRIVATE all_code)
