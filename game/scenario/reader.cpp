#include "game/scenario/reader.h"

#include "common/json/json_message.h"
#include "common/json/json_text.h"
#include "common/text/visible_text.h"
#include "game/scenario/entry.h"
#include "game/scenario/object.h"
#include "game/scenario/problems.h"
#include "game/scenario/text_file.h"
#include "game/scenario/values.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace game {

namespace {

/// Sorts, with equal times in the order they had. By hand, since clang refuses what stable_sort of
/// GCC 12's library is made of as deprecated.
void sort_by_time(std::vector<Entry>& script) {
    if (std::ranges::is_sorted(script, {}, &Entry::time)) return;
    std::vector<std::size_t> order(script.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(script[i].time, i); });
    std::vector<Entry> sorted;
    sorted.reserve(script.size());
    for (const std::size_t i : order)
        sorted.push_back(std::move(script[i]));
    script = std::move(sorted);
}

/// Takes the values of a whole scenario.
class ScenarioReader {
  public:
    ScenarioReader(const std::filesystem::path& file, ScenarioProblems& problems)
        : problems_(problems), values_(problems) {
        scenario_.file = file;
        folder_ = scenario_.folder();
    }

    Scenario read(const Json& root) {
        const JsonPlace place;
        if (root.is_array()) {
            entries(root, place, read_pair);
        } else if (root.is_object()) {
            if (!has_member(root, "script")) {
                problems_.add(place, [] { return "must have \"script\""; });
            }
            read_members(root, place, *this, keys, problems_);
        } else {
            problems_.add(place, [&] {
                return fmt::format("must be a list of pairs or an object, not {}", kind_of(root));
            });
        }
        sort_by_time(scenario_.script);
        return std::move(scenario_);
    }

  private:
    template <class ReadEntry>
    void entries(const Json& list, const JsonPlace& place, const ReadEntry& read_one) {
        scenario_.script.reserve(list.size());
        for (std::size_t i = 0; i < list.size(); ++i) {
            auto entry = read_one(list[i], place.element(i), folder_, problems_);
            if (entry) scenario_.script.push_back(std::move(*entry));
        }
    }

    void script(const Json& value, const JsonPlace& place) {
        if (value.is_array()) {
            entries(value, place, read_entry);
        } else {
            problems_.add(place,
                          [&] { return fmt::format("must be a list, not {}", kind_of(value)); });
        }
    }

    void max_running(const Json& value, const JsonPlace& place) {
        scenario_.max_running = values_.whole_number(value, place, max_running_range);
    }

    void stop_timeout(const Json& value, const JsonPlace& place) {
        if (const auto read = values_.seconds(value, place)) scenario_.stop_timeout = *read;
    }

    void launcher(const Json& value, const JsonPlace& place) {
        if (auto read = values_.words(value, place)) scenario_.launcher = std::move(*read);
    }

    void players(const Json& value, const JsonPlace& place) {
        if (const auto read = values_.filled_text(value, place)) {
            scenario_.players = folder_ / *read;
        }
    }

    void remark(const Json& value, const JsonPlace& place) { values_.remark(value, place); }

    static constexpr std::array<KnownKey<ScenarioReader>, 8> keys = {{
        {"script", &ScenarioReader::script},
        {"max_running", &ScenarioReader::max_running},
        {"stop_timeout", &ScenarioReader::stop_timeout},
        {"launcher", &ScenarioReader::launcher},
        {"players", &ScenarioReader::players},
        {"$schema", &ScenarioReader::remark},
        {"name", &ScenarioReader::remark},
        {"description", &ScenarioReader::remark},
    }};

    ScenarioProblems& problems_;
    ScenarioValues values_;
    Scenario scenario_;
    std::filesystem::path folder_;
};

/// A file's name as its problems' lines begin with it.
std::string shown_name(const std::filesystem::path& file) {
    return common::visible(file.string());
}

}  // namespace

std::variant<Scenario, ProblemLines> read_scenario(const std::filesystem::path& file) {
    const auto text = read_text_file(file);
    if (const auto* unreadable = std::get_if<Unreadable>(&text)) {
        ScenarioProblems problems(shown_name(file));
        problems.add_unreadable(unreadable->why);
        return problems.lines();
    }
    return parse_scenario(file, std::get<std::string>(text));
}

std::variant<Scenario, ProblemLines> parse_scenario(const std::filesystem::path& file,
                                                    std::string_view text) {
    ScenarioProblems problems(shown_name(file));
    const auto json = parse_json(text);
    if (const auto* problem = std::get_if<JsonTextProblem>(&json)) {
        problems.add(*problem);
        return problems.lines();
    }
    Scenario scenario = ScenarioReader(file, problems).read(std::get<Json>(json));
    if (!problems.none()) return problems.lines();
    return scenario;
}

}  // namespace game
