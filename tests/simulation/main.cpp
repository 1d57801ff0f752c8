/// Simulates a tournament on many hosts, and says what it costs:
///     tournament_simulation [NAME=NUMBER]...
/// The names: players, rounds, hosts, slots, latency (ms), match (s), crash and lose (one in so
/// many matches; 0: never), seed. See tournament_simulation.h.
#include "common/io/file_descriptor.h"
#include "tests/simulation/tournament_simulation.h"
#include "tests/temporary_folder.h"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <map>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>

namespace {

tests::SimulationSettings settings_of(int argc, char** argv) {
    tests::SimulationSettings settings;
    const std::map<std::string_view, std::function<void(std::uint64_t)>> names = {
        {"players", [&](std::uint64_t value) { settings.players = value; }},
        {"rounds", [&](std::uint64_t value) { settings.rounds = static_cast<unsigned>(value); }},
        {"hosts", [&](std::uint64_t value) { settings.hosts = value; }},
        {"slots", [&](std::uint64_t value) { settings.slots = static_cast<unsigned>(value); }},
        {"latency",
         [&](std::uint64_t value) { settings.latency = std::chrono::milliseconds(value); }},
        {"match", [&](std::uint64_t value) { settings.match = std::chrono::seconds(value); }},
        {"crash", [&](std::uint64_t value) { settings.crash_one_in = value; }},
        {"lose", [&](std::uint64_t value) { settings.lose_one_in = value; }},
        {"seed", [&](std::uint64_t value) { settings.seed = value; }},
    };
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        const std::size_t sign = word.find('=');
        const auto found = names.find(word.substr(0, sign));
        if (sign == std::string_view::npos || found == names.end()) {
            throw std::invalid_argument(fmt::format("there is no setting {}", word));
        }
        found->second(std::stoull(std::string(word.substr(sign + 1))));
    }
    return settings;
}

double seconds(async::Duration duration) {
    return std::chrono::duration<double>(duration).count();
}

void show(const tests::SimulationSettings& settings, const tests::SimulationResult& result) {
    constexpr double mebibyte = 1024.0 * 1024;
    constexpr double million = 1e6;
    constexpr double thousand = 1e3;
    const double matches = static_cast<double>(result.matches);
    fmt::print("{} matches, {} of them void, of {} players on {} hosts with {} slots each\n",
               result.matches, result.voids, settings.players, settings.hosts, settings.slots);
    fmt::print("  launched {} times; {} hosts lost, with {} matches; {} messages\n",
               result.launched, result.lost_hosts, result.lost, result.warnings.size());
    fmt::print("  virtual time {:.1f} s, slots busy {:.1f} %\n", seconds(result.virtual_time),
               100 * result.busy);
    fmt::print(
        "  processor time {:.0f} µs a match, real time {:.0f} µs; the hosts' part included\n",
        million * seconds(result.processor_time) / matches,
        million * seconds(result.real_time) / matches);
    fmt::print("  peak memory {:.0f} MiB; about {} descriptors\n",
               static_cast<double>(result.peak_memory) / mebibyte, result.descriptors);
    fmt::print("  {} results read again in {:.0f} ms; standings {:.0f} ms\n", result.resumed,
               thousand * seconds(result.resume_time), thousand * seconds(result.standings_time));
}

}  // namespace

int main(int argc, char** argv) {
    try {
        const tests::TemporaryFolder folder;
        tests::SimulationSettings settings = settings_of(argc, argv);
        settings.folder = folder.path();
        async::raise_descriptor_limit();
        const tests::SimulationResult result = tests::simulate(settings);
        show(settings, result);
        return result.exit_code;
    } catch (const std::exception& failure) {
        fmt::print(stderr, "{}\n", failure.what());
        return EXIT_FAILURE;
    }
}
