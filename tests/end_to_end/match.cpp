#include "tests/end_to_end/match.h"

#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/processes.h"
#include "tests/end_to_end/text.h"

#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include <unistd.h>

namespace tests {

namespace {

/// The values as a JSON list.
std::string joined(const Words& values) {
    std::string text("[");
    for (const std::string& value : values) {
        if (text.size() > 1) text += ", ";
        text += value;
    }
    text += ']';
    return text;
}

std::string with(std::string_view more) {
    return more.empty() ? "" : ", " + std::string(more);
}

}  // namespace

std::string json_string(std::string_view text) {
    std::string json = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') json += '\\';
        if (static_cast<unsigned char>(c) >= 0x20) {
            json += c;
            continue;
        }
        char escape[8];
        std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
        json += escape;
    }
    return json + "\"";
}

std::string list(const Words& words) {
    Words parts;
    for (const std::string& word : words)
        parts.push_back(json_string(word));
    return joined(parts);
}

std::string command(const Words& words, std::string_view more) {
    return "{\"command\": " + list(words) + with(more) + "}";
}

std::string child(const Words& script, std::string_view more) {
    Words words{CHILD_PROGRAM};
    words.insert(words.end(), script.begin(), script.end());
    // The child without any words would print its usage.
    if (script.empty()) words.insert(words.end(), {"exit", "0"});
    return command(words, more);
}

std::string shell(std::string_view text, std::string_view more) {
    return command({"sh", "-c", std::string(text)}, more);
}

std::string scenario(const Words& entries, std::string_view more) {
    return "{\"script\": " + joined(entries) + with(more) + "}";
}

Match::Match(std::string_view scenario_text, const Words& options) {
    launch = Launch::of(GAME_PROGRAM, options);
    launch.add({folder.write("scenario.json", scenario_text)});
}

Result play(const Words& entries, const Words& options) {
    return Match(scenario(entries), options).play();
}

bool Match::has(std::string_view name) const {
    return std::filesystem::exists(folder.path(name));
}

void Match::wait_for(std::string_view name) const {
    wait_until("the file " + std::string(name) + " exists", [&] { return has(name); });
}

pid_t Match::wait_for_pid(std::string_view name) const {
    wait_for(name);
    return leading_number(file_content(folder.path(name)));
}

std::vector<Process> game_processes() {
    std::vector<Process> found = descendants_running(::getpid(), GAME_PROGRAM);
    if (found.empty()) throw std::logic_error("no game is running");
    return found;
}

}  // namespace tests
