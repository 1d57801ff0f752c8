#include "game/play/command_handler.h"

#include "common/text/nearest_word.h"
#include "common/text/number.h"
#include "game/play/run_status.h"

#include <algorithm>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace game {

namespace {

using Refusal = std::optional<std::string>;
using Numbers = std::vector<std::uint64_t>;

constexpr const char* launches_itself = "a tournament launches its matches itself";

bool is_empty_line(const Command& command) {
    return std::holds_alternative<EmptyCommand>(command);
}

/// What a command that depends on the workers there are must wait for: those before it.
bool depends_on_launches(const Command& command) {
    return std::holds_alternative<ListCommand>(command) ||
           std::holds_alternative<StatusCommand>(command) ||
           std::holds_alternative<KillCommand>(command) ||
           std::holds_alternative<RestartCommand>(command);
}

std::string workers_member(const Numbers& numbers) {
    return fmt::format(R"("workers":[{}])", fmt::join(numbers, ","));
}

/// The members of a JSON answer about launched workers: also `worker`, if there is only one.
std::string launched_members(const Numbers& numbers) {
    if (numbers.size() != 1) return workers_member(numbers);
    return fmt::format(R"("worker":{},{})", numbers.front(), workers_member(numbers));
}

}  // namespace

/// Carries out one command, as a visitor of it; returns why it is refused, if it is. What else
/// there is to answer goes into `reply`.
class CommandHandler::Execute {
  public:
    Execute(CommandHandler& handler, const CommandRequest& request, CommandReply& reply)
        : handler_(handler),
          services_(handler.services_),
          scheduler_(handler.scheduler_),
          request_(request),
          reply_(reply) {}

    Refusal operator()(const LaunchCommand& launch) const {
        if (services_.plan.has_tournament()) return refuse(launches_itself);
        return this->launch(services_.plan.typed(launch.predef));
    }

    Refusal operator()(const ListCommand&) const {
        const RunStatus status(services_, scheduler_);
        reply_.text = status.list_text();
        if (request_.wants_members) reply_.members = status.list_members();
        return std::nullopt;
    }

    Refusal operator()(const StatusCommand&) const {
        const RunStatus status(services_, scheduler_);
        reply_.text = status.status_text();
        if (request_.wants_members) reply_.members = status.status_members();
        return std::nullopt;
    }

    Refusal operator()(const KillCommand& kill) const {
        if (kill.who.empty()) return refuse("needs the number or the name of a worker");
        const std::optional<std::uint64_t> number = known_number(kill.who);
        const std::uint64_t dropped =
            number ? std::uint64_t{scheduler_.drop(*number)} : scheduler_.drop_named(kill.who);
        Numbers stopped;
        for (Worker* const worker : live(number, kill.who)) {
            scheduler_.stop_worker(*worker);
            stopped.push_back(worker->number());
        }
        if (stopped.empty() && dropped == 0) return refuse("no such worker");
        reply_.members = fmt::format(R"({},"dropped":{})", workers_member(stopped), dropped);
        return std::nullopt;
    }

    Refusal operator()(const StartCommand& start) const {
        if (start.name.empty()) return refuse("needs the name of an entry of the script");
        const std::optional<std::size_t> entry = find_entry(start.name);
        return entry ? launch(*entry) : refuse_entry(start.name);
    }

    Refusal operator()(const RestartCommand& restart) const {
        if (services_.plan.has_tournament()) return refuse(launches_itself);
        if (restart.who.empty()) return refuse("needs the number or the name of a worker");
        if (scheduler_.is_stopping()) return refuse("the game is being stopped");
        const std::optional<std::uint64_t> number = known_number(restart.who);
        if (number && scheduler_.queue().find(*number)) return refuse("it waits for its turn");
        const std::vector<Worker*> workers = live(number, restart.who);
        Numbers launched = restart_planned(number, restart.who);
        if (!workers.empty()) {
            restart_live(workers, std::move(launched));
            return std::nullopt;
        }
        if (!launched.empty()) {
            reply_.members = launched_members(launched);
            return std::nullopt;
        }
        const std::optional<std::size_t> entry = find_entry(restart.who);
        return entry ? launch(*entry) : refuse("no such worker");
    }

    /// The game is stopped once the command has been reported: the cause comes before the effect.
    Refusal operator()(const QuitCommand&) const { return std::nullopt; }

    Refusal operator()(const HelpCommand&) const {
        reply_.text = command_help();
        return std::nullopt;
    }

    /// As with quit: the first event that is sent is the next one.
    Refusal operator()(const SubscribeCommand&) const {
        if (request_.subscribe) return std::nullopt;
        return refuse("only a client of the control socket can do that");
    }

    Refusal operator()(const EmptyCommand&) const { return std::nullopt; }

    Refusal operator()(const UnknownCommand&) const {
        if (request_.problem) return request_.problem;
        return request_.is_overlong ? refuse_overlong(request_.text)
                                    : refuse_unknown(request_.text);
    }

  private:
    std::string refuse(std::string_view why) const {
        return fmt::format("{}: {}", trim(request_.text), why);
    }

    std::string refuse_entry(std::string_view name) const {
        std::vector<std::string_view> names;
        names.reserve(services_.plan.script_size());
        for (std::size_t i = 0; i < services_.plan.script_size(); ++i)
            names.push_back(services_.plan.entry(i).name);
        if (names.empty()) return refuse("no such entry; the script is empty");
        return refuse(
            fmt::format("no such entry; did you mean {}?", common::nearest_word(name, names)));
    }

