// The model's players: two of them move side by side.
//
//     players [PREDEF [SPEED]]
#include "common/async/async.h"

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

using Seconds = std::chrono::duration<double>;

struct Player {
    std::string name;
    int cycles;
    double period;
};

const Player predefined[4][2] = {
    {{"john", 3, 0.8}, {"mary", 7, 0.4}},
    {{"bill", 5, 0.5}, {"jane", 4, 0.7}},
    {{"augustin", 8, 0.8}, {"randalphe", 10, 0.6}},
    {{"bertrand", 12, 0.5}, {"juliette", 8, 0.7}},
};

async::Task<void> play(Player player, double speed, std::mt19937& random) {
    for (int cycle = 0; cycle < player.cycles; ++cycle) {
        const Seconds drawn(std::uniform_real_distribution(0.0, player.period / speed)(random));
        const auto pause = std::chrono::round<async::Duration>(drawn);
        std::cout << "NESW"[random() % 4] << ' ' << player.name << std::endl;
        co_await async::sleep_for(pause);
    }
}

int main(int argc, char** argv) {
    const int predef = argc > 1 ? std::stoi(argv[1]) : 1;
    const double speed = argc > 2 ? std::stod(argv[2]) : 1;
    if (predef < 1 || predef > 4 || speed <= 0) return 2;
    std::mt19937 random(std::random_device{}());
    const auto& [first, second] = predefined[predef - 1];
    async::run(async::gather(play(first, speed, random), play(second, speed, random)));
}
