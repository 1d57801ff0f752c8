#include "game/play/run_status.h"

#include "common/json/json_writer.h"
#include "common/text/units.h"
#include "common/text/visible_text.h"
#include "game/log/writer.h"

#include <chrono>
#include <string_view>

#include <fmt/format.h>

namespace game {

namespace {

/// Of what may be long, so much is shown.
constexpr std::size_t most_listed = 20;

double seconds_of(async::Duration duration) {
    return std::chrono::duration<double>(duration).count();
}

std::string quoted_json(std::string_view text) {
    std::string out;
    common::append_json_string(out, text);
    return out;
}

std::string more_lines(std::uint64_t count, std::string_view what) {
    if (count <= most_listed) return {};
    return fmt::format("{}: {} more\n", what, count - most_listed);
}

std::string describe_state(const Worker& worker) {
    const std::string_view stopping = worker.is_stopped() ? ", stopping" : "";
    switch (worker.state()) {
        case Worker::State::starting:
            return fmt::format("starting{}", stopping);
        case Worker::State::draining:
        case Worker::State::ended:
            return "ended, reading its output";
        case Worker::State::running:
        case Worker::State::stopping:
            break;
    }
    if (worker.has_process_ended()) return "ended, its descendants have not";
    return fmt::format("process {}{}", worker.pid(), stopping);
}

/// One word for programs.
std::string_view name_of_state(const Worker& worker) {
    const bool is_ended =
        worker.state() == Worker::State::draining || worker.state() == Worker::State::ended;
    if (is_ended || worker.has_process_ended()) return "ended";
    if (worker.is_stopped()) return "stopping";
    return worker.state() == Worker::State::starting ? "starting" : "running";
}

bool has_process(const Worker& worker) {
    const bool is_running =
        worker.state() == Worker::State::running || worker.state() == Worker::State::stopping;
    return is_running && !worker.has_process_ended();
}

/// Elements of a JSON list, as they are added.
class JsonList {
  public:
    void add(const std::string& element) {
        if (!text_.empty()) text_ += ',';
        text_ += element;
    }

    std::string text() const { return '[' + text_ + ']'; }

