#include "support/shipped.h"

#include "core/json.h"
#include "core/strings.h"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <fstream>

namespace tsunagi {

namespace {

std::map<std::string, ShippedForm> read_forms() {
    std::map<std::string, ShippedForm> forms;
    for (const auto& entry : std::filesystem::directory_iterator(TSUNAGI_SOURCE_DIR "/assets/forms")) {
        if (entry.path().extension() != ".json") continue;
        const std::string name = entry.path().stem().string();
        std::string json = read_project_file("assets/forms/" + name + ".json");
        auto form = parse_form(json);
        INFO(name);
        REQUIRE(form);
        forms.emplace(name, ShippedForm{std::move(json), std::move(*form)});
    }
    REQUIRE_FALSE(forms.empty());
    return forms;
}

std::vector<Document> read_practice() {
    auto practice = parse_json(read_project_file("assets/practice/practice.json"));
    REQUIRE(practice);
    practice->erase("reference_date");
    auto documents = parse_documents(dump_json(*practice));
    REQUIRE(documents);
    return std::move(*documents);
}

}  // namespace

std::string read_project_file(const std::string& path) {
    std::ifstream stream(TSUNAGI_SOURCE_DIR "/" + path, std::ios::binary | std::ios::ate);
    INFO(path);
    REQUIRE(stream.good());
    std::string text(static_cast<std::size_t>(stream.tellg()), '\0');
    stream.seekg(0);
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    REQUIRE(stream.good());
    return text;
}

void show_shipped_words() {
    static const bool loaded = load_strings(Language::ja, read_project_file("assets/strings/ja.json")) &&
                               load_strings(Language::en, read_project_file("assets/strings/en.json"));
    REQUIRE(loaded);
    set_language(Language::ja);
}

const std::map<std::string, ShippedForm>& shipped_forms() {
    static const auto forms = read_forms();
    return forms;
}

const Form& shipped_form(const std::string& name) {
    INFO(name);
    REQUIRE(shipped_forms().contains(name));
    return shipped_forms().at(name).form;
}

const std::vector<Document>& practice_documents() {
    static const auto documents = read_practice();
    return documents;
}

std::vector<Document> about_practice_case(const DocumentId& case_id) {
    std::vector<Document> documents;
    for (const Document& document : practice_documents()) {
        if (document.id == case_id || document.subject == case_id) documents.push_back(document);
    }
    return documents;
}

}  // namespace tsunagi
