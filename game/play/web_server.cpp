#include "game/play/web_server.h"

#include "common/json/json_text.h"
#include "common/json/json_writer.h"
#include "common/report.h"
#include "common/text/line_splitter.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <sys/socket.h>

namespace game {

namespace {

/// How long the process may need to take what is left, and then to end.
constexpr std::chrono::seconds rest_limit(1);
constexpr std::chrono::seconds web_end_limit(2);

/// A longer line from the process is taken in pieces.
constexpr std::size_t longest_web_line = 4096;

/// Both ends of a Unix socket.
std::pair<async::FileDescriptor, async::FileDescriptor> make_socket_pair() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        throw std::system_error(errno, std::generic_category(), "cannot make a socket");
    }
    return {async::FileDescriptor(ends[0]), async::FileDescriptor(ends[1])};
}

std::string describe_end(const ChildEnd& end) {
    const async::ProcessEnd& process = end.process;
    if (process.exited()) return fmt::format("exit code {}", process.exit_code());
    return fmt::format("SIG{}", ::sigabbrev_np(process.kill_signal()));
}

}  // namespace

async::FileDescriptor listen_for_spectators(const common::ListeningAddress& address) {
    try {
        return common::listen_at(address);
    } catch (const std::system_error& error) {
        throw common::UsageError("--serve", address.text() + ": " + error.code().message());
    }
}

std::string watch_message(int listening) {
    return fmt::format("watch at http://{}/", common::reachable_address(listening).text());
}

WebServer::WebServer(const WebServices& services, std::unique_ptr<WebFeed> feed, int listening)
    : services_(services), feed_(std::move(feed)), listening_(listening) {}

async::Task<void> WebServer::run() {
    const async::TaskContext& context = co_await async::current_context();
    tasks_.emplace(context);
    try {
        launch();
        tasks_->start(output_->run());
        tasks_->start(send_events());
        tasks_->start(take_requests());
        tasks_->start(wait_for_end());
        tasks_->start(relay_errors());
    } catch (const std::system_error& error) {
        has_ended_ = true;
        services_.warn(fmt::format("the web server cannot be started: {}; the run goes on",
                                   error.code().message()));
    }
    co_await tasks_->join();
    child_.reset();  // which kills what it left behind
}

void WebServer::launch() {
    auto [ours, theirs] = make_socket_pair();
    async::Pipe errors = async::make_pipe();
    socket_ = std::move(ours);
    output_.emplace(services_.loop, socket_.get(), Overflow::keep());
    input_.emplace(services_.loop, socket_.get());
    errors_.emplace(services_.loop, std::move(errors.read_end), buffer_);
    child_ = services_.launcher.launch(services_.plan.web_server(), 0,
                                       {theirs.get(), listening_, errors.write_end.get()});
}

async::Task<void> WebServer::wait_for_end() {
    std::string end;
    try {
        co_await child_->wait_until_started();
        co_await child_->wait_until_ended();
        end = fmt::format("has ended ({})", describe_end(child_->end()));
    } catch (const std::system_error& error) {
        end = fmt::format("cannot be started: {}", error.code().message());
    }
    has_ended_ = true;
    if (!is_finishing_) services_.warn(fmt::format("the web server {}; the run goes on", end));
    errors_->end_after_pending();
    ended_.notify_all();
}

/// What the process says on standard error is for the operator. When that is over, all is.
async::Task<void> WebServer::relay_errors() {
    common::LineSplitter splitter(longest_web_line);
    const auto warn = [this](std::string_view text, bool) {
        services_.warn(fmt::format("the web server: {}", text));
    };
    for (bool at_end = false; !at_end;) {
        const std::string_view bytes = co_await errors_->read();
        at_end = bytes.empty();
        splitter.feed(bytes, warn);
    }
    splitter.finish(warn);
    while (!has_ended_) {
        co_await ended_.wait();
    }
    tasks_->stop();
}

async::Task<void> WebServer::send_events() {
    const async::TaskContext& context = co_await async::current_context();
    if (!is_finishing_) {
        sending_.emplace(context);
        sending_->start(feed_->send(*output_));
        co_await sending_->join();
    }
    while (!is_finishing_) {
        co_await finishing_.wait();
    }
    async::Task<void> rest = feed_->send_rest(*output_);
    try {
        co_await async::with_timeout(rest_limit, std::move(rest));
    } catch (const async::TimedOut&) {
        // On purpose: it does not read. Its clients miss what is left.
    }
    ::shutdown(socket_.get(), SHUT_WR);
}

async::Task<void> WebServer::take_requests() {
    common::LineSplitter splitter(longest_web_line);
    std::array<char, longest_web_line> buffer{};
    const auto take = [this](std::string_view line, bool continued) {
        if (!continued) take_request(line);
    };
    for (;;) {
        const std::size_t count = co_await input_->read(buffer);
        if (count == 0) co_return;
        splitter.feed(std::string_view(buffer.data(), count), take);
    }
}

/// What is no request is passed over.
void WebServer::take_request(std::string_view line) {
    const auto read = common::parse_json(line);
    const auto* const request = std::get_if<common::Json>(&read);
    if (request == nullptr || !request->is_object() || !services_.join) return;
    const auto join = request->find("join");
    const auto name = request->find("name");
    if (join == request->end() || !join->is_number_unsigned()) return;
    if (name == request->end() || !name->is_string()) return;
    std::string answer = fmt::format(R"({{"event":"seat","join":{})", join->get<std::uint64_t>());
    const auto seat = services_.join(name->get<std::string>());
    if (const auto* const worker = std::get_if<std::uint64_t>(&seat)) {
        answer += fmt::format(R"(,"worker":{})", *worker);
    } else {
        common::append_json_member(answer, "refused", std::get<JoinRefusal>(seat).why);
    }
    output_->write(answer, "}\n");
}

async::Task<void> WebServer::finish() {
    is_finishing_ = true;
    finishing_.notify_all();
    if (sending_) sending_->stop();
    async::Task<void> ending = wait_until_ended();
    try {
        co_await async::with_timeout(web_end_limit, std::move(ending));
    } catch (const async::TimedOut&) {
        tasks_->stop();  // which has it killed
    }
}

async::Task<void> WebServer::wait_until_ended() {
    while (!has_ended_) {
        co_await ended_.wait();
    }
}

}  // namespace game
