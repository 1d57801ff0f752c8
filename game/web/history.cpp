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
    if (event == "standings") return History::Kind::standings;
    for (const std::string_view essential : {"scenario", "start", "exit", "stop", "match", "result",
                                             "tournament", "match_start", "match_end", "end"}) {
        if (event == essential) return History::Kind::essential;
    }
    return History::Kind::line;
}

/// Events of which each has a place of its own in the state of a run.
bool is_milestone(std::string_view event) {
    return event == "scenario" || event == "tournament" || event == "match" || event == "result" ||
           event == "end";
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

/// The entry, if it comes after `number`.
const History::Entry* if_after(const History::Entry* entry, std::uint64_t number) {
    return entry != nullptr && entry->number > number ? entry : nullptr;
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
            push(lines_, std::move(entry));
            drop_old_lines();
            break;
        case Kind::turn:
            push(turns_, std::move(entry));
            drop_old_but_newest(turns_, limits_.turn_bytes);
            break;
        case Kind::standings:
            push(standings_, std::move(entry));
            drop_old_but_newest(standings_, limits_.standings_bytes);
            break;
        case Kind::essential:
            add_essential(head, std::move(entry));
            drop_old_essentials();
            break;
    }
}

void History::add_essential(const EventHead& head, Entry entry) {
    const std::uint64_t number = entry.number;
    essential_bytes_ += entry.text->size();
    essentials_.emplace(number, std::move(entry));
    if (is_milestone(head.event)) {
        milestones_.push_back(number);
        if (head.event == "end") has_ended_ = true;
    } else if (head.event == "match_end") {
        end_match(head);
        match_ends_.push_back(number);
    } else if (head.worker) {
        // The `match_start` of a worker comes before its `start`.
        if (head.event == "match_start") {
            end_match(head);
            if (head.match) worker_of_match_[*head.match] = *head.worker;
        }
        running_[*head.worker].push_back(number);
        if (head.event == "exit") end_worker(*head.worker);
    }
}

void History::end_worker(std::uint64_t worker) {
    auto events = running_.extract(worker);
    if (!events.empty()) ended_.push_back(std::move(events.mapped()));
}

/// One that was dropped while it waited has no `exit`: its result, or another start, tells that its
/// worker is gone.
void History::end_match(const EventHead& head) {
    if (!head.match) return;
    const auto match = worker_of_match_.extract(*head.match);
    if (!match.empty()) end_worker(match.mapped());
}

void History::clear() {
    if (!essentials_.empty()) lost_essential_ = essentials_.rbegin()->first;
    has_ended_ = false;
    for (Queue* const queue : {&lines_, &turns_, &standings_})
        *queue = {};
    essentials_.clear();
    running_.clear();
    worker_of_match_.clear();
    ended_.clear();
    match_ends_.clear();
    milestones_.clear();
    essential_bytes_ = kept_bytes_ = 0;
}

void History::push(Queue& queue, Entry entry) {
    queue.bytes += entry.text->size();
    queue.entries.push_back(std::move(entry));
}

void History::drop_oldest(Queue& queue) {
    const std::size_t size = queue.entries.front().text->size();
    queue.bytes -= size;
    kept_bytes_ -= size;
    queue.entries.pop_front();
}

void History::drop_old_lines() {
    while (lines_.entries.size() > limits_.lines || lines_.bytes > limits_.line_bytes)
        drop_oldest(lines_);
}

void History::drop_old_but_newest(Queue& queue, std::size_t most_bytes) {
    while (queue.entries.size() > 1 && queue.bytes > most_bytes)
        drop_oldest(queue);
}

void History::drop_old_essentials() {
    while (essential_bytes_ > limits_.essential_bytes) {
        if (ended_.empty() && match_ends_.empty()) return;
        // The older of both: what is newest must stay, or each spectator has lost it at once.
        const bool is_worker =
            match_ends_.empty() || (!ended_.empty() && ended_.front().back() < match_ends_.front());
        if (is_worker) {
            for (const std::uint64_t number : ended_.front())
                drop_essential(number);
            ended_.pop_front();
        } else {
            drop_essential(match_ends_.front());
            match_ends_.pop_front();
        }
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

const History::Entry* History::next_needed(std::uint64_t number) const {
    const auto place = essentials_.upper_bound(number);
    const Entry* const essential = place == essentials_.end() ? nullptr : &place->second;
    return earlier(essential, earlier(if_after(turns_.newest(), number),
                                      if_after(standings_.newest(), number)));
}

const History::Entry* History::next(std::uint64_t number) const {
    if (number >= newest_) return nullptr;
    const Entry* found = next_needed(number);
    for (const Queue* const queue : {&lines_, &turns_, &standings_})
        found = earlier(found, first_after(queue->entries, number));
    return found;
}

std::uint64_t History::before_last(std::uint64_t bytes) const {
    if (bytes > bytes_) return 0;
    const std::uint64_t end = bytes_ - bytes;
    return std::max(last_with_end(lines_.entries, end), last_with_end(turns_.entries, end));
}

std::vector<Piece> History::state() const {
    Numbers numbers = milestones_;
    for (const auto& [worker, events] : running_)
        numbers.insert(numbers.end(), events.begin(), events.end());
    std::map<std::uint64_t, Piece> pieces;
    for (const std::uint64_t number : numbers) {
        const auto place = essentials_.find(number);
        if (place != essentials_.end()) pieces.emplace(number, place->second.text);
    }
    for (const Queue* const queue : {&turns_, &standings_}) {
        const Entry* const newest = queue->newest();
        if (newest != nullptr) pieces.emplace(newest->number, newest->text);
    }
    std::vector<Piece> texts;
    texts.reserve(pieces.size());
    for (auto& [number, text] : pieces)
        texts.push_back(std::move(text));
    return texts;
}

}  // namespace game::web
