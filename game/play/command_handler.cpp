#include "game/play/command_handler.h"

#include <variant>

#include <fmt/format.h>

namespace game {

namespace {

using Refusal = std::optional<std::string>;

}  // namespace

class Commander::Obey {
  public:
    Obey(Commander& commander, const CommandRequest& request)
        : services_(commander.services_), scheduler_(commander.scheduler_), request_(request) {}

    Refusal operator()(const LaunchCommand& launch) const {
        if (scheduler_.is_stopping()) {
            return fmt::format("{}: the game is being stopped", launch.predef);
        }
        const bool is_launched = scheduler_.launch(services_.plan.typed(launch.predef));
        if (is_launched) return std::nullopt;
        return fmt::format("{}: too many workers wait their turn", launch.predef);
    }

    Refusal operator()(const ListCommand&) const {
        const async::TimePoint now = services_.loop.now();
        std::string answer;
        for (const auto& [number, worker] : scheduler_.running()) {
            const async::Duration age = services_.scale.since_start(now) -
                                        services_.scale.since_start(worker->start_time());
            const std::chrono::duration<double> seconds = age;
            answer += fmt::format("{} - process {} - {:.1f}s\n", worker->label(), worker->pid(),
                                  seconds.count());
        }
        answer += fmt::format("{} running, {} waiting\n", scheduler_.running().size(),
                              scheduler_.waiting());
        request_.answer(answer);
        return std::nullopt;
    }

    Refusal operator()(const KillCommand& kill) const {
        Worker* const worker = scheduler_.find(kill.worker);
        if (worker == nullptr) return fmt::format("{}: no such worker", trim(request_.text));
        worker->stop(StopCause::request);
        return std::nullopt;
    }

    /// Stops the game once it is reported, so that the cause is told before what it does.
    Refusal operator()(const QuitCommand&) const { return std::nullopt; }

    Refusal operator()(const HelpCommand&) const {
        request_.answer(command_help());
        return std::nullopt;
    }

    Refusal operator()(const EmptyCommand&) const { return std::nullopt; }

    Refusal operator()(const UnknownCommand&) const {
        return request_.is_overlong ? refuse_overlong(request_.text)
                                    : refuse_unknown(request_.text);
    }

  private:
    const WorkerServices& services_;
    Scheduler& scheduler_;
    const CommandRequest& request_;
};

async::Task<void> Commander::run() {
    for (;;) {
        const CommandRequest request = co_await commands_.pop();
        const Command command =
            request.is_overlong ? Command(UnknownCommand{}) : parse_command(request.text);
        const Refusal refusal = std::visit(Obey(*this, request), command);
        if (!std::holds_alternative<EmptyCommand>(command)) report(request, refusal);
        if (std::holds_alternative<QuitCommand>(command)) scheduler_.stop("quit");
        if (request.done) request.done->release();
        co_await services_.outputs.wait_until_caught_up();
    }
}

void Commander::report(const CommandRequest& request, const std::optional<std::string>& refusal) {
    if (refusal && request.from == CommandSource::control) request.answer(*refusal + '\n');
    const async::Duration now = services_.scale.since_start(services_.loop.now());
    services_.reporter.command({now, request.text, request.from, refusal});
}

}  // namespace game
