#include "tests/unit/hosts/fake_hosts.h"

#include "game/launch/byte_fields.h"

#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

namespace tests {

using game::FrameKind;

namespace {

async::FileDescriptor duplicate_of(int descriptor) {
    constexpr int lowest = 3;
    async::FileDescriptor copy(::fcntl(descriptor, F_DUPFD_CLOEXEC, lowest));
    if (!copy.is_open()) throw std::system_error(errno, std::generic_category(), "dup");
    return copy;
}

/// What a host's process ids begin after.
constexpr std::uint64_t first_pid = 1000;

}  // namespace

/// The command that leads to a host, as the connection sees it.
class FakeHost::Transport final : public game::Child {
  public:
    explicit Transport(FakeHost& host) : host_(host) {}
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;
    ~Transport() override { host_.disconnect(SIGKILL); }

    async::Task<pid_t> wait_until_started() override { co_return 1; }
    async::TimePoint start_time() const override { return {}; }
    async::Task<void> wait_until_ended() override {
        while (!host_.end_) {
            co_await host_.ended_.wait();
        }
    }
    const game::ChildEnd& end() const override { return host_.end_.value(); }
    std::error_code terminate() override {
        host_.disconnect(SIGTERM);
        return {};
    }
    std::error_code kill() override {
        host_.disconnect(SIGKILL);
        return {};
    }
    async::Task<void> wait_until_gone() override {
        while (!host_.end_) {
            co_await host_.ended_.wait();
        }
    }

  private:
    FakeHost& host_;
};

std::unique_ptr<game::Child> FakeHost::connect(const game::StandardDescriptors& descriptors) {
    input_.emplace(loop_, duplicate_of(descriptors.input), buffer_);
    output_ = duplicate_of(descriptors.output);
    ::fcntl(output_.get(), F_SETFL, O_NONBLOCK);
    loop_.start(serve());
    if (answers_at_once) answer();
    return std::make_unique<Transport>(*this);
}

void FakeHost::answer() {
    send(game::greeting(game::Side::agent));
    loop_.start(beat());
}

void FakeHost::disconnect(int wait_status) {
    if (end_) return;
    end_ = game::ChildEnd{{.wait_status = wait_status}, loop_.now(), false};
    output_ = async::FileDescriptor();
    if (input_) input_->end_after_pending();
    workers_.clear();
    ended_.notify_all();
}

async::Task<void> FakeHost::beat() {
    while (!end_) {
        post(FrameKind::beat, 0, game::encode_number(game::clock_number(loop_.now())));
        co_await async::sleep_for(game::beat_interval);
    }
}

async::Task<void> FakeHost::serve() {
    for (;;) {
        const std::string_view bytes = co_await input_->read();
        if (bytes.empty()) break;
        receiver_.feed(bytes, [this](const game::Frame& frame) {
            if (frame.kind == FrameKind::beat) return;
            loop_.start(handle_later(frame.kind, frame.id, std::string(frame.payload)));
        });
    }
    input_.reset();
}

async::Task<void> FakeHost::handle_later(FrameKind kind, std::uint64_t id, std::string payload) {
    co_await async::sleep_for(latency);
    if (!end_) handle(kind, id, payload);
}

void FakeHost::handle(FrameKind kind, std::uint64_t id, std::string_view payload) {
    if (kind == FrameKind::start) {
        start(id, payload);
    } else if (kind == FrameKind::bye) {
        disconnect(0);
    } else if (kind == FrameKind::release) {
        workers_.erase(id);
    } else if (const auto found = workers_.find(id); found != workers_.end()) {
        handle(found->second, kind, payload);
    }
}

void FakeHost::start(std::uint64_t id, std::string_view payload) {
    game::ByteReader reader(payload);
    reader.number();
    std::optional<game::ProcessDescription> process =
        game::decode_process_description(reader.text());
    if (!process || !reader.is_at_end()) throw std::runtime_error("an invalid request for a start");
    FarWorker& worker = workers_[id];
    worker.id = id;
    worker.process = *std::move(process);
    if (on_start) {
        on_start(*this, worker);
    } else {
        begin(worker);
    }
}

void FakeHost::handle(FarWorker& worker, FrameKind kind, std::string_view payload) {
    switch (kind) {
        case FrameKind::input:
            worker.input += payload;
            return;
        case FrameKind::input_end:
            if (on_input_end) on_input_end(*this, worker);
            return;
        case FrameKind::terminate:
            ++worker.terminated;
            end(worker, SIGTERM);
            return;
        case FrameKind::kill:
            end(worker, SIGKILL);
            return;
        default:
            return;  // no more is written than may come without credit
    }
}

void FakeHost::begin(FarWorker& worker) {
    std::string payload;
    game::ByteWriter writer(payload);
    writer.number(first_pid + worker.id);
    writer.number(game::clock_number(loop_.now()));
    post(FrameKind::started, worker.id, payload);
}

void FakeHost::fail(FarWorker& worker, int error) {
    std::string payload;
    game::ByteWriter writer(payload);
    writer.number(static_cast<std::uint64_t>(error));
    writer.text("it cannot be started there");
    post(FrameKind::failed, worker.id, payload);
    workers_.erase(worker.id);
}

void FakeHost::write(const FarWorker& worker, std::string_view bytes) {
    post(FrameKind::output, worker.id, bytes);
}

void FakeHost::end(FarWorker& worker, int wait_status) {
    if (std::exchange(worker.has_ended, true)) return;
    async::ProcessEnd end;
    end.wait_status = wait_status;
    post(FrameKind::output_end, worker.id);
    post(FrameKind::error_end, worker.id);
    post(FrameKind::ended, worker.id, game::encode(game::EndedPayload{loop_.now(), end}));
    post(FrameKind::gone, worker.id);
}

void FakeHost::post(FrameKind kind, std::uint64_t id, std::string_view payload) {
    if (!is_silent_ && !end_) send(game::make_frame(kind, id, payload));
}

/// The connection reads all that there is in each turn of the loop.
void FakeHost::send(std::string_view bytes) {
    const ssize_t count = ::write(output_.get(), bytes.data(), bytes.size());
    if (count != static_cast<ssize_t>(bytes.size())) throw std::runtime_error("the pipe is full");
}

FakeHost& FakeHosts::operator[](const std::string& name) {
    std::unique_ptr<FakeHost>& host = hosts_[name];
    if (!host) host = std::make_unique<FakeHost>(loop_, buffer_);
    return *host;
}

std::unique_ptr<game::Child> FakeHosts::connect(const game::ProcessDescription& command,
                                                const game::StandardDescriptors& descriptors) {
    return (*this)[command.words.at(1)].connect(descriptors);
}

}  // namespace tests
