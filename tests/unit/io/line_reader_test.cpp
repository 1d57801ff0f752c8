#include "common/io/line_reader.h"

#include "common/async/loop.h"
#include "common/async/sleep.h"
#include "common/async/task_group.h"
#include "common/io/file_descriptor.h"
#include "tests/unit/story.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <unistd.h>

using namespace async;
using Lines = std::vector<std::string>;

namespace {

Task<Lines> read_lines(Loop& loop, int descriptor) {
    LineReader reader(loop, descriptor);
    Lines lines;
    for (;;) {
        const std::optional<std::string> line = co_await reader.next();
        if (!line) break;
        lines.push_back(*line);
    }
    const std::optional<std::string> again = co_await reader.next();
    CHECK_FALSE(again);
    co_return lines;
}

Task<void> write_pieces(FileDescriptor end, std::vector<std::string> pieces) {
    for (const std::string& piece : pieces) {
        for (std::string_view left = piece; !left.empty();) {
            const ssize_t written =
                ::write(end.get(), left.data(), std::min<std::size_t>(left.size(), 4000));
            REQUIRE(written > 0);
            left.remove_prefix(static_cast<std::size_t>(written));
            co_await next_turn();
            co_await next_turn();
        }
    }
}

Lines lines_of(std::vector<std::string> pieces) {
    SteadyTime time;
    Loop loop(time);
    Pipe pipe = make_pipe();
    loop.start(write_pieces(std::move(pipe.write_end), std::move(pieces)));
    return story::run_in_time(loop, read_lines(loop, pipe.read_end.get()));
}

Task<std::string> first_line_and_rest(Loop& loop, int descriptor) {
    LineReader reader(loop, descriptor);
    const std::optional<std::string> first = co_await reader.next();
    CHECK(first == "head");
    std::string rest = co_await reader.rest();
    const std::optional<std::string> none = co_await reader.next();
    CHECK_FALSE(none);
    co_return rest;
}

/// Reads half a line, is stopped, and goes on.
Task<void> stop_in_a_line(Loop& loop, async::Pipe& pipe) {
    LineReader reader(loop, pipe.read_end.get());
    const TaskContext& context = co_await current_context();
    TaskGroup group(context);
    const auto read = [](LineReader& lines) -> Task<void> { co_await lines.next(); };
    group.start(read(reader));
    REQUIRE(::write(pipe.write_end.get(), "half", 4) == 4);
    for (int i = 0; i < 10; ++i) {
        co_await next_turn();
    }
    group.stop();
    co_await group.join();
    REQUIRE(::write(pipe.write_end.get(), " whole\n", 7) == 7);
    const std::optional<std::string> line = co_await reader.next();
    CHECK(line == "half whole");
}

}  // namespace

TEST_CASE("lines come one by one, whatever pieces they arrive in") {
    CHECK(lines_of({}).empty());
    CHECK(lines_of({"one\ntwo\n"}) == Lines{"one", "two"});
    CHECK(lines_of({"o", "ne", "\n", "two\n\nfo", "ur"}) == Lines{"one", "two", "", "four"});
    const std::string longer(100'000, 'x');
    CHECK(lines_of({longer + "\n" + longer}) == Lines{longer, longer});
}

TEST_CASE("what is left can be read at once") {
    SteadyTime time;
    Loop loop(time);
    Pipe pipe = make_pipe();
    loop.start(write_pieces(std::move(pipe.write_end), {"head\nbo", "dy\nend"}));
    CHECK(story::run_in_time(loop, first_line_and_rest(loop, pipe.read_end.get())) == "body\nend");
}

TEST_CASE("a stop in the middle of a line loses nothing") {
    SteadyTime time;
    Loop loop(time);
    Pipe pipe = make_pipe();
    story::run_in_time(loop, stop_in_a_line(loop, pipe));
}