  private:
    std::string text_;
};

}  // namespace

std::string name_workers(const Scheduler& scheduler) {
    constexpr std::size_t most_named = 3;
    std::string names;
    std::size_t named = 0;
    const std::size_t count = scheduler.workers().size();
    for (const auto& [number, worker] : scheduler.workers()) {
        if (named == most_named) break;
        const bool is_last = ++named == count;
        const std::string_view separator = names.empty() ? "" : (is_last ? " and " : ", ");
        names.append(separator).append(worker->label());
    }
    return count > named ? fmt::format("{} and {} more", names, count - named) : names;
}

double RunStatus::now() const {
    return seconds_of(services_.scale.since_start(services_.loop.now()));
}

std::string RunStatus::workers_text() const {
    std::string text;
    for (const auto& [number, worker] : scheduler_.workers()) {
        const double start = seconds_of(services_.scale.since_start(worker->start_time()));
        const std::string host =
            worker->host().empty() ? "" : " on " + common::visible(worker->host());
        text += fmt::format("{} - {}{} - {:.1f}s\n", worker->label(), describe_state(*worker), host,
                            now() - start);
    }
    return text;
}

std::string RunStatus::list_text() const {
    return workers_text() +
           fmt::format("{} running, {} waiting\n", scheduler_.running(), scheduler_.waiting());
}

std::string RunStatus::list_members() const {
    JsonList workers;
    for (const auto& [number, worker] : scheduler_.workers()) {
        const double start = seconds_of(services_.scale.since_start(worker->start_time()));
        const std::string pid =
            has_process(*worker) ? fmt::format("{}", worker->pid()) : std::string("null");
        const std::string host =
            worker->host().empty() ? "" : ",\"host\":" + quoted_json(worker->host());
        workers.add(fmt::format(
            R"({{"worker":{},"label":{},"name":{},"state":"{}","pid":{},"age":{:.6f}{}}})", number,
            quoted_json(worker->label()), quoted_json(services_.plan.entry(worker->entry()).name),
            name_of_state(*worker), pid, now() - start, host));
    }
    return fmt::format(R"("workers":{},"running":{},"waiting":{})", workers.text(),
                       scheduler_.running(), scheduler_.waiting());
}

std::string RunStatus::waiting_text() const {
    std::string text;
    scheduler_.queue().for_first(most_listed, [&](std::uint64_t number, std::size_t entry) {
        text += fmt::format("{} - waits for its turn\n", services_.plan.label(entry, number));
    });
    text += more_lines(scheduler_.queue().size(), "waiting for their turn");
    std::size_t shown = 0;
    for (const auto& [number, restart] : scheduler_.restarts()) {
        if (++shown > most_listed) break;
        text += fmt::format("{} - {} - restarts in {:.1f}s\n", restart.label, restart.outcome,
                            seconds_of(restart.due) - now());
    }
    return text + more_lines(scheduler_.restarts().size(), "waiting for their restart");
}

std::string RunStatus::ended_text() const {
    const EndedWorkers& ended = scheduler_.ended();
    std::string text;
    for (const EndedWorkers::End& end : ended.latest()) {
        text += fmt::format("ended: {} - {} - ran {:.1f}s\n", end.label, describe_exit(end.event),
                            seconds_of(end.event.ran));
    }
    std::string outcomes;
    for (const auto& [outcome, count] : ended.outcomes()) {
        outcomes += fmt::format("{}{} {}", outcomes.empty() ? "" : ", ", count, outcome);
    }
    if (ended.count() > 0) text += fmt::format("ended in all: {}\n", outcomes);
    return text;
}

RunStatus::Plan RunStatus::plan() const {
    Plan plan;
    if (scheduler_.is_stopping()) return plan;
    for (std::size_t i = scheduler_.next_entry(); i < services_.plan.script_size(); ++i) {
        const Entry& entry = services_.plan.entry(i);
        if (entry.count == 0) continue;  // other parts have its workers
        if (plan.entries < most_listed)
            plan.first.push_back({entry, seconds_of(entry.time) - now()});
        ++plan.entries;
        plan.workers += entry.count;
    }
    return plan;
}

std::string RunStatus::status_text() const {
    std::string text = workers_text() + waiting_text();
    const Plan planned = plan();
    for (const Planned& next : planned.first) {
        text += fmt::format("planned: {} - in {:.1f}s - {}\n", next.entry.name, next.due_in,
                            common::counted(next.entry.count, "worker", "workers"));
    }
    text += more_lines(planned.entries, "planned");
    text += ended_text();
    return text + fmt::format("{} running, {} waiting, {} planned, {} ended, {} failed\n",
                              scheduler_.running(), scheduler_.waiting(), planned.workers,
                              scheduler_.ended().count(), scheduler_.ended().failed());
}

std::string RunStatus::waiting_members() const {
    JsonList queue;
    scheduler_.queue().for_first(most_listed, [&](std::uint64_t number, std::size_t entry) {
        queue.add(fmt::format(R"({{"worker":{},"name":{}}})", number,
                              quoted_json(services_.plan.entry(entry).name)));
    });
    JsonList restarts;
    std::size_t shown = 0;
    for (const auto& [number, restart] : scheduler_.restarts()) {
        if (++shown > most_listed) break;
        restarts.add(fmt::format(R"({{"worker":{},"name":{},"in":{:.6f}}})", number,
                                 quoted_json(services_.plan.entry(restart.entry).name),
                                 seconds_of(restart.due) - now()));
    }
    return fmt::format(R"("queue":{},"restarts":{})", queue.text(), restarts.text());
}

std::string RunStatus::ended_members() const {
    const EndedWorkers& ended = scheduler_.ended();
    JsonList latest;
    for (const EndedWorkers::End& end : ended.latest()) {
        latest.add(fmt::format(
            R"({{"worker":{},"label":{},"status":"{}","outcome":{},"seconds":{:.6f},"failed":{}}})",
            end.event.worker, quoted_json(end.label), name_of(end.event.status),
            quoted_json(describe_exit(end.event)), seconds_of(end.event.ran), end.event.failed));
    }
    std::string outcomes;
    for (const auto& [outcome, count] : ended.outcomes()) {
        outcomes +=
            fmt::format("{}{}:{}", outcomes.empty() ? "" : ",", quoted_json(outcome), count);
    }
    return fmt::format(R"("ended":{},"failed":{},"outcomes":{{{}}},"latest_ends":{})",
                       ended.count(), ended.failed(), outcomes, latest.text());
}

std::string RunStatus::status_members() const {
    const Plan planned = plan();
    JsonList entries;
    for (const Planned& next : planned.first) {
        entries.add(fmt::format(R"({{"name":{},"in":{:.6f},"count":{}}})",
                                quoted_json(next.entry.name), next.due_in, next.entry.count));
    }
    return fmt::format(R"({},{},"planned":{},"planned_entries":{},"planned_workers":{},{})",
                       list_members(), waiting_members(), entries.text(), planned.entries,
                       planned.workers, ended_members());
}

}  // namespace game
