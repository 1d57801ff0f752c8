#include "game/scenario/reader.h"

#include "common/io/file_descriptor.h"
#include "common/json/json_text.h"
#include "common/text/text.h"
#include "common/text/visible_text.h"
#include "game/scenario/entry.h"
#include "game/scenario/host.h"
#include "game/scenario/match_reader.h"
#include "game/scenario/members.h"
#include "game/scenario/problems.h"
#include "game/scenario/procfile.h"
#include "game/scenario/tournament_reader.h"
#include "game/scenario/values.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <map>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace game {

using common::Json;

namespace {

/// Why a file cannot be read.
struct Unreadable {
    std::string why;
};

Unreadable last_error() {
    return {std::generic_category().message(errno)};
}

void wait_until_readable(int descriptor) {
    pollfd readable{descriptor, POLLIN, 0};
    ::poll(&readable, 1, -1);
}

/// The whole of a file, a pipe or a device. Takes at most twice `max_scenario_size` of memory.
std::variant<std::string, Unreadable> read_text_file(const std::filesystem::path& file) {
    constexpr int lowest = 3;
    const async::FileDescriptor descriptor(
        file == "-" ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, lowest)
                    : ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (!descriptor.is_open()) return last_error();
    // One byte more than allowed, to tell a file that is too large from one that just fits.
    constexpr std::size_t too_much = max_scenario_size + 1;
    constexpr std::size_t first_room = 65'536;
    std::string text(first_room, '\0');
    for (std::size_t used = 0;;) {
        const ssize_t got = ::read(descriptor.get(), text.data() + used, text.size() - used);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0 && errno == EAGAIN) {  // standard input may be in that mode
            wait_until_readable(descriptor.get());
            continue;
        }
        if (got < 0) return last_error();
        used += static_cast<std::size_t>(got);
        if (used == too_much) return Unreadable{"larger than 64 MiB"};
        if (got == 0) {
            text.resize(used);
            return text;
        }
        if (used == text.size()) text.resize(std::min(text.size() * 2, too_much));
    }
}

