#include "game/view/keys.h"

#include "game/view/parts.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace game::view {

namespace {

/// Selects the next worker, or the one before.
void select(Model& model, bool next) {
    const std::vector<std::uint64_t> all = model.selectable();
    if (all.empty()) return;
    const auto selected = model.selected();
    const auto place = selected ? std::find(all.begin(), all.end(), *selected) : all.end();
    if (place == all.end()) {
        model.choice.worker = next ? all.front() : all.back();
    } else if (next) {
        model.choice.worker = place + 1 == all.end() ? *place : *(place + 1);
    } else {
        model.choice.worker = place == all.begin() ? *place : *(place - 1);
    }
    if (model.choice.mode == Mode::worker) model.choice.lines_end.reset();
}

/// Scrolls a list of `count` entries, of which the first one that is shown is `first`. False if it
/// is no key for that.
bool scroll_list(std::size_t& first, KeyName key, std::size_t count, std::size_t page) {
    const std::size_t last = left_of(count, page);
    first = std::min(first, last);
    switch (key) {
        case KeyName::up:
            first = left_of(first, 1);
            return true;
        case KeyName::down:
            first = std::min(first + 1, last);
            return true;
        case KeyName::page_up:
            first = left_of(first, page);
            return true;
        case KeyName::page_down:
            first = std::min(first + page, last);
            return true;
        case KeyName::home:
            first = 0;
            return true;
        case KeyName::end:
            first = last;
            return true;
        default:
            return false;
    }
}

/// While there is nothing in the prompt to move in, keys scroll what lies over the rest.
bool scroll_what_covers(Model& model, KeyName key, std::size_t page) {
    Choice& choice = model.choice;
    if (!model.prompt.is_empty()) return false;
    if (choice.shows_help) return scroll_list(choice.help_first, key, help_entries(), page);
    if (choice.mode != Mode::standings) return false;
    return scroll_list(choice.standings_first, key, model.tournament().rows().size(), page);
}

/// The standings of all players, or everything again.
void toggle_standings(Model& model) {
    Choice& choice = model.choice;
    choice.mode = choice.mode == Mode::standings ? Mode::overview : Mode::standings;
    choice.standings_first = 0;
}

void show_newest(Model& model) {
    model.choice.lines_end.reset();
    model.choice.hit.reset();
}

void scroll_back(Model& model, std::size_t page) {
    const BackScroll& lines = model.lines();
    const LineFilter filter = model.line_filter();
    const std::uint64_t end = model.choice.lines_end.value_or(lines.end());
    // The oldest lines fill the last page.
    const std::vector<std::uint64_t> shown = lines.before(end, 2 * page, filter);
    if (shown.size() <= page) return;
    const std::size_t first = shown.size() - page;
    model.choice.lines_end = shown[std::max(first, page) - 1] + 1;
}

void scroll_on(Model& model, std::size_t page) {
    if (!model.choice.lines_end) return;
    const BackScroll& lines = model.lines();
    const LineFilter filter = model.line_filter();
    std::size_t passed = 0;
    std::uint64_t at = std::max(*model.choice.lines_end, lines.begin());
    for (; at < lines.end() && passed < page; ++at) {
        if (filter.passes(lines.at(at))) ++passed;
    }
    const std::vector<std::uint64_t> last = lines.before(lines.end(), 1, filter);
    if (!last.empty() && last.front() >= at) {
        model.choice.lines_end = at;
    } else {
        show_newest(model);
    }
}

/// Goes to the next line that is found, or the one before: the nearest above what is shown first.
void search(Model& model, bool back) {
    const std::vector<std::uint64_t> hits =
        model.lines().find(model.choice.search, model.line_filter());
    if (hits.empty()) {
        model.answer("no line has \"" + model.choice.search + "\"");
        return;
    }
    const auto& hit = model.choice.hit;
    auto place = hit ? std::lower_bound(hits.begin(), hits.end(), *hit) : hits.end();
    if (back) {
        place = place == hits.begin() ? hits.end() - 1 : place - 1;
    } else {
        if (place != hits.end() && *place == *hit) ++place;
        if (place == hits.end()) place = hits.begin();
    }
    model.choice.hit = *place;
    model.choice.lines_end = *place + 1;
    if (model.choice.mode == Mode::standings) model.choice.mode = Mode::overview;
}

/// A match that has no log is what its worker writes.
Action open_selected(Model& model) {
    const auto selected = model.selected();
    if (model.choice.mode == Mode::overview && selected) {
        const std::optional<ChosenMatch> match = model.tournament().find_match(*selected);
        if (match && !match->log.empty()) return OpenMatch{*match};
        if (match) {
            model.answer(
                fmt::format("match {} has no log: give \"logs\" in its tournament", match->match));
        }
    }
    toggle_lines_of_worker(model);
    return {};
}

Action enter(Model& model) {
    if (model.prompt.is_empty()) return open_selected(model);
    const std::string line = model.prompt.enter();
    model.choice.opens_prompt = false;
    if (!line.starts_with('/')) return EnteredCommand{line};
    model.choice.search = line.substr(1);
    model.choice.hit.reset();
    if (!model.choice.search.empty()) search(model, true);
    return {};
}

/// Closes what is open, one thing after the other.
Action escape(Model& model) {
    Choice& choice = model.choice;
    if (choice.shows_help) {
        choice.shows_help = false;
    } else if (!model.prompt.is_empty() || choice.opens_prompt) {
        model.prompt.clear();
        choice.opens_prompt = false;
    } else if (!choice.search.empty()) {
        choice.search.clear();
        show_newest(model);
    } else if (choice.lines_end) {
        show_newest(model);
    } else if (choice.mode == Mode::overview && !model.title().empty()) {
        return LeaveMatch{};
    } else {
        choice.mode = Mode::overview;
    }
    return {};
}

std::optional<char> direction_of(const Key& key) {
    switch (key.name) {
        case KeyName::up:
            return 'N';
        case KeyName::right:
            return 'E';
        case KeyName::down:
            return 'S';
        case KeyName::left:
            return 'W';
        default:
            break;
    }
    constexpr std::string_view letters = "wdsaWDSA";
    constexpr std::string_view directions = "NESW";
    const std::size_t index =
        key.text.size() == 1 ? letters.find(key.text.front()) : std::string_view::npos;
    if (key.name != KeyName::character || index == std::string_view::npos) return std::nullopt;
    return directions[index % directions.size()];
}

std::optional<ReplayRequest> replay_request_of(const Key& key) {
    if (key.name == KeyName::left) return ReplayRequest::turn_back;
    if (key.name == KeyName::right) return ReplayRequest::turn_on;
    if (key.name != KeyName::character) return std::nullopt;
    if (key.text == " ") return ReplayRequest::pause_or_go_on;
    if (key.text == "<") return ReplayRequest::slower;
    if (key.text == ">") return ReplayRequest::faster;
    if (key.text == "[") return ReplayRequest::previous_out;
    if (key.text == "]") return ReplayRequest::next_out;
    return std::nullopt;
}

/// With an empty prompt some characters are keys. Returns true if this one is.
bool press_letter(Model& model, std::string_view text) {
    Choice& choice = model.choice;
    if (text == "?") {
        choice.shows_help = true;
        choice.help_first = 0;
        return true;
    }
    if (!choice.search.empty() && (text == "n" || text == "N")) {
        search(model, text == "n");
        return true;
    }
    return false;
}

/// Moves in the prompt, or what is shown if there is nothing to move in.
void press_other(Model& model, const Key& key, std::size_t page) {
    if (scroll_what_covers(model, key.name, page)) return;
    const bool is_tab = key.name == KeyName::tab || key.name == KeyName::back_tab;
    if (is_tab && model.tournament().has_begun()) return toggle_standings(model);
    Prompt& prompt = model.prompt;
    const bool has_text = !prompt.is_empty();
    switch (key.name) {
        case KeyName::backspace:
            return prompt.erase_before();
        case KeyName::remove:
            return prompt.erase_after();
        case KeyName::left:
            return prompt.move_left();
        case KeyName::right:
            return prompt.move_right();
        case KeyName::up:
        case KeyName::control_p:
            if (has_text || key.name == KeyName::control_p) return prompt.go_back();
            return select(model, false);
        case KeyName::down:
        case KeyName::control_n:
            if (has_text || key.name == KeyName::control_n) return prompt.go_on();
            return select(model, true);
        case KeyName::tab:
            return select(model, true);
        case KeyName::back_tab:
            return select(model, false);
        case KeyName::page_up:
            return scroll_back(model, page);
        case KeyName::page_down:
            return scroll_on(model, page);
        case KeyName::home:
            return prompt.move_to_begin();
        case KeyName::end:
            return has_text ? prompt.move_to_end() : show_newest(model);
        case KeyName::control_u:
            return prompt.clear();
        default:
            return;
    }
}

}  // namespace

