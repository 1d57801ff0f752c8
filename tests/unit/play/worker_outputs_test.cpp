#include "game/play/worker_outputs.h"

#include "tests/unit/play/world.h"

#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <unistd.h>

namespace tests {

namespace {

using game::WorkerOutputs;

/// The outputs of worker 7, and the process's ends of them.
struct OutputsStage {
    World world{{entry(0s)}};
    const std::string label = "bot";
    int ends = 0;  ///< how often they were said to have ended
    WorkerOutputs outputs{world.services, 7, label, nullptr, [this] { ++ends; }};
    WorkerOutputs::WriteEnds process = outputs.open();

    static void write(const async::FileDescriptor& pipe, std::string_view bytes) {
        REQUIRE(::write(pipe.get(), bytes.data(), bytes.size()) ==
                static_cast<ssize_t>(bytes.size()));
    }
};

/// Relays to the end of both outputs, and runs `plot` beside it. Returns the story.
Lines relay(OutputsStage& stage, async::Task<void> plot) {
    const auto relay = [](OutputsStage& on) -> async::Task<void> {
        const async::TaskContext& context = co_await async::current_context();
        async::TaskGroup tasks(context);
        on.outputs.start(tasks);
        co_await tasks.join();
    };
    stage.world.run(async::gather(relay(stage), std::move(plot)));
    return stage.world.story();
}

async::Task<void> write_and_close(OutputsStage& stage) {
    OutputsStage::write(stage.process.output, "one\ntw");
    co_await settle();
    OutputsStage::write(stage.process.error, "three\n");
    co_await settle();
    stage.process.error = {};
    co_await settle();
    CHECK_FALSE(stage.outputs.have_ended());
    CHECK(stage.ends == 0);
    OutputsStage::write(stage.process.output, "o\nfour");
    stage.process.output = {};
}

async::Task<void> write_and_cut(OutputsStage& stage) {
    co_await settle();
    OutputsStage::write(stage.process.output, "one\n");
    stage.outputs.cut();
}

async::Task<void> read_between(OutputsStage& stage) {
    OutputsStage::write(stage.process.output, "one\n");
    OutputsStage::write(stage.process.error, "two\n");
    CHECK(stage.outputs.read_pending() == 8);
    CHECK(stage.outputs.lines() == 2);
    CHECK(stage.outputs.read_pending() == 0);
    stage.process = {};
    co_return;
}

}  // namespace

TEST_CASE("a worker's outputs are relayed line by line, and end when both have ended") {
    OutputsStage stage;
    const Lines story = relay(stage, write_and_close(stage));
    CHECK(story == Lines{"0 7: one", "0 7: three on stderr", "0 7: two", "0 7: four"});
    CHECK(stage.outputs.lines() == 4);
    CHECK(stage.outputs.have_ended());
    CHECK(stage.ends == 1);
}

TEST_CASE("a worker's outputs that are cut end with what they hold, although they are held open") {
    OutputsStage stage;
    CHECK(relay(stage, write_and_cut(stage)) == Lines{"0 7: one"});
    CHECK(stage.outputs.have_ended());
}

TEST_CASE("what a worker's outputs hold can be relayed without waiting") {
    OutputsStage stage;
    CHECK(relay(stage, read_between(stage)) == Lines{"0 7: two on stderr", "0 7: one"});
}

TEST_CASE("a worker's outputs can be opened again after a start that failed") {
    OutputsStage stage;
    stage.outputs.close();
    stage.process = stage.outputs.open();
    CHECK(relay(stage, write_and_cut(stage)) == Lines{"0 7: one"});
}

}  // namespace tests
