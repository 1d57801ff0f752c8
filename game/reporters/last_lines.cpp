#include "game/reporters/last_lines.h"

namespace game {

void LastLines::add(std::string_view text, Weight weight) {
    Line& line = usual_.at(count_ % most_usual);
    line.is_event = false;
    line.text = text;
    if (weight == Weight::important) {
        important_.push_back({count_, line.text});
        if (important_.size() > most_important) important_.pop_front();
    }
    ++count_;
}

void LastLines::add(const LineEvent& event) {
    Line& line = usual_.at(count_ % most_usual);
    line.is_event = true;
    line.text = event.text;
    line.t = event.t;
    line.worker = event.worker;
    line.label = event.label;
    line.stream = event.stream;
    line.continued = event.continued;
    ++count_;
}

void LastLines::take(const std::function<void(std::string_view)>& use_text,
                     const std::function<void(const LineEvent&)>& use_event) {
    const std::uint64_t first = count_ > most_usual ? count_ - most_usual : 0;
    for (const Important& line : important_) {
        if (line.number < first) use_text(line.text);
    }
    for (std::uint64_t number = first; number < count_; ++number) {
        const Line& line = usual_.at(number % most_usual);
        if (line.is_event) {
            use_event({line.t, line.worker, line.label, line.stream, line.text, line.continued});
        } else {
            use_text(line.text);
        }
    }
    important_.clear();
    count_ = 0;
}

}  // namespace game
