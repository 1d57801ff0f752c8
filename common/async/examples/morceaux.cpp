// A coroutine in three pieces. Wherever it awaits, it gives the processor back.
#include "common/async/async.h"

#include <iostream>
#include <string>

using namespace std::chrono_literals;

async::Task<std::string> morceaux(std::string message) {
    std::cout << message << " begins\n";
    co_await async::sleep_for(50ms);
    std::cout << message << " is in the middle\n";
    co_await async::sleep_for(100ms);
    std::cout << message << " ends\n";
    co_return message + " in pieces";
}

int main() {
    const std::string result = async::run(morceaux("run"));
    std::cout << result << '\n';
}
