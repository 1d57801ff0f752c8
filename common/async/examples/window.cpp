// Eight jobs, of which at most four run at the same time.
#include "common/async/async.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <utility>
#include <vector>

struct Window {
    async::Semaphore permits{4};
    int running = 0;
    int most = 0;
};

async::Task<void> job(int number, Window& window) {
    co_await window.permits.acquire();
    window.most = std::max(window.most, ++window.running);
    std::cout << ">>> job" << number << '\n';
    const std::chrono::milliseconds duration(20 * (number % 3 + 1));
    co_await async::sleep_for(duration);
    std::cout << "<<< job" << number << '\n';
    --window.running;
    window.permits.release();
}

int main() {
    Window window;
    std::vector<async::Task<void>> jobs;
    for (int number = 0; number < 8; ++number)
        jobs.push_back(job(number, window));
    async::run(async::gather(std::move(jobs)));
    std::cout << window.most << " at the same time\n";
}
