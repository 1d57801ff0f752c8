#include "game/reporters/last_lines.h"

namespace game {

void LastLines::add(std::string_view line, Weight weight) {
    usual_.at(count_ % most_usual) = line;  // keeps the memory of the one before
    if (weight == Weight::important) {
        important_.push_back({count_, std::string(line)});
        if (important_.size() > most_important) important_.pop_front();
    }
    ++count_;
}

void LastLines::move_to(Output& output) {
    const std::uint64_t first = count_ > most_usual ? count_ - most_usual : 0;
    for (const Line& line : important_) {
        if (line.number < first) output.write(line.text);
    }
    for (std::uint64_t number = first; number < count_; ++number)
        output.write(usual_.at(number % most_usual));
    important_.clear();
    count_ = 0;
}

}  // namespace game
