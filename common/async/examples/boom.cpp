// One of two tasks fails. Its exception surfaces where they are awaited, and the other one is
// stopped.
#include "common/async/async.h"

#include <iostream>
#include <stdexcept>

using namespace std::chrono_literals;

async::Task<void> boom(int n) {
    co_await async::next_turn();
    if (n == 0) throw std::domain_error("division by zero");
    std::cout << 1 / n << '\n';
}

async::Task<void> wait_long() {
    try {
        co_await async::sleep_for(1h);
    } catch (const async::Cancelled&) {
        std::cout << "stopped\n";
        throw;
    }
}

int main() {
    try {
        async::run(async::gather(boom(1), wait_long(), boom(0)));
    } catch (const std::domain_error& error) {
        std::cout << error.what() << '\n';
    }
}
