#include "game/hosts/agent_worker.h"

#include "game/launch/byte_fields.h"
#include "game/launch/start_failure.h"

#include <chrono>
#include <string>
#include <system_error>
#include <utility>

namespace game {

namespace {

/// How long outputs are read that something holds open after the process has ended.
constexpr std::chrono::seconds outputs_grace(1);

}  // namespace

AgentWorker::AgentWorker(AgentLink& link, ForkServer& launcher, std::uint64_t id,
                         ProcessDescription process, bool has_input)
    : link_(link), id_(id), process_(std::move(process)) {
    async::Pipe output = async::make_pipe();
    async::Pipe error = async::make_pipe();
    async::Pipe input;
    if (has_input) {
        input = async::make_pipe();
        const auto note_written = [this](std::size_t bytes) {
            input_owed_ += bytes;
            if (input_owed_ < credit_step) return;
            link_.post(FrameKind::input_credit, id_, encode_number(input_owed_));
            input_owed_ = 0;
        };
        input_.emplace(link_.loop(), std::move(input.write_end), note_written,
                       [this] { link_.post(FrameKind::input_broken, id_, {}); });
    }
    const auto send = [this](FrameKind bytes_kind, FrameKind end_kind) {
        return [this, bytes_kind, end_kind](std::string_view bytes) {
            link_.post(bytes.empty() ? end_kind : bytes_kind, id_, bytes);
        };
    };
    output_.emplace(link_.loop(), std::move(output.read_end), link_.gate(),
                    send(FrameKind::output, FrameKind::output_end));
    errors_.emplace(link_.loop(), std::move(error.read_end), link_.gate(),
                    send(FrameKind::error, FrameKind::error_end));
    child_ = launcher.launch(process_,
                             {input.read_end.get(), output.write_end.get(), error.write_end.get()});
}

async::Task<void> AgentWorker::run() {
    const async::TaskContext& context = co_await async::current_context();
    tasks_.emplace(context);
    tasks_->start(follow());
    if (is_released_) tasks_->stop();
    co_await tasks_->join();
}

/// Stays until the release: until then the process holds its number.
async::Task<void> AgentWorker::follow() {
    std::string payload;
    ByteWriter writer(payload);
    std::error_code error;
    pid_t pid = 0;
    try {
        pid = co_await child_->wait_until_started();
    } catch (const std::system_error& failure) {
        error = failure.code();
    }
    if (error) {
        writer.number(static_cast<std::uint64_t>(error.value()));
        writer.text(describe_start_failure(process_, error));
        link_.post(FrameKind::failed, id_, payload);
        co_return;
    }
    is_started_ = true;
    writer.number(static_cast<std::uint64_t>(pid));
    writer.number(clock_number(child_->start_time()));
    link_.post(FrameKind::started, id_, payload);
    output_->start();
    errors_->start();
    co_await child_->wait_until_ended();
    const ChildEnd& end = child_->end();
    if (!end.is_lost) {  // otherwise the whole host is
        link_.post(FrameKind::ended, id_, encode(EndedPayload{end.time, end.process}));
    }
    async::Condition never;
    co_await never.wait();
}

async::Task<void> AgentWorker::report_gone() {
    co_await child_->wait_until_gone();
    is_gone_ = true;
    link_.post(FrameKind::gone, id_, {});
}

async::Task<void> AgentWorker::limit_outputs() {
    co_await async::sleep_for(outputs_grace);
    output_->end_after_pending();
    errors_->end_after_pending();
}

void AgentWorker::terminate() {
    if (!is_started_) return;
    static_cast<void>(child_->terminate());
    if (!is_gone_awaited_) tasks_->start(report_gone());
    is_gone_awaited_ = true;
}

void AgentWorker::flush() {
    if (input_) input_->flush();
}

void AgentWorker::handle(const Frame& frame) {
    const auto credit = [&frame] {
        const std::optional<std::uint64_t> number = decode_number(frame.payload);
        if (!number || *number > stream_credit)
            throw BadFrame("protocol error: a credit without a valid number");
        return static_cast<std::size_t>(*number);
    };
    if (is_released_) return;
    switch (frame.kind) {
        case FrameKind::terminate:
            terminate();
            return;
        case FrameKind::kill:
            if (!is_started_) return;
            static_cast<void>(child_->kill());
            if (!is_gone_awaited_) tasks_->start(report_gone());
            is_gone_awaited_ = true;
            return;
        case FrameKind::drain:
            if (is_started_) tasks_->start(limit_outputs());
            return;
        case FrameKind::release:
            is_released_ = true;
            if (tasks_) tasks_->stop();
            return;
        case FrameKind::input:
            if (input_) input_->write(frame.payload);
            return;
        case FrameKind::input_end:
            if (input_) input_->finish();
            return;
        case FrameKind::output_credit:
            output_->add_credit(credit());
            return;
        case FrameKind::error_credit:
            errors_->add_credit(credit());
            return;
        default:
            throw BadFrame("protocol error: a frame of the wrong direction");
    }
}

}  // namespace game
