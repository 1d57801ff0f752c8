#include "common/command_line.h"

#include "common/text/nearest_word.h"
#include "common/text/text.h"

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace common {

namespace {

using Arguments = std::vector<std::string>;

CLI::Option* add_option(CLI::App& app, const std::string& name, const std::string& value_name,
                        const std::string& description, CLI::callback_t take_values) {
    CLI::Option* const option = app.add_option(name, std::move(take_values), description);
    option->type_name(value_name);
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    return option;
}

void hand_over(const std::string& name, const std::string& value, const TakeValue& take) {
    try {
        take(value);
    } catch (const std::invalid_argument& refusal) {
        throw UsageError(name, refusal.what());
    }
}

bool takes_value(const CLI::Option& option) {
    return option.get_items_expected_max() > 0;
}

/// Those of `add_list`.
bool takes_list(const CLI::Option& option) {
    return option.get_expected_max() > 1;
}

/// How the help shows a value that may be missing.
constexpr std::string_view optional_begin = "[=";

bool may_lack_value(const CLI::Option& option) {
    return option.get_type_name().starts_with(optional_begin);
}

/// The option that `argument` names, whether or not a value is attached to it; or null.
const CLI::Option* find_option(const CLI::App& app, const std::string& argument) {
    if (!argument.starts_with("--")) return nullptr;
    return app.get_option_no_throw(argument.substr(0, argument.find('=')));
}

/// Writes every `--name=value` as `--name value`, since CLI11 takes `--name= next` for
/// `--name next`. Refuses a missing value, and one that the option does not take.
///
/// Stops at `--`: what follows goes into `rest`, or if that is null, is left to CLI11.
Arguments separate_values(const CLI::App& app, const Arguments& arguments,
                          std::optional<Arguments>* rest) {
    Arguments result;
    for (auto argument = arguments.begin(); argument != arguments.end(); ++argument) {
        if (*argument == "--") {
            if (rest != nullptr) {
                rest->emplace(std::next(argument), arguments.end());
            } else {
                result.insert(result.end(), argument, arguments.end());
            }
            break;
        }
        const CLI::Option* const option = find_option(app, *argument);
        const std::size_t equals = argument->find('=');
        const bool is_attached = equals != std::string::npos;
        if (option == nullptr || (!takes_value(*option) && !is_attached)) {
            result.push_back(*argument);
            continue;
        }
        const std::string name = argument->substr(0, equals);
        if (!takes_value(*option)) {
            const std::string value = in_quotes(argument->substr(equals + 1));
            throw UsageError(name, fmt::format("takes no value, got {}", value));
        }
        if (!is_attached && may_lack_value(*option)) {
            result.insert(result.end(), {name, ""});
            continue;
        }
        if (!is_attached && std::next(argument) == arguments.end()) {
            throw UsageError(
                name, fmt::format("takes a value, {}, got nothing", option->get_type_name()));
        }
        result.push_back(name);
        result.push_back(is_attached ? argument->substr(equals + 1) : *++argument);
        // CLI11 would take the others for positional arguments.
        while (takes_list(*option) && std::next(argument) != arguments.end() &&
               !std::next(argument)->starts_with('-')) {
            result.insert(result.end(), {name, *++argument});
        }
    }
    return result;
}

std::string positional_name(const CLI::App& app) {
    for (const CLI::Option* const option : app.get_options()) {
        if (option->get_positional()) return option->get_name();
    }
    return "arguments";
}

/// What to say of an option that there is not.
std::string unknown_option(const CLI::App& app, const std::string& argument) {
    std::vector<std::string> names;
    for (const CLI::Option* const option : app.get_options()) {
        for (const std::string& name : option->get_lnames())
            names.push_back("--" + name);
    }
    const std::vector<std::string_view> known(names.begin(), names.end());
    const auto meant = probable_word(argument.substr(0, argument.find('=')), known);
    if (!meant) return "no such option (see --help)";
    return fmt::format("no such option; did you mean {}? (see --help)", *meant);
}

/// Refuses the arguments that CLI11 did not use.
void refuse_rest(const CLI::App& app) {
    for (const std::string& argument : app.remaining()) {
        if (argument == "--") continue;
        if (argument.starts_with('-')) throw UsageError(argument, unknown_option(app, argument));
        throw UsageError(positional_name(app),
                         fmt::format("unexpected argument {} (see --help)", in_quotes(argument)));
    }
}

/// CLI11 puts two blank lines between groups, and a space before every value.
std::string tidied(std::string help) {
    const std::string spaced = ' ' + std::string(optional_begin);
    for (std::size_t at = help.find(spaced); at != std::string::npos; at = help.find(spaced, at)) {
        help.erase(at, 1);
        const std::size_t end = help.find(']', at) + 1;
        help.insert(end, " ");
    }

    constexpr std::string_view two_blanks = "\n\n\n";
    for (std::size_t at = help.find(two_blanks); at != std::string::npos;
         at = help.find(two_blanks, at)) {
        help.erase(at, 1);
    }
    return help;
}

}  // namespace

CLI::Option* add_single(CLI::App& app, const std::string& name, const std::string& value_name,
                        const std::string& description, TakeValue take) {
    return add_option(app, name, value_name, description,
                      [name, take = std::move(take)](const CLI::results_t& values) {
                          if (values.size() > 1) {
                              throw UsageError(
                                  name, fmt::format("takes one value, got {} and {}",
                                                    in_quotes(values[0]), in_quotes(values[1])));
                          }
                          hand_over(name, values.front(), take);
                          return true;
                      });
}

CLI::Option* add_repeatable(CLI::App& app, const std::string& name, const std::string& value_name,
                            const std::string& description, TakeValue take) {
    return add_option(app, name, value_name, description,
                      [name, take = std::move(take)](const CLI::results_t& values) {
                          for (const std::string& value : values)
                              hand_over(name, value, take);
                          return true;
                      });
}

CLI::Option* add_list(CLI::App& app, const std::string& name, const std::string& value_name,
                      const std::string& description, TakeValue take) {
    return add_repeatable(app, name, value_name, description, std::move(take))
        ->expected(1, CLI::detail::expected_max_vector_size);
}

CLI::Option* add_optional(CLI::App& app, const std::string& name, const std::string& value_name,
                          const std::string& description, TakeValue take) {
    const std::string shown = fmt::format("{}{}]", optional_begin, value_name);
    return add_single(app, name, shown, description, std::move(take));
}

CLI::Option* add_switch(CLI::App& app, const std::string& name, const std::string& description,
                        std::function<void()> turn_on) {
    return app.add_flag_callback(name, std::move(turn_on), description)->take_last();
}

void add_help_and_version(CLI::App& app, const std::string& version) {
    app.set_help_flag();
    add_switch(app, "-h,--help", "Show this help and exit", [] {
        throw CLI::CallForHelp();
    })->trigger_on_parse();
    add_switch(app, "--version", "Show the version and exit", [version] {
        throw CLI::CallForVersion(version, 0);
    })->trigger_on_parse();
}

std::invalid_argument unknown_choice(const std::string& text,
                                     const std::vector<std::string_view>& choices) {
    std::string list;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const bool is_last = i + 1 == choices.size();
        list += fmt::format("{}{}", i == 0 ? "" : is_last ? " nor " : ", ", choices[i]);
    }
    const auto meant = probable_word(text, choices);
    return std::invalid_argument(
        fmt::format("{} is neither {}{}", in_quotes(text), list,
                    meant ? fmt::format("; did you mean {}?", *meant) : std::string()));
}

std::optional<std::string> parse_command_line(CLI::App& app, int argc, const char* const* argv,
                                              std::optional<std::vector<std::string>>* rest) {
    app.allow_extras();
    try {
        Arguments arguments =
            separate_values(app, Arguments(argv + std::min(argc, 1), argv + argc), rest);
        std::reverse(arguments.begin(), arguments.end());  // the order that CLI11 takes
        app.parse(std::move(arguments));
    } catch (const CLI::CallForHelp&) {
        return tidied(app.help());
    } catch (const CLI::CallForVersion& version) {
        return version.what() + std::string("\n");
    } catch (const CLI::ParseError& error) {
        throw UsageError(error.what());
    }
    refuse_rest(app);
    return std::nullopt;
}

}  // namespace common
