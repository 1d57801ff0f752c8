#include "players/predef.h"

#include <map>

#include <fmt/format.h>

namespace players {

namespace {

std::string describe(const std::vector<PlayerSpec>& players) {
    std::string text = "[Players ";
    const char* separator = "";
    for (const PlayerSpec& player : players) {
        text += separator + describe(player);
        separator = " + ";
    }
    return text + "]";
}

}  // namespace

std::vector<PlayerSpec> predef(int number) {
    static const std::map<int, std::vector<PlayerSpec>> predefined = {
        {1, {{"john", 3, 0.8}, {"mary", 7, 0.4}}},
        {2, {{"bill", 5, 0.5}, {"jane", 4, 0.7}}},
        {3, {{"augustin", 8, 0.8}, {"randalphe", 10, 0.6}}},
        {4, {{"bertrand", 12, 0.5}, {"juliette", 8, 0.7}}},
    };
    return predefined.at(number);
}

std::string list_predefs() {
    std::string text;
    for (int number = first_predef; number <= last_predef; ++number) {
        text += fmt::format("predefined {}: {}\n", number, describe(predef(number)));
    }
    return text;
}

}  // namespace players
