#include "common/io/read_buffer.h"

#include "common/async/loop.h"
#include "common/async/sleep.h"
#include "common/async/task_group.h"
#include "common/io/pipe_reader.h"
#include "tests/unit/story.h"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace async;
using namespace std::chrono_literals;
using story::run_in_time;

namespace {

/// Many pipes whose readers share a buffer; what each reads.
class Crowd {
  public:
    Crowd(Loop& loop, std::size_t size) : texts_(size) {
        for (std::size_t i = 0; i < size; ++i) {
            Pipe pipe = make_pipe();
            readers_.emplace_back(loop, std::move(pipe.read_end), buffer_);
            write_ends_.push_back(std::move(pipe.write_end));
        }
    }

    ReadBuffer& buffer() { return buffer_; }

    void start_reading(TaskGroup& group) {
        for (std::size_t i = 0; i < readers_.size(); ++i) {
            group.start(read(readers_[i], texts_[i]));
        }
    }

    void write(std::string_view text) {
        for (const FileDescriptor& end : write_ends_) {
            CHECK(::write(end.get(), text.data(), text.size()) ==
                  static_cast<ssize_t>(text.size()));
        }
    }

    void close() { write_ends_.clear(); }

    /// How many have read `text`, and nothing else.
    std::size_t count(std::string_view text) const {
        return static_cast<std::size_t>(std::count(texts_.begin(), texts_.end(), text));
    }

  private:
    static Task<void> read(PipeReader& reader, std::string& text) {
        for (;;) {
            const std::string_view bytes = co_await reader.read();
            if (bytes.empty()) break;
            text += bytes;
        }
    }

    ReadBuffer buffer_;
    std::deque<PipeReader> readers_;
    std::vector<FileDescriptor> write_ends_;
    std::vector<std::string> texts_;
};

std::chrono::microseconds processor_time() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto of = [](const timeval& time) {
        return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
    };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

Task<void> turn_a_while() {
    for (int i = 0; i < 10; ++i)
        co_await next_turn();
}

Task<void> pause_and_resume(Crowd& crowd, std::size_t size) {
    const TaskContext& context = co_await current_context();
    TaskGroup group(context);
    crowd.start_reading(group);
    crowd.write("a");
    while (crowd.count("a") < size)
        co_await next_turn();

    crowd.buffer().pause();
    crowd.write("b");
    co_await turn_a_while();
    CHECK(crowd.count("a") == size);

    // They cost nothing while they are held: the loop sleeps through.
    const auto before = processor_time();
    co_await sleep_for(100ms);
    CHECK(processor_time() - before < 50ms);
    CHECK(crowd.count("a") == size);

    crowd.buffer().resume();
    while (crowd.count("ab") < size)
        co_await next_turn();
    crowd.write("c");
    crowd.close();
    co_await group.join();
    CHECK(crowd.count("abc") == size);
}

Task<void> end_while_paused(Crowd& crowd, std::size_t size) {
    const TaskContext& context = co_await current_context();
    TaskGroup group(context);
    crowd.buffer().pause();
    crowd.start_reading(group);
    crowd.write("all");
    crowd.close();
    co_await turn_a_while();
    CHECK(crowd.count("") == size);
    crowd.buffer().resume();
    co_await group.join();
    CHECK(crowd.count("all") == size);
}

Task<void> stop_while_paused(Crowd& crowd, std::size_t size) {
    const TaskContext& context = co_await current_context();
    crowd.buffer().pause();
    {
        TaskGroup group(context);
        crowd.start_reading(group);
        crowd.write("kept");
        co_await turn_a_while();
        group.stop();
        co_await group.join();
    }
    crowd.buffer().resume();
    co_await turn_a_while();
    TaskGroup group(context);
    crowd.start_reading(group);
    crowd.close();
    co_await group.join();
    CHECK(crowd.count("kept") == size);
}

/// Lets one piece through at a time, by pausing in the middle of what the reader is called for.
Task<void> read_a_piece_at_a_time(PipeReader& reader, ReadBuffer& buffer, std::string& text) {
    for (;;) {
        const std::string_view bytes = co_await reader.read();
        if (bytes.empty()) break;
        text.append(bytes).append("|");
        buffer.pause();
    }
}

Task<void> let_pieces_through(FileDescriptor write_end, ReadBuffer& buffer, std::string& text) {
    for (const std::string piece : {"one", "two", "three"}) {
        CHECK(::write(write_end.get(), piece.data(), piece.size()) ==
              static_cast<ssize_t>(piece.size()));
        co_await turn_a_while();
        CHECK(text.find(piece) == std::string::npos);
        buffer.resume();
        while (text.find(piece) == std::string::npos)
            co_await next_turn();
        CHECK(buffer.is_paused());
    }
    write_end = FileDescriptor();
    buffer.resume();
}

/// Reads slice after slice, each of which is all that can be passed on for now.
Task<void> fill_the_outlet(PipeReader& reader, ReadBuffer& buffer, char name, std::string& order) {
    for (;;) {
        const std::string_view bytes = co_await reader.read();
        if (bytes.empty()) break;
        order += name;
        buffer.pause();
    }
}

Task<void> clear_the_outlet(ReadBuffer& buffer, const std::string& order, std::size_t enough) {
    while (order.size() < enough) {
        if (buffer.is_paused()) buffer.resume();
        co_await next_turn();
    }
    while (buffer.is_paused())
        buffer.resume();
}

}  // namespace

