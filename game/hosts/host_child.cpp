#include "game/hosts/host_child.h"

#include "game/hosts/host_connection.h"
#include "game/launch/byte_fields.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <signal.h>

namespace game {

namespace {

std::uint64_t number_in(std::string_view payload) {
    const std::optional<std::uint64_t> number = decode_number(payload);
    if (!number) throw BadFrame("protocol error: a frame without a number");
    return *number;
}

}  // namespace

HostChild::HostChild(HostChildOwner& owner, ProcessDescription process,
                     ChildDescriptors descriptors)
    : owner_(owner), process_(std::move(process)), descriptors_(std::move(descriptors)) {}

HostChild::~HostChild() {
    if (connection_ != nullptr) connection_->release(id_);
    owner_.forget(*this);
}

void HostChild::start_here(
    std::string_view host,
    const std::function<std::unique_ptr<Child>(const StandardDescriptors&)>& launch) {
    host_ = host;
    local_ =
        launch({descriptors_.input.get(), descriptors_.output.get(), descriptors_.error.get()});
    descriptors_ = {};
    changed_.notify_all();
}

void HostChild::start_there(std::string_view host, HostConnection& connection) {
    host_ = host;
    connection_ = &connection;
    id_ = connection.start(*this, process_, descriptors_.input.is_open());
}

void HostChild::fail(const std::error_code& error, std::string words) {
    error_ = error;
    failure_ = std::move(words);
    descriptors_ = {};
    changed_.notify_all();
}

async::Task<pid_t> HostChild::wait_until_started() {
    while (!pid_ && !error_ && !local_) {
        co_await changed_.wait();
    }
    if (local_) {
        const pid_t pid = co_await local_->wait_until_started();
        co_return pid;
    }
    if (error_) throw StartFailure(*error_, failure_);
    co_return *pid_;
}

async::TimePoint HostChild::start_time() const {
    return local_ ? local_->start_time() : start_time_;
}

async::Task<void> HostChild::wait_until_ended() {
    if (local_) {
        co_await local_->wait_until_ended();
        co_return;
    }
    while (!end_) {
        co_await changed_.wait();
    }
}

const ChildEnd& HostChild::end() const {
    return local_ ? local_->end() : *end_;
}

std::error_code HostChild::terminate() {
    if (local_) return local_->terminate();
    if (connection_ != nullptr) connection_->post(FrameKind::terminate, id_);
    return {};
}

std::error_code HostChild::kill() {
    if (local_) return local_->kill();
    if (connection_ != nullptr) connection_->post(FrameKind::kill, id_);
    return {};
}

async::Task<void> HostChild::wait_until_gone() {
    if (local_) {
        co_await local_->wait_until_gone();
        co_return;
    }
    while (!is_gone_ || !end_) {
        co_await changed_.wait();
    }
}

async::Task<void> HostChild::wait_for_outputs() {
    if (local_) co_return;
    if (!has_drained_ && connection_ != nullptr) connection_->post(FrameKind::drain, id_);
    has_drained_ = true;
    while (has_outputs()) {
        co_await changed_.wait();
    }
}

bool HostChild::has_outputs() const {
    const auto is_open = [](const Output& output) {
        return output.sink && !output.sink->has_ended();
    };
    return is_open(output_) || is_open(errors_);
}

void HostChild::handle(const Frame& frame) {
    switch (frame.kind) {
        case FrameKind::started:
            set_started(frame.payload);
            return;
        case FrameKind::failed:
            set_failed(frame.payload);
            return;
        case FrameKind::ended:
            set_ended(frame.payload);
            return;
        case FrameKind::gone:
            is_gone_ = true;
            changed_.notify_all();
            return;
        case FrameKind::output:
            take(output_, frame.payload);
            return;
        case FrameKind::error:
            take(errors_, frame.payload);
            return;
        case FrameKind::output_end:
            end_output(output_);
            return;
        case FrameKind::error_end:
            end_output(errors_);
            return;
        case FrameKind::input_credit:
            if (input_) input_->add_credit(number_in(frame.payload));
            return;
        case FrameKind::input_broken:
            if (input_) input_->close();
            return;
        default:
            throw BadFrame("protocol error: a frame of the wrong direction");
    }
}

void HostChild::set_started(std::string_view payload) {
    ByteReader reader(payload);
    const auto pid = static_cast<pid_t>(reader.number());
    const async::TimePoint time = clock_time(reader.number());
    if (!reader.is_at_end() || pid <= 0 || pid_)
        throw BadFrame("protocol error: an invalid report of a start");
    pid_ = pid;
    start_time_ = connection_->to_our_clock(time);
    open_streams();
    changed_.notify_all();
}

void HostChild::set_failed(std::string_view payload) {
    ByteReader reader(payload);
    const auto error = static_cast<int>(reader.number());
    std::string words(reader.text());
    if (!reader.is_at_end() || pid_)
        throw BadFrame("protocol error: an invalid report of a failed start");
    connection_->forget(id_);
    connection_ = nullptr;
    fail({error, std::generic_category()}, std::move(words));
}

void HostChild::set_ended(std::string_view payload) {
    const std::optional<EndedPayload> ended = decode_ended(payload);
    if (!ended || !pid_ || end_) throw BadFrame("protocol error: an invalid report of an end");
    end_ = ChildEnd{ended->end, std::max(connection_->to_our_clock(ended->time), start_time_)};
    changed_.notify_all();
}

void HostChild::open_streams() {
    open_output(output_, std::move(descriptors_.output), FrameKind::output_credit);
    open_output(errors_, std::move(descriptors_.error), FrameKind::error_credit);
    if (!descriptors_.input.is_open()) return;
    const auto send = [this](std::string_view bytes) {
        if (connection_ == nullptr) return;
        connection_->post(bytes.empty() ? FrameKind::input_end : FrameKind::input, id_, bytes);
    };
    input_.emplace(connection_->loop(), std::move(descriptors_.input), connection_->gate(), send);
    input_->start();
}

void HostChild::open_output(Output& output, async::FileDescriptor pipe, FrameKind credit) {
    const auto note_written = [this, &output, credit](std::size_t bytes) {
        output.owed += bytes;
        if (connection_ == nullptr || output.owed < credit_step) return;
        connection_->post(credit, id_, encode_number(output.owed));
        output.owed = 0;
    };
    output.sink.emplace(connection_->loop(), std::move(pipe), note_written,
                        [this] { changed_.notify_all(); });
}

void HostChild::take(Output& output, std::string_view bytes) {
    if (!output.sink) throw BadFrame("protocol error: output of a worker that has not started");
    if (output.sink->pending() + bytes.size() > stream_credit) {
        throw BadFrame("protocol error: more output than was asked for");
    }
    output.sink->write(bytes);
}

void HostChild::end_output(Output& output) {
    if (!output.sink) throw BadFrame("protocol error: output of a worker that has not started");
    output.sink->finish();
}

void HostChild::lose_connection(async::TimePoint now) {
    connection_ = nullptr;
    if (!pid_) {
        host_.clear();
        owner_.place_again(*this);
        return;
    }
    input_.reset();
    const bool has_all = end_ && !has_outputs();
    if (!end_) end_ = ChildEnd{{}, now};
    if (!has_all) end_->is_lost = true;
    end_->time = std::max(end_->time, start_time_);
    is_gone_ = true;
    for (Output* const output : {&output_, &errors_})
        output->sink->finish();
    changed_.notify_all();
}

void HostChild::flush() {
    for (Output* const output : {&output_, &errors_}) {
        if (output->sink) output->sink->flush();
    }
}

}  // namespace game