void toggle_lines_of_worker(Model& model) {
    Choice& choice = model.choice;
    if (choice.mode == Mode::worker) {
        choice.mode = Mode::overview;
    } else if (const auto selected = model.selected()) {
        choice.worker = selected;
        choice.mode = Mode::worker;
    }
    show_newest(model);
}

Action press(Model& model, const Key& key, std::size_t page) {
    Choice& choice = model.choice;
    // The time of a replay that has stopped does not make an answer disappear.
    if (model.replay()) model.answer({});
    if (key.name == KeyName::control_l) return DrawAnew{};
    if (key.name == KeyName::escape) return escape(model);
    const bool is_empty = model.prompt.is_empty() && !choice.opens_prompt;
    if (key.name == KeyName::backspace && is_empty && !model.title().empty()) return escape(model);
    if (choice.shows_help && key.name == KeyName::character && key.text == "?") {
        choice.shows_help = false;
        return {};
    }
    if (model.play() && is_empty) {
        if (const auto direction = direction_of(key)) return PlayedMove{*direction};
        if (key.name == KeyName::character && key.text == ":") {
            choice.opens_prompt = true;
            return {};
        }
    }
    if (model.replay() && is_empty) {
        if (const auto request = replay_request_of(key)) return *request;
        if (key.name == KeyName::end && !choice.lines_end) return ReplayRequest::end;
    }
    if (key.name == KeyName::enter) return enter(model);
    if (key.name != KeyName::character) {
        press_other(model, key, std::max<std::size_t>(page, 1));
    } else if (!is_empty || !press_letter(model, key.text)) {
        model.prompt.type(key.text);
    }
    return {};
}

}  // namespace game::view