TEST_CASE("readers each of whose slices fills the outlet take turns") {
    SteadyTime time;
    constexpr std::size_t slice = 4;
    ReadBuffer buffer(slice);
    Loop loop(time);
    const std::string slices(3 * slice, 'x');
    std::deque<PipeReader> readers;
    std::vector<Task<void>> tasks;
    std::string order;
    for (const char name : {'a', 'b', 'c'}) {
        const Pipe pipe = make_pipe();
        CHECK(::write(pipe.write_end.get(), slices.data(), slices.size()) == 3 * slice);
        const int read_end = ::dup(pipe.read_end.get());
        tasks.push_back(fill_the_outlet(
            readers.emplace_back(loop, FileDescriptor(read_end), buffer), buffer, name, order));
    }
    tasks.push_back(clear_the_outlet(buffer, order, 9));
    run_in_time(loop, gather(std::move(tasks)));
    CHECK(order.size() == 9);
    for (std::size_t i = 0; i + 3 < order.size(); ++i)
        CHECK(order[i] == order[i + 3]);
}

TEST_CASE("readers that are held lose nothing and cost nothing") {
    SteadyTime time;
    Loop loop(time);
    Crowd crowd(loop, 100);
    run_in_time(loop, pause_and_resume(crowd, 100));
}

TEST_CASE("a pipe that ends while it is held is read to its end") {
    SteadyTime time;
    Loop loop(time);
    Crowd crowd(loop, 10);
    run_in_time(loop, end_while_paused(crowd, 10));
}

TEST_CASE("reads that are stopped while they are held lose nothing") {
    SteadyTime time;
    Loop loop(time);
    Crowd crowd(loop, 10);
    run_in_time(loop, stop_while_paused(crowd, 10));
}

TEST_CASE("a reader can pause the reading from inside") {
    SteadyTime time;
    ReadBuffer buffer;
    buffer.pause();
    Loop loop(time);
    Pipe pipe = make_pipe();
    PipeReader reader(loop, std::move(pipe.read_end), buffer);
    std::string text;
    run_in_time(loop, gather(read_a_piece_at_a_time(reader, buffer, text),
                             let_pieces_through(std::move(pipe.write_end), buffer, text)));
    CHECK(text == "one|two|three|");
}

TEST_CASE("a reader may die while it is held, and the buffer before its readers") {
    SteadyTime time;
    Loop loop(time);
    const auto hold = [](PipeReader& reader) -> Task<void> {
        [[maybe_unused]] const std::string_view never = co_await reader.read();
    };
    auto buffer = std::make_unique<ReadBuffer>();
    buffer->pause();
    Pipe one = make_pipe();
    Pipe two = make_pipe();
    auto dies = std::make_unique<PipeReader>(loop, std::move(one.read_end), *buffer);
    auto stays = std::make_unique<PipeReader>(loop, std::move(two.read_end), *buffer);
    loop.start(hold(*dies));
    loop.start(hold(*stays));
    loop.run(story::sleep_task(1ms));
    dies = nullptr;
    buffer->resume();
    buffer = nullptr;
    stays = nullptr;
}
