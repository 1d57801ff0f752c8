#include "game/web/history.h"

#include <algorithm>
#include <utility>

namespace game::web {
namespace {

/// Counts a text as alive until its last owner is gone.
struct Release {
    std::shared_ptr<std::size_t> alive;
    void operator()(const std::string* text) const {
        *alive -= text->size();
        const std::unique_ptr<const std::string> owner(text);
    }
};

History::Kind kind_of_event(std::string_view event) {
    if (event == "turn") return History::Kind::turn;
    for (const std::string_view essential :
         {"scenario", "start", "exit", "stop", "match", "result", "end"}) {
        if (event == essential) return History::Kind::essential;
    }
    return History::Kind::line;
}

const History::Entry* first_after(const std::deque<History::Entry>& entries, std::uint64_t number) {
    const auto place = std::partition_point(
        entries.begin(), entries.end(),
        [number](const History::Entry& entry) { return entry.number <= number; });
    return place == entries.end() ? nullptr : &*place;
}

const History::Entry* earlier(const History::Entry* one, const History::Entry* other) {
    if (one == nullptr) return other;
    if (other == nullptr) return one;
    return one->number < other->number ? one : other;
}

std::uint64_t last_with_end(const std::deque<History::Entry>& entries, std::uint64_t end) {
    const auto place =
        std::partition_point(entries.begin(), entries.end(),
                             [end](const History::Entry& entry) { return entry.end <= end; });
    return place == entries.begin() ? 0 : std::prev(place)->number;
}

}  // namespace

History::History(HistoryLimits limits)
    : limits_(limits), alive_(std::make_shared<std::size_t>(0)) {}

Piece History::make_piece(std::string_view text) {
    auto owner = std::make_unique<const std::string>(text);
    Release release{alive_};
    *alive_ += text.size();
    kept_bytes_ += text.size();
    return Piece(owner.release(), std::move(release));
}

void History::add(const EventHead& head, std::string_view line) {
    bytes_ += line.size();
    Entry entry{++newest_, bytes_, head.t, kind_of_event(head.event), make_piece(line)};
    switch (entry.kind) {
        case Kind::line:
            line_bytes_ += line.size();
            lines_.push_back(std::move(entry));
            drop_old_lines();
            break;
        case Kind::turn:
            turn_bytes_ += line.size();
            turns_.push_back(std::move(entry));
            drop_old_turns();
            break;
        case Kind::essential:
            add_essential(head, std::move(entry));
            drop_ended_workers();
            break;
    }
}

void History::add_essential(const EventHead& head, Entry entry) {
    const std::uint64_t number = entry.number;
    essential_bytes_ += entry.text->size();
    essentials_.emplace(number, std::move(entry));
    if (head.event == "start" && head.worker) {
        running_.insert_or_assign(*head.worker, number);
    } else if (head.event == "exit" && head.worker) {
        const auto start = running_.find(*head.worker);
        if (start == running_.end()) return;
        ended_.push_back({start->second, number});
        running_.erase(start);
    } else if (head.event == "scenario" || head.event == "match" || head.event == "result" ||
               head.event == "end") {
        milestones_.push_back(number);
        if (head.event == "end") has_ended_ = true;
    }
}

void History::clear() {
    if (!essentials_.empty()) lost_essential_ = essentials_.rbegin()->first;
    has_ended_ = false;
    lines_.clear();
    turns_.clear();
    essentials_.clear();
    running_.clear();
    ended_.clear();
    milestones_.clear();
    line_bytes_ = turn_bytes_ = essential_bytes_ = kept_bytes_ = 0;
}

void History::drop_old_lines() {
    while (lines_.size() > limits_.lines || line_bytes_ > limits_.line_bytes) {
        const std::size_t size = lines_.front().text->size();
        line_bytes_ -= size;
        kept_bytes_ -= size;
        lines_.pop_front();
    }
}

void History::drop_old_turns() {
    while (turns_.size() > 1 && turn_bytes_ > limits_.turn_bytes) {
        const std::size_t size = turns_.front().text->size();
        turn_bytes_ -= size;
        kept_bytes_ -= size;
        turns_.pop_front();
    }
}

void History::drop_ended_workers() {
    while (essential_bytes_ > limits_.essential_bytes && !ended_.empty()) {
        drop_essential(ended_.front().start);
        drop_essential(ended_.front().exit);
        ended_.pop_front();
    }
}

void History::drop_essential(std::uint64_t number) {
    const auto place = essentials_.find(number);
    if (place == essentials_.end()) return;
    const std::size_t size = place->second.text->size();
    essential_bytes_ -= size;
    kept_bytes_ -= size;
    essentials_.erase(place);
    lost_essential_ = std::max(lost_essential_, number);
}

const History::Entry* History::next_essential(std::uint64_t number) const {
    const auto place = essentials_.upper_bound(number);
    return place == essentials_.end() ? nullptr : &place->second;
}

const History::Entry* History::next(std::uint64_t number) const {
    if (number >= newest_) return nullptr;
    const Entry* const line = first_after(lines_, number);
    const Entry* const turn = first_after(turns_, number);
    return earlier(earlier(line, turn), next_essential(number));
}

std::uint64_t History::before_last(std::uint64_t bytes) const {
    if (bytes > bytes_) return 0;
    const std::uint64_t end = bytes_ - bytes;
    return std::max(last_with_end(lines_, end), last_with_end(turns_, end));
}

std::vector<Piece> History::state() const {
    std::vector<std::uint64_t> numbers = milestones_;
    for (const auto& [worker, start] : running_)
        numbers.push_back(start);
    std::sort(numbers.begin(), numbers.end());
    const Entry* turn = newest_turn();
    std::vector<Piece> pieces;
    for (const std::uint64_t number : numbers) {
        const auto place = essentials_.find(number);
        if (place == essentials_.end()) continue;
        if (turn != nullptr && turn->number < number) {
            pieces.push_back(turn->text);
            turn = nullptr;
        }
        pieces.push_back(place->second.text);
    }
    if (turn != nullptr) pieces.push_back(turn->text);
    return pieces;
}

}  // namespace game::web
