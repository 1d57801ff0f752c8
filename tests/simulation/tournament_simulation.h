/// A tournament on many hosts, without a process and in virtual time: what it costs `game` itself.
///
/// Everything but the hosts is real: TournamentRun, Scheduler, Worker, HostLauncher and its
/// connections, which write to pipes, and the file of results. The hosts answer late, matches
/// crash, and connections break or fall silent.
#pragma once

#include "common/async/time.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tests {

struct SimulationSettings {
    std::size_t players = 101;  ///< each of whom meets each other one
    std::uint32_t rounds = 1;   ///< encounters of each pair; two matches each
    std::size_t hosts = 500;
    std::uint32_t slots = 4;  ///< of each host
    async::Duration latency = std::chrono::milliseconds(10);
    async::Duration match = std::chrono::seconds(60);  ///< half to one and a half of it
    std::size_t crash_one_in = 200;                    ///< matches; 0: none crashes
    std::size_t lose_one_in = 500;  ///< matches, during which the host is lost; 0: none is
    std::uint64_t seed = 1;
    std::filesystem::path folder;  ///< for the file of results, which must not be there yet
};

struct SimulationResult {
    int exit_code = 0;
    std::uint64_t matches = 0;   ///< with a result
    std::uint64_t voids = 0;     ///< of these
    std::uint64_t launched = 0;  ///< more, by those that were played again
    std::uint64_t lost = 0;      ///< workers whose host was lost
    std::size_t lost_hosts = 0;
    double busy = 0;                    ///< the share of all slots' time in which matches ran
    async::Duration virtual_time{0};    ///< from the start to the end
    async::Duration processor_time{0};  ///< for that, the hosts' part included
    async::Duration real_time{0};       ///< likewise; more, by the time until results are stored
    int descriptors = 0;                ///< about the most that were open, the hosts' included
    std::uint64_t peak_memory = 0;      ///< bytes, of the whole process
    async::Duration resume_time{0};     ///< until the results are read again; processor time
    std::uint64_t resumed = 0;          ///< matches that were found then
    async::Duration standings_time{0};  ///< for the standings, once; processor time
    std::vector<std::string> warnings;  ///< messages for the operator
};

/// Plays one. Throws std::system_error.
SimulationResult simulate(const SimulationSettings& settings);

}  // namespace tests
