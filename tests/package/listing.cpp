#include "common/async/async.h"
#include "common/io/io.h"

#include <iostream>
#include <string>
#include <vector>

int main() {
    const std::vector<std::string> command = {"echo", "one", "two"};
    const async::ProcessResult result = async::run(async::run_process(command));
    std::cout << result.output;
    return result.end.exit_code();
}
