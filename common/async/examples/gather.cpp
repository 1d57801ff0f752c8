// Three tasks side by side. Their results come in the order asked, whichever ends first.
#include "common/async/async.h"

#include <iostream>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

async::Task<int> square_after(int n, async::Duration delay) {
    std::cout << "begin " << n << '\n';
    co_await async::sleep_for(delay);
    std::cout << "end " << n << '\n';
    co_return n* n;
}

int main() {
    std::vector<async::Task<int>> tasks;
    tasks.push_back(square_after(2, 100ms));
    tasks.push_back(square_after(1, 50ms));
    tasks.push_back(square_after(3, 150ms));
    for (const int result : async::run(async::gather(std::move(tasks))))
        std::cout << result << '\n';
}
