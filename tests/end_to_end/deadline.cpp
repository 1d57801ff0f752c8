#include "tests/end_to_end/deadline.h"

#include <algorithm>

#include <poll.h>

namespace tests {

int Deadline::left(int longest) const {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end_ - Clock::now()).count();
    return static_cast<int>(std::clamp<long>(left, 0, longest));
}

void wait_until(const std::string& what, const std::function<bool()>& condition) {
    const Deadline deadline;
    while (!condition()) {
        if (deadline.passed()) throw TimeOut("waited in vain until " + what);
        ::poll(nullptr, 0, deadline.left(5));
    }
}

void let_pass(std::chrono::milliseconds time) {
    const Deadline end(time);
    while (!end.passed())
        ::poll(nullptr, 0, end.left(1000));
}

}  // namespace tests