/// Sorts; equal times keep their order. (clang does not compile std::stable_sort of libstdc++ 12
/// without a warning of something deprecated.)
void sort_by_time(std::vector<Entry>& script) {
    if (std::ranges::is_sorted(script, {}, &Entry::time)) return;
    std::multimap<async::Duration, Entry> sorted;
    for (Entry& entry : script)
        sorted.emplace(entry.time, std::move(entry));
    script.clear();
    for (auto& [time, entry] : sorted)
        script.push_back(std::move(entry));
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
        if (root.is_array()) {
            entries(root, read_pair);
        } else if (root.is_object()) {
            check_kind(root);
            read_members(root, *this, keys, problems_);
        } else {
            problems_.add(
                fmt::format("must be a list of pairs or an object, not {}", common::kind_of(root)));
        }
        if (problems_.none()) check_whole();
        sort_by_time(scenario_.script);
        return std::move(scenario_);
    }

  private:
    void check_kind(const Json& root) {
        const bool has_script = root.contains("script");
        const bool has_tournament = root.contains("tournament");
        if (has_script && has_tournament) {
            problems_.add("has both \"script\" and \"tournament\", must have one of them");
        } else if (!has_script && !has_tournament) {
            problems_.add("must have \"script\"");
        }
    }

    /// Only now all names are known.
    void check_whole() {
        if (scenario_.tournament) {
            check_tournament(scenario_, problems_);
            return;
        }
        check_stop_when();
        if (problems_.none() && scenario_.match) check_match(scenario_, problems_);
    }

    template <class ReadEntry>
    void entries(const Json& list, const ReadEntry& read_one) {
        scenario_.script.reserve(list.size());
        for (std::size_t i = 0; i < list.size(); ++i) {
            const ScenarioPlace here(problems_, i);
            auto entry = read_one(list[i], folder_, problems_);
            if (entry) scenario_.script.push_back(std::move(*entry));
        }
    }

    void script(const Json& value) {
        if (value.is_array()) {
            entries(value, read_entry);
        } else {
            problems_.add(fmt::format("must be a list, not {}", common::kind_of(value)));
        }
    }

    void max_running(const Json& value) {
        scenario_.max_running = values_.whole_number(value, max_running_range);
    }

    void stop_timeout(const Json& value) {
        if (const auto read = values_.seconds(value)) scenario_.stop_timeout = *read;
    }

    void stop_when(const Json& value) {
        auto name = values_.name(value);
        if (!name || name == "all") return;
        if (name == "any") {
            scenario_.stop_when.event = StopWhen::Event::any_ends;
        } else {
            scenario_.stop_when = {StopWhen::Event::entry_ends, std::move(*name)};
        }
    }

    void check_stop_when() {
        if (scenario_.stop_when.event != StopWhen::Event::entry_ends) return;
        const std::string& name = scenario_.stop_when.entry;
        const bool is_known =
            std::ranges::find(scenario_.script, name, &Entry::name) != scenario_.script.end();
        if (is_known) return;
        std::vector<std::string_view> names = {"all", "any"};
        for (const Entry& entry : scenario_.script)
            names.push_back(entry.name);
        const ScenarioPlace here(problems_, "stop_when");
        problems_.add(fmt::format(
            "no entry has the name {}; did you mean {}?", common::in_quotes(common::visible(name)),
            common::in_quotes(common::visible(common::nearest_word(name, names)))));
    }

    void launcher(const Json& value) {
        if (auto read = values_.words(value)) scenario_.launcher = std::move(*read);
    }

    void players(const Json& value) {
        if (const auto read = values_.filled_text(value)) {
            scenario_.players = folder_ / *read;
        }
    }

    void hosts(const Json& value) { scenario_.hosts = read_hosts(value, problems_); }

    void match(const Json& value) { scenario_.match = read_match(value, problems_); }

    void tournament(const Json& value) {
        scenario_.tournament = read_tournament(value, folder_, problems_);
    }

    void remark(const Json& value) { values_.remark(value); }

    static constexpr std::array<KnownKey<ScenarioReader>, 12> keys = {{
        {"script", &ScenarioReader::script},
        {"max_running", &ScenarioReader::max_running},
        {"stop_timeout", &ScenarioReader::stop_timeout},
        {"stop_when", &ScenarioReader::stop_when},
        {"launcher", &ScenarioReader::launcher},
        {"players", &ScenarioReader::players},
        {"match", &ScenarioReader::match},
        {"tournament", &ScenarioReader::tournament},
        {"hosts", &ScenarioReader::hosts},
        {"$schema", &ScenarioReader::remark},
        {"name", &ScenarioReader::remark},
        {"description", &ScenarioReader::remark},
    }};

    ScenarioProblems& problems_;
    ScenarioValues values_;
    Scenario scenario_;
    std::filesystem::path folder_;
};

/// A file's name, as the messages about it begin.
std::string shown_name(const std::filesystem::path& file) {
    return common::visible(file.string());
}

}  // namespace

bool is_standard_input(const std::filesystem::path& file) {
    if (file == "-") return true;
    struct stat named{};
    struct stat standard{};
    return ::stat(file.c_str(), &named) == 0 && ::fstat(STDIN_FILENO, &standard) == 0 &&
           named.st_dev == standard.st_dev && named.st_ino == standard.st_ino;
}

std::variant<Scenario, ProblemLines> read_scenario(const std::filesystem::path& file) {
    const auto text = read_text_file(file);
    if (const auto* unreadable = std::get_if<Unreadable>(&text)) {
        ScenarioProblems problems(shown_name(file));
        problems.add(unreadable->why);
        return problems.lines();
    }
    const auto& content = std::get<std::string>(text);
    return is_procfile(file) ? parse_procfile(file, content) : parse_scenario(file, content);
}

std::variant<Scenario, ProblemLines> parse_scenario(const std::filesystem::path& file,
                                                    std::string_view text) {
    ScenarioProblems problems(shown_name(file));
    const auto json = common::parse_json(text);
    if (const auto* problem = std::get_if<common::JsonProblem>(&json)) {
        problems.add(*problem);
        return problems.lines();
    }
    Scenario scenario = ScenarioReader(file, problems).read(std::get<Json>(json));
    if (!problems.none()) return problems.lines();
    return scenario;
}

}  // namespace game
