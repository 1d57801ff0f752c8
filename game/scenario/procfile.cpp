#include "game/scenario/procfile.h"

#include "common/text/text.h"
#include "common/text/utf8.h"
#include "common/text/visible_text.h"
#include "game/scenario/problems.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace game {

namespace {

constexpr std::string_view blanks = " \t\r\f\v";

std::string_view trimmed(std::string_view text) {
    const std::size_t start = text.find_first_not_of(blanks);
    if (start == std::string_view::npos) return {};
    return text.substr(start, text.find_last_not_of(blanks) + 1 - start);
}

/// As the messages cite it.
std::string cited(std::string_view text) {
    constexpr std::size_t longest_shown = 80;
    return common::in_quotes(common::visible(common::shortened(text, longest_shown)));
}

/// Takes one line after the other.
class ProcfileReader {
  public:
    ProcfileReader(const std::filesystem::path& file, ScenarioProblems& problems)
        : problems_(problems) {
        scenario_.file = file;
    }

    Scenario read(std::string_view text) {
        constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
        if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
        while (!text.empty()) {
            const std::size_t size = std::min(text.find('\n'), text.size());
            ++line_;
            read_line(trimmed(text.substr(0, size)));
            text.remove_prefix(std::min(size + 1, text.size()));
        }
        return std::move(scenario_);
    }

  private:
    void read_line(std::string_view line) {
        if (line.empty() || line.starts_with('#')) return;
        if (!common::is_utf8(line)) return add("is not UTF-8");
        if (line.find('\0') != std::string_view::npos) {
            return add("must not contain a NUL character");
        }
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) {
            return add(fmt::format("must be \"name: command\", not {}", cited(line)));
        }
        const std::string_view name = trimmed(line.substr(0, colon));
        const std::string_view command = trimmed(line.substr(colon + 1));
        const bool is_good_name = check_name(name);
        if (command.empty()) return add(fmt::format("{} has no command", cited(name)));
        if (is_good_name) add_entry(name, command);
    }

    bool check_name(std::string_view name) {
        if (name.empty()) {
            add("the name before \":\" must not be empty");
        } else if (name.size() > max_entry_name) {
            add(fmt::format("a name must have at most {} bytes, not {}", max_entry_name,
                            name.size()));
        } else if (std::ranges::any_of(name, common::is_control)) {
            add(fmt::format("the name {} must not contain a control character", cited(name)));
        } else if (const auto [first, is_new] = lines_.emplace(name, line_); !is_new) {
            add(fmt::format("duplicate name {}, first in line {}", cited(name), first->second));
        } else {
            return true;
        }
        return false;
    }

    void add_entry(std::string_view name, std::string_view command) {
        Entry entry;
        entry.name = name;
        entry.command = {"sh", "-c", std::string(command)};
        entry.cwd = scenario_.folder();
        scenario_.script.push_back(std::move(entry));
    }

    void add(std::string_view what) { problems_.add_in_line(line_, what); }

    ScenarioProblems& problems_;
    Scenario scenario_;
    std::size_t line_ = 0;
    std::map<std::string, std::size_t, std::less<>> lines_;  ///< of each name
};

}  // namespace

bool is_procfile(const std::filesystem::path& file) {
    const std::string name = file.filename().string();
    return name == "Procfile" || name.starts_with("Procfile.") || name.ends_with(".procfile");
}

std::variant<Scenario, ProblemLines> parse_procfile(const std::filesystem::path& file,
                                                    std::string_view text) {
    ScenarioProblems problems(common::visible(file.string()));
    Scenario scenario = ProcfileReader(file, problems).read(text);
    if (!problems.none()) return problems.lines();
    return scenario;
}

}  // namespace game
