#include "game/tournament/combined_results.h"

#include "common/report.h"
#include "game/tournament/results.h"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace game::tournament {

namespace {

/// Longer first lines are those of something else.
constexpr std::size_t longest_first_line = std::size_t{16} << 20U;

common::UsageError bad_results(const std::filesystem::path& file, std::string_view why) {
    return common::UsageError(fmt::format("{}: {}", file.string(), why));
}

std::string read_whole(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw bad_results(file, std::generic_category().message(errno));
    std::string text(std::istreambuf_iterator<char>(stream), {});
    if (stream.bad()) throw bad_results(file, "cannot be read");
    return text;
}

/// Splits the first line from the others, without what is behind the last newline.
std::pair<std::string_view, std::string_view> split(std::string_view text) {
    text = text.substr(0, text.rfind('\n') + 1);
    const std::string_view first = text.substr(0, text.find('\n'));
    return {first, text.substr(text.empty() ? 0 : first.size() + 1)};
}

void add_results(std::string_view lines, CombinedResults& combined) {
    for (ResultLine& there : parse_results(lines, combined.tournament.players)) {
        if (const auto problem = combined.schedule.add(std::move(there.result))) {
            throw std::invalid_argument(fmt::format("line {}: {}", there.line, *problem));
        }
    }
}

}  // namespace

bool has_results(const std::filesystem::path& file) {
    std::error_code unknown;
    if (!std::filesystem::is_regular_file(file, unknown)) return false;
    std::ifstream stream(file, std::ios::binary);
    std::string first;
    for (char next = 0; stream.get(next) && next != '\n';) {
        if (first.size() == longest_first_line) return false;
        first += next;
    }
    return seed_of(first).has_value();
}

CombinedResults combine_results(std::span<const std::filesystem::path> files) {
    std::optional<CombinedResults> combined;
    std::string description;
    for (const std::filesystem::path& file : files) {
        const std::string text = read_whole(file);
        const auto [first, lines] = split(text);
        if (!combined) {
            const std::optional<TournamentSettings> read = read_description(first);
            if (!read) throw bad_results(file, "has no results of a tournament");
            const PairingSettings pairing = pairing_settings(*read, read->seed.value_or(0));
            if (const auto problem = find_problem(pairing)) throw bad_results(file, *problem);
            combined.emplace(CombinedResults{*read, Schedule(pairing)});
            description = first;
        } else if (const auto difference = find_difference(first, description)) {
            throw bad_results(file, fmt::format("has the results of another tournament than {}: {}",
                                                files.front().string(), *difference));
        }
        try {
            add_results(lines, *combined);
        } catch (const std::invalid_argument& problem) {
            throw bad_results(file, problem.what());
        }
    }
    return *std::move(combined);
}

}  // namespace game::tournament
