#include "support/shipped.h"

#include "core/strings.h"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <fstream>

namespace tsunagi {

namespace {

// JSON says the same without what stands between its parts.
std::string without_blanks(std::string_view json) {
    std::string text;
    text.reserve(json.size());
    bool in_string = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        if (in_string && json[i] == '\\') {
            text += json[i++];
        } else if (json[i] == '"') {
            in_string = !in_string;
        }
        if (in_string || !std::string_view(" \t\r\n").contains(json[i])) text += json[i];
    }
    return text;
}

std::map<std::string, ShippedForm> read_forms() {
    std::map<std::string, ShippedForm> forms;
    for (const auto& entry : std::filesystem::directory_iterator(TSUNAGI_SOURCE_DIR "/assets/forms")) {
        if (entry.path().extension() != ".json") continue;
        const std::string name = entry.path().stem().string();
        std::string json = text_of(served_asset("forms/" + name + ".json"));
        auto form = parse_form(json);
        INFO(name);
        REQUIRE(form);
        forms.emplace(name, ShippedForm{std::move(json), std::move(*form)});
    }
    REQUIRE_FALSE(forms.empty());
    return forms;
}

std::vector<Document> read_practice() {
    // Without the one member that is not of the documents; taking the JSON apart for it would cost as much as
    // reading it.
    std::string json = read_project_file("assets/practice/practice.json");
    const std::size_t day = json.find("\"reference_date\"");
    json.erase(day, json.find("\"documents\"") - day);
    auto documents = parse_documents(json);
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

bool has_asset(const std::string& path) {
    return std::filesystem::exists(TSUNAGI_SOURCE_DIR "/assets/" + path);
}

const Bytes& served_asset(const std::string& path) {
    static std::map<std::string, Bytes> served;
    const auto known = served.find(path);
    if (known != served.end()) return known->second;
    std::string text = read_project_file("assets/" + path);
    if (path.ends_with(".json")) text = without_blanks(text);
    return served.emplace(path, bytes_of(text)).first->second;
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
