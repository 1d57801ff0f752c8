// A producer and a consumer. The queue holds one message: the producer waits until it is taken.
#include "common/async/async.h"

#include <iostream>
#include <string>

using namespace std::chrono_literals;

async::Task<void> produce(async::Queue<std::string>& queue) {
    for (int count = 1; count <= 3; ++count) {
        const std::string message = "tick" + std::to_string(count);
        co_await queue.push(message);
        co_await async::sleep_for(50ms);
    }
    co_await queue.push("end");
}

async::Task<void> consume(async::Queue<std::string>& queue) {
    for (;;) {
        const std::string message = co_await queue.pop();
        std::cout << "got " << message << '\n';
        if (message == "end") break;
    }
}

int main() {
    async::Queue<std::string> queue(1);
    async::run(async::gather(produce(queue), consume(queue)));
}
