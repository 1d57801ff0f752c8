/// LogWorkers: what the events of a log so far say about its workers.
#pragma once

#include "game/events/events.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace game {

/// Entirely passive: told of every event that concerns a worker, it knows those that run.
class LogWorkers {
  public:
    struct Worker {
        std::string label;
        bool has_process = false;
        std::uint64_t lines = 0;        ///< that it has written
        bool is_asked_to_stop = false;  ///< by `kill`
    };

    /// The number that the next worker must have.
    std::uint64_t next() const { return launched_ + 1; }

    std::uint64_t launched() const { return launched_; }
    std::uint64_t failed() const { return failed_; }
    std::uint64_t running() const { return running_.size(); }

    /// One that runs; null if there is none of that number.
    Worker* find(std::uint64_t number) {
        const auto found = running_.find(number);
        return found == running_.end() ? nullptr : &found->second;
    }

    /// Worker `next()` starts.
    void start(std::string_view label, bool has_process) {
        running_.emplace(++launched_, Worker{std::string(label), has_process});
    }

    /// An accepted command: `kill K` asks worker K to stop.
    void obey(std::string_view command);

    /// Everybody is asked to stop, and whoever starts later as well.
    void stop() { is_stopping_ = true; }

    /// What is left to say of a worker that has ended.
    struct Ended {
        std::string label;
        bool failed;  ///< as Worker::end has it
    };

    /// A worker that runs ends.
    Ended end(const ExitEvent& event);

  private:
    bool has_failed(const Worker& worker, const ExitEvent& event) const;

    std::unordered_map<std::uint64_t, Worker> running_;
    std::uint64_t launched_ = 0;
    std::uint64_t failed_ = 0;
    bool is_stopping_ = false;
};

}  // namespace game
