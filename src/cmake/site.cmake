# build/site: everything a web server needs, put together anew on every build (nothing is written when nothing changed).
find_program(node_command node REQUIRED NO_CMAKE_FIND_ROOT_PATH)
if(TARGET tsunagi)
    add_custom_target(site ALL
        COMMAND "${node_command}" "${CMAKE_SOURCE_DIR}/web/assemble.mjs"
            --build "${CMAKE_BINARY_DIR}" --out "${CMAKE_BINARY_DIR}/../site"
        DEPENDS tsunagi gallery argon2_wasm
        COMMENT "Assembling build/site" VERBATIM)
    add_custom_target(draft
        COMMAND "${node_command}" "${CMAKE_SOURCE_DIR}/web/assemble.mjs" --draft
            --build "${CMAKE_BINARY_DIR}" --out "${CMAKE_BINARY_DIR}/../draft"
        DEPENDS tsunagi_draft argon2_wasm
        COMMENT "Assembling build/draft" VERBATIM)
endif()
