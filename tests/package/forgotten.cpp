#include "common/async/async.h"

async::Task<void> forgetful(async::Queue<int>& queue) {
    queue.push(1);
    co_await async::next_turn();
}

int main() {
    async::Queue<int> queue(1);
    async::run(forgetful(queue));
}