    Refusal launch(std::size_t entry) const {
        if (scheduler_.is_stopping()) return refuse("the game is being stopped");
        const bool must_wait = scheduler_.is_full();
        const std::optional<std::uint64_t> number = scheduler_.launch(entry);
        if (!number) return refuse("too many workers wait their turn");
        reply_.members = launched_members({*number});
        if (must_wait) reply_.members += R"(,"waiting":true)";
        return std::nullopt;
    }

    /// The number that `who` is, if a worker that can be stopped or restarted has it. Otherwise
    /// `who` is a name.
    std::optional<std::uint64_t> known_number(std::string_view who) const {
        const std::optional<std::uint64_t> number = common::read_whole_number(who);
        const bool is_known = number && (scheduler_.find(*number) != nullptr ||
                                         scheduler_.queue().find(*number).has_value() ||
                                         scheduler_.restarts().contains(*number));
        return is_known ? number : std::nullopt;
    }

    /// The worker of that number, or if there is none, those of the name `who`.
    std::vector<Worker*> live(std::optional<std::uint64_t> number, std::string_view who) const {
        if (!number) return scheduler_.find_named(who);
        Worker* const worker = scheduler_.find(*number);
        return worker == nullptr ? std::vector<Worker*>() : std::vector<Worker*>{worker};
    }

    /// The first one of the script with that name.
    std::optional<std::size_t> find_entry(std::string_view name) const {
        for (std::size_t i = 0; i < services_.plan.script_size(); ++i) {
            if (services_.plan.entry(i).name == name) return i;
        }
        return std::nullopt;
    }

    /// Launches now those that have ended and wait for their restart. Returns their new numbers.
    Numbers restart_planned(std::optional<std::uint64_t> number, std::string_view who) const {
        Numbers ended;
        for (const auto& [of, restart] : scheduler_.restarts()) {
            const bool is_meant =
                number ? of == *number : services_.plan.entry(restart.entry).name == who;
            if (is_meant) ended.push_back(of);
        }
        Numbers launched;
        for (const std::uint64_t of : ended)
            launched.push_back(scheduler_.restart_now(of).value());
        return launched;
    }

    /// The numbers of the new workers are known when the old ones have ended.
    void restart_live(const std::vector<Worker*>& workers, Numbers launched) const {
        const auto pending = std::make_shared<PendingRestart>();
        pending->awaited = workers.size();
        pending->launched = std::move(launched);
        for (Worker* const worker : workers) {
            scheduler_.restart(*worker, [handler = &handler_, weak = std::weak_ptr(pending)](
                                            std::optional<std::uint64_t> number) {
                if (const auto waiting = weak.lock()) handler->relaunched(*waiting, number);
            });
        }
        if (request_.wants_members) handler_.pending_.push_back(pending);
    }

    CommandHandler& handler_;
    const WorkerServices& services_;
    Scheduler& scheduler_;
    const CommandRequest& request_;
    CommandReply& reply_;
};

async::Task<void> CommandHandler::run() {
    for (;;) {
        CommandRequest request = co_await commands_.pop();
        const Command command =
            request.is_overlong ? Command(UnknownCommand{}) : parse_command(request.text);
        if (depends_on_launches(command)) {
            co_await scheduler_.wait_for_launches();
        }
        const bool is_quit = std::holds_alternative<QuitCommand>(command);
        execute(command, std::move(request));
        if (is_quit) scheduler_.stop("quit");
        co_await services_.audience.wait_until_caught_up();
    }
}

void CommandHandler::execute(const Command& command, CommandRequest request) {
    CommandReply reply;
    reply.refusal = std::visit(Execute(*this, request, reply), command);
    const bool is_pending = !pending_.empty() && !pending_.back()->request.answer;
    if (!is_empty_line(command)) {
        if (!is_pending) request.answer(reply);
        report(request, reply.refusal);
    }
    const bool is_subscription = std::holds_alternative<SubscribeCommand>(command);
    if (is_subscription && !reply.refusal) request.subscribe();
    if (is_pending) {
        pending_.back()->request = std::move(request);
    } else if (request.done) {
        request.done->release();
    }
}

/// One of the workers of a pending restart has got its successor, or will have none.
void CommandHandler::relaunched(PendingRestart& pending, std::optional<std::uint64_t> number) {
    if (number) pending.launched.push_back(*number);
    if (--pending.awaited > 0) return;
    CommandReply reply;
    if (pending.launched.empty()) {
        const std::string_view why = scheduler_.is_stopping()
                                         ? "the game is being stopped"
                                         : "another command has replaced this one";
        reply.refusal = fmt::format("{}: {}", trim(pending.request.text), why);
    } else {
        reply.members = launched_members(pending.launched);
    }
    pending.request.answer(reply);
    if (pending.request.done) pending.request.done->release();
    std::erase_if(pending_, [&pending](const auto& other) { return other.get() == &pending; });
}

void CommandHandler::report(const CommandRequest& request,
                            const std::optional<std::string>& refusal) {
    const async::Duration now = services_.scale.since_start(services_.loop.now());
    services_.audience.command({now, request.text, request.from, refusal});
}

}  // namespace game
