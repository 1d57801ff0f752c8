#include "game/launch/process_description.h"

#include "game/launch/byte_fields.h"
#include "game/launch/find_program.h"

#include <map>

#include <unistd.h>

namespace game {

namespace {

/// What `game` passes to workers only where it was given itself. A `game` that is a worker of
/// another one must not pass on the other's.
bool is_from_another_game(std::string_view variable) {
    return variable.starts_with("GAME_SEED=") || variable.starts_with("GAME_SPEED=");
}

/// What the service manager tells a service. Workers are not the service, and do not write to the
/// journal.
bool is_for_service(std::string_view variable) {
    return variable.starts_with("NOTIFY_SOCKET=") || variable.starts_with("WATCHDOG_USEC=") ||
           variable.starts_with("WATCHDOG_PID=") || variable.starts_with("JOURNAL_STREAM=");
}

/// What execvp(3) searches when PATH is not set.
constexpr std::string_view default_path = "/bin:/usr/bin";

std::string_view path_of(const std::vector<std::string>& environment) {
    constexpr std::string_view prefix = "PATH=";
    for (const std::string_view variable : environment) {
        if (variable.starts_with(prefix)) return variable.substr(prefix.size());
    }
    return default_path;
}

std::vector<std::string> environment_with(
    const std::vector<std::pair<std::string, std::string>>& added) {
    std::map<std::string_view, std::string_view> ours;
    for (const auto& [name, value] : added)
        ours.insert_or_assign(name, value);
    std::vector<std::string> variables;
    for (char** next = ::environ; *next != nullptr; ++next) {
        const std::string_view variable = *next;
        const bool is_replaced = ours.contains(variable.substr(0, variable.find('=')));
        const bool is_kept = !is_from_another_game(variable) && !is_for_service(variable);
        if (!is_replaced && is_kept) variables.emplace_back(variable);
    }
    for (const auto& [name, value] : ours)
        variables.push_back(std::string(name).append("=").append(value));
    return variables;
}

}  // namespace

async::ProcessOptions process_options(const ProcessDescription& process) {
    async::ProcessOptions options;
    options.arguments = process.words;
    options.environment = environment_with(process.variables);
    if (!process.folder.empty()) options.folder = process.folder;
    options.program = find_program(options.arguments.front(), path_of(options.environment),
                                   options.folder.value_or(""));
    return options;
}

namespace {

void write_place(ByteWriter& writer, const std::optional<std::size_t>& place) {
    writer.number(place ? *place + 1 : 0);
}

std::optional<std::size_t> read_place(ByteReader& reader) {
    const std::uint64_t place = reader.number();
    if (place == 0) return std::nullopt;
    return static_cast<std::size_t>(place - 1);
}

}  // namespace

std::string encode(const ProcessDescription& process) {
    std::string bytes;
    ByteWriter writer(bytes);
    writer.number(process.words.size());
    for (const std::string& word : process.words)
        writer.text(word);
    writer.text(process.folder);
    writer.text(process.given_folder);
    writer.number(process.variables.size());
    for (const auto& [name, value] : process.variables) {
        writer.text(name);
        writer.text(value);
    }
    write_place(writer, process.players_word);
    write_place(writer, process.game_word);
    return bytes;
}

std::optional<ProcessDescription> decode_process_description(std::string_view bytes) {
    ByteReader reader(bytes);
    ProcessDescription process;
    for (std::size_t left = reader.count(); left > 0 && !reader.has_failed(); --left)
        process.words.emplace_back(reader.text());
    process.folder = reader.text();
    process.given_folder = reader.text();
    for (std::size_t left = reader.count(); left > 0 && !reader.has_failed(); --left) {
        const std::string_view name = reader.text();
        process.variables.emplace_back(name, reader.text());
    }
    process.players_word = read_place(reader);
    process.game_word = read_place(reader);
    const auto is_word = [&process](const std::optional<std::size_t>& place) {
        return !place || *place < process.words.size();
    };
    const bool is_whole = reader.is_at_end() && !process.words.empty();
    if (!is_whole || !is_word(process.players_word) || !is_word(process.game_word)) {
        return std::nullopt;
    }
    return process;
}

}  // namespace game
