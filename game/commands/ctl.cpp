#include "game/commands/ctl.h"

#include "common/exit_code.h"
#include "common/json/json_text.h"
#include "common/json/json_writer.h"
#include "common/report.h"
#include "common/standard_descriptors.h"
#include "common/write.h"
#include "game/commands/command.h"
#include "game/commands/ctl_connection.h"
#include "game/commands/ctl_options.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <string>
#include <string_view>
#include <system_error>
#include <variant>

#include <unistd.h>

namespace game {

namespace {

using common::Json;

/// The exit code if no game answers.
constexpr int exit_no_answer = 2;

constexpr std::string_view program_name = "game ctl";

bool is_subscription(std::string_view command) {
    return trim(command) == "subscribe";
}

/// Remembers the last line of what passes, to know whether it is the event `end`.
class LastLine {
  public:
    void add(std::string_view bytes) {
        text_ += bytes;
        if (!text_.ends_with('\n')) {
            // The start of a line, which is not the last one unless the connection is cut.
            text_.erase(0, text_.rfind('\n') + 1);
            return;
        }
        const std::string_view whole = std::string_view(text_).substr(0, text_.size() - 1);
        const std::size_t begin = whole.rfind('\n') + 1;
        // No text of a worker comes before the name of the event.
        const std::string_view line = whole.substr(begin);
        const std::size_t comma = line.find(',');
        is_end_ =
            comma != std::string_view::npos && line.substr(comma).starts_with(R"(,"event":"end")");
        text_.clear();
    }

    bool is_end() const { return text_.empty() && is_end_; }

  private:
    std::string text_;
    bool is_end_ = false;
};

class Ctl {
  public:
    explicit Ctl(const CtlOptions& options)
        : options_(options), connection_(options.socket, connect_timeout(options)) {}

    int run() {
        if (options_.command) {
            send(*options_.command);
        } else {
            send_from_input();
        }
        return has_refusal_ ? common::exit_failure : common::exit_success;
    }

  private:
    /// Sends a command, and prints the answer.
    void send(std::string_view command) {
        std::string request = R"({"command":)";
        common::append_json_string(request, command);
        request += options_.wants_json ? "}\n" : ",\"text\":true}\n";
        connection_.send(request);
        const std::string answer = connection_.read_line(answer_timeout(options_, command));
        const bool is_accepted = print(answer);
        if (is_accepted && is_subscription(command)) follow();
    }

    bool print(const std::string& answer) {
        const std::variant<Json, common::JsonProblem> parsed = common::parse_json(answer);
        const auto* const json = std::get_if<Json>(&parsed);
        if (json == nullptr || !json->is_object() || !json->contains("ok")) {
            throw NoAnswer(options_.socket.string() + ": the answer is not one of game");
        }
        const bool is_accepted = json->at("ok") == true;
        has_refusal_ = has_refusal_ || !is_accepted;
        if (options_.wants_json) {
            common::write_all(STDOUT_FILENO, answer + '\n');
        } else if (is_accepted) {
            common::write_all(STDOUT_FILENO, text_of(*json));
        } else {
            common::complain(json->value("error", "refused") + '\n');
        }
        return is_accepted;
    }

    /// The answer for people; of a launch, the number of the worker.
    static std::string text_of(const Json& answer) {
        if (const auto text = answer.find("text"); text != answer.end() && text->is_string())
            return text->get<std::string>();
        if (const auto worker = answer.find("worker"); worker != answer.end())
            return worker->dump() + '\n';
        return {};
    }

    /// Prints the events until the game ends.
    void follow() {
        LastLine last;
        for (std::string events = connection_.read_some(); !events.empty();
             events = connection_.read_some()) {
            last.add(events);
            common::write_all(STDOUT_FILENO, events);
        }
        if (last.is_end()) return;
        throw NoAnswer(options_.socket.string() + ": the connection was cut before the game ended");
    }

    void send_from_input() {
        CommandLines splitter;
        std::array<char, 4096> buffer{};
        for (bool at_end = false; !at_end;) {
            const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) {
                throw std::system_error(errno, std::generic_category(),
                                        "cannot read standard input");
            }
            at_end = count == 0;
            const std::string_view bytes(buffer.data(), static_cast<std::size_t>(count));
            for (const CommandLine& line : at_end ? splitter.finish() : splitter.feed(bytes))
                send_line(line);
        }
    }

    void send_line(const CommandLine& line) {
        if (line.is_overlong) {
            has_refusal_ = true;
            common::complain(refuse_overlong(line.text) + '\n');
        } else if (!trim(line.text).empty()) {
            send(line.text);
        }
    }

    const CtlOptions& options_;
    CtlConnection connection_;
    bool has_refusal_ = false;
};

}  // namespace

int run_ctl(int argc, const char* const* argv) {
    std::signal(SIGPIPE, SIG_IGN);  // a reader that is gone is an error of the write instead
    try {
        common::reserve_standard_descriptors();
        const CtlOptions options = parse_ctl_options(argc, argv);
        if (!options.help) return Ctl(options).run();
        common::write_all(STDOUT_FILENO, *options.help);
        return common::exit_success;
    } catch (const NoAnswer& error) {
        common::complain(common::error_line(program_name, error));
        return exit_no_answer;
    } catch (const std::exception& error) {
        const bool is_cut_off = common::is_reader_gone(error);
        return is_cut_off ? common::exit_signal_base + SIGPIPE
                          : common::report(program_name, error);
    }
}

}  // namespace game
