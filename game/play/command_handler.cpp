#include "game/play/command_handler.h"

#include <chrono>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace game {

namespace {

using Refusal = std::optional<std::string>;

bool is_empty(const Command& command) {
    return std::holds_alternative<EmptyCommand>(command);
}

std::string describe_state(const Worker& worker) {
    switch (worker.state()) {
        case Worker::State::starting:
            return "starting";
        case Worker::State::draining:
        case Worker::State::ended:
            return "ended, reading its output";
        case Worker::State::running:
        case Worker::State::stopping:
            break;
    }
    if (worker.has_process_ended()) return "ended, its descendants have not";
    return fmt::format("process {}", worker.pid());
}

}  // namespace

/// Carries out one command, as a visitor of it; returns why it is refused, if it is. What else
/// there is to answer goes into `reply`.
class CommandHandler::Execute {
  public:
    Execute(CommandHandler& handler, const CommandRequest& request, CommandReply& reply)
        : services_(handler.services_),
          scheduler_(handler.scheduler_),
          request_(request),
          reply_(reply) {}

    Refusal operator()(const LaunchCommand& launch) const {
        if (scheduler_.is_stopping()) {
            return fmt::format("{}: the game is being stopped", launch.predef);
        }
        const bool is_launched = scheduler_.launch(services_.plan.typed(launch.predef));
        if (is_launched) return std::nullopt;
        return fmt::format("{}: too many workers wait their turn", launch.predef);
    }

    Refusal operator()(const ListCommand&) const {
        const async::Duration now = services_.scale.since_start(services_.loop.now());
        std::string answer;
        for (const auto& [number, worker] : scheduler_.workers()) {
            const std::chrono::duration<double> age =
                now - services_.scale.since_start(worker->start_time());
            answer += fmt::format("{} - {} - {:.1f}s\n", worker->label(), describe_state(*worker),
                                  age.count());
        }
        answer +=
            fmt::format("{} running, {} waiting\n", scheduler_.running(), scheduler_.waiting());
        reply_.text = std::move(answer);
        return std::nullopt;
    }

    Refusal operator()(const KillCommand& kill) const {
        Worker* const worker = scheduler_.find(kill.worker);
        if (worker == nullptr) return fmt::format("{}: no such worker", trim(request_.text));
        worker->stop(StopCause::request);
        return std::nullopt;
    }

    /// The game is stopped once the command has been reported: the cause comes before the effect.
    Refusal operator()(const QuitCommand&) const { return std::nullopt; }

    Refusal operator()(const HelpCommand&) const {
        reply_.text = command_help();
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
    CommandReply& reply_;
};

async::Task<void> CommandHandler::run() {
    for (;;) {
        const CommandRequest request = co_await commands_.pop();
        const Command command =
            request.is_overlong ? Command(UnknownCommand{}) : parse_command(request.text);
        CommandReply reply;
        reply.refusal = std::visit(Execute(*this, request, reply), command);
        if (!is_empty(command)) {
            request.answer(reply);
            report(request, reply.refusal);
        }
        if (std::holds_alternative<QuitCommand>(command)) scheduler_.stop("quit");
        if (request.done) request.done->release();
        co_await services_.audience.wait_until_caught_up();
    }
}

void CommandHandler::report(const CommandRequest& request,
                            const std::optional<std::string>& refusal) {
    const async::Duration now = services_.scale.since_start(services_.loop.now());
    services_.audience.command({now, request.text, request.from, refusal});
}

}  // namespace game
