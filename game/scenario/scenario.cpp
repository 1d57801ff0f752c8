#include "game/scenario/scenario.h"

#include "common/text/text.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

namespace game {

namespace {

/// What stands behind the last slash, but for slashes at the end.
std::string_view base_name(std::string_view program) {
    const std::size_t end = program.find_last_not_of('/');
    if (end == std::string_view::npos) return program;
    program = program.substr(0, end + 1);
    return program.substr(program.rfind('/') + 1);  // npos + 1 is 0: no slash, all of it
}

}  // namespace

std::string_view name_of(RestartWhen when) {
    switch (when) {
        case RestartWhen::never:
            return "never";
        case RestartWhen::on_failure:
            return "on-failure";
        case RestartWhen::always:
            return "always";
    }
    return {};
}

std::uint64_t Scenario::planned_workers() const {
    std::uint64_t workers = 0;
    for (const Entry& entry : script)
        workers += entry.count;
    return workers;
}

std::optional<std::uint64_t> Scenario::slots() const {
    if (hosts.empty()) return std::nullopt;
    std::uint64_t sum = 0;
    for (const Host& host : hosts)
        sum += host.slots;
    return sum;
}

std::uint64_t Scenario::match_workers() const {
    std::uint64_t workers = 0;
    for (const Entry& entry : script) {
        if (entry.time == async::Duration(0)) workers += entry.count;
    }
    return workers;
}

std::filesystem::path Scenario::folder() const {
    std::filesystem::path folder = file.parent_path();
    // A pipe such as /dev/stdin or a shell's <(...) was not put there by anybody.
    const bool is_pipe =
        folder == "/dev" || folder == "/dev/fd" || file.native().starts_with("/proc/");
    if (folder.empty() || is_pipe) return ".";
    return folder;
}

Scenario scenario_of(const std::vector<std::vector<std::string>>& commands) {
    Scenario scenario;
    scenario.file = "--";
    for (const std::vector<std::string>& command : commands) {
        Entry entry;
        entry.command = command;
        entry.name = default_name(entry);
        entry.cwd = scenario.folder();
        scenario.script.push_back(std::move(entry));
    }
    return scenario;
}

std::string default_name(const Entry& entry) {
    if (entry.predef) return fmt::format("predef {}", *entry.predef);
    std::string name;
    std::string_view rest = common::utf8_prefix(base_name(entry.command.front()), max_entry_name);
    while (!rest.empty()) {
        const std::size_t size = std::max<std::size_t>(common::first_character(rest).size, 1);
        const bool is_good = common::is_utf8(rest.substr(0, size));
        const bool is_shown = is_good && !common::is_control(rest.front());
        name += is_shown ? rest.substr(0, size) : "?";
        rest.remove_prefix(size);
    }
    return name;
}

std::vector<std::string> default_plays(const Entry& entry) {
    static const std::array<std::vector<std::string>, predef_range.max> predefs = {{
        {"john", "mary"},
        {"bill", "jane"},
        {"augustin", "randalphe"},
        {"bertrand", "juliette"},
    }};
    if (!entry.predef) return {entry.name};
    return predefs.at(static_cast<std::size_t>(*entry.predef) - 1);
}

Entry predef_entry(int predef, const std::filesystem::path& folder) {
    Entry entry;
    entry.predef = predef;
    entry.name = default_name(entry);
    entry.plays = default_plays(entry);
    entry.hears_match = false;
    entry.cwd = folder.empty() ? "." : folder;
    return entry;
}

}  // namespace game
