#include "game/reporters/text_style.h"

#include <set>
#include <string>

#include <doctest/doctest.h>

using game::choose_style;
using game::ColorChoice;
using game::ColorEnvironment;

namespace {

using Value = std::optional<std::string_view>;

/// Has all its initialisers, so that g++ lets a test name only those that it is about.
struct Given {
    bool is_terminal = false;
    Value no_color = Value();
    Value clicolor_force = Value();
    Value term = Value();
    Value colorterm = Value();

    operator ColorEnvironment() const {
        return {is_terminal, no_color, clicolor_force, term, colorterm};
    }
};

constexpr auto automatic = ColorChoice::automatic;

bool has_color(ColorChoice choice, const Given& environment) {
    return choose_style(choice, environment).has_color;
}

}  // namespace

TEST_CASE("colour is for terminals that know it") {
    CHECK(has_color(automatic, {.is_terminal = true, .term = "xterm"}));
    CHECK(has_color(automatic, {.is_terminal = true, .term = "vt100"}));
    CHECK_FALSE(has_color(automatic, {.is_terminal = true}));
    CHECK_FALSE(has_color(automatic, {.is_terminal = true, .term = ""}));
    CHECK_FALSE(has_color(automatic, {.is_terminal = true, .term = "dumb"}));
    CHECK_FALSE(has_color(automatic, {.is_terminal = false, .term = "xterm"}));
}

TEST_CASE("the environment's wishes about colour") {
    CHECK_FALSE(has_color(automatic, {.is_terminal = true, .no_color = "1"}));
    CHECK_FALSE(has_color(automatic, {.is_terminal = true, .no_color = "0"}));
    CHECK(has_color(automatic, {.is_terminal = true, .no_color = "", .term = "xterm"}));
    CHECK(has_color(automatic, {.is_terminal = false, .clicolor_force = "1"}));
    CHECK(has_color(automatic, {.is_terminal = true, .clicolor_force = "1", .term = "dumb"}));
    CHECK_FALSE(has_color(automatic, {.is_terminal = false, .clicolor_force = "0"}));
    CHECK_FALSE(has_color(automatic, {.is_terminal = false, .clicolor_force = ""}));
    CHECK_FALSE(has_color(automatic, {.no_color = "1", .clicolor_force = "1"}));
}

TEST_CASE("the option wins over everything") {
    CHECK(has_color(ColorChoice::always, {.no_color = "1", .term = "dumb"}));
    CHECK_FALSE(has_color(ColorChoice::never, {.is_terminal = true, .clicolor_force = "1"}));
}

TEST_CASE("all is escaped on a terminal, and where colour is demanded") {
    CHECK(choose_style(ColorChoice::never, Given{.is_terminal = true}).escapes);
    CHECK(choose_style(automatic, Given{.is_terminal = true, .term = "dumb"}).escapes);
    CHECK(choose_style(ColorChoice::always, {}).escapes);
    CHECK_FALSE(choose_style(automatic, {}).escapes);
}

TEST_CASE("256 colours are for terminals that name them") {
    const auto has_few = [](const Given& environment) {
        return choose_style(ColorChoice::always, environment).has_few_colors;
    };
    for (const char* term : {"xterm", "xterm-256color", "screen.xterm-256color", "tmux", "screen",
                             "putty-256color", "alacritty"}) {
        CHECK_FALSE(has_few({.term = term}));
    }
    for (const char* term : {"vt100", "linux", "ansi", "dumb", ""})
        CHECK(has_few({.term = term}));
    CHECK(has_few({}));
    CHECK_FALSE(has_few({.term = "vt100", .colorterm = "truecolor"}));
    CHECK(has_few({.term = "vt100", .colorterm = ""}));
}

TEST_CASE("ten workers have ten of 16 colours, and none is that of failures") {
    const game::TextStyle style{.has_color = true, .has_few_colors = true};
    std::set<std::string> colors;
    for (std::uint64_t worker = 1; worker <= 10; ++worker) {
        colors.emplace(label_sgr(style, worker).on);
        CHECK(label_sgr(style, worker).on.find("38;5") == std::string::npos);
    }
    CHECK(colors.size() == 10);
    CHECK(failure_sgr(style).on == "\x1b[1;31m");
    CHECK(colors.count("\x1b[1;31m") == 0);
    CHECK(label_sgr(style, 11).on == label_sgr(style, 1).on);
}

TEST_CASE("timestamps are the time since the start, or that of the day") {
    using namespace std::chrono_literals;
    const auto stamp = [](game::Timestamps form, const game::ScenarioEvent& scenario,
                          async::Duration t) {
        game::TimestampWriter stamps(form);
        stamps.begin(scenario);
        std::string text;
        stamps.append(text, t);
        return text;
    };
    game::ScenarioEvent scenario{0s, "", std::nullopt, 4, 0};
    CHECK(stamp(game::Timestamps::none, scenario, 1s).empty());
    CHECK(stamp(game::Timestamps::since_start, scenario, 12'345'999us) == "12s + 345ms ");
    CHECK(stamp(game::Timestamps::wall, scenario, 12'345ms) == "12s + 345ms ");  // an older log
    scenario.started = common::WallTime(1795961002512ms);
    std::string start;
    common::append_local_time(start, *scenario.started);
    std::string later;
    common::append_local_time(later, *scenario.started + 1500ms);
    CHECK(stamp(game::Timestamps::wall, scenario, 0s) == start + " ");
    CHECK(stamp(game::Timestamps::wall, scenario, 6s) == later + " ");
    CHECK(stamp(game::Timestamps::wall, scenario, 6'003'999us) == later + " ");
    CHECK(stamp(game::Timestamps::since_start, scenario, 6s) == "6s + 000ms ");
}

TEST_CASE("twelve workers have twelve colours, and none where there is no colour") {
    const game::TextStyle style{.has_color = true};
    std::set<std::string> colors;
    for (std::uint64_t worker = 1; worker <= 12; ++worker)
        colors.emplace(label_sgr(style, worker).on);
    CHECK(colors.size() == 12);
    CHECK(colors.count(std::string(failure_sgr(style).on)) == 0);
    CHECK(label_sgr(style, 13).on == label_sgr(style, 1).on);
    CHECK(game::label_sgr({}, 1).on.empty());
    CHECK(game::label_sgr({}, 1).off.empty());
}
