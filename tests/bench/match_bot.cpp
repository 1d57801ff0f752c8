/// A player of a match, as cheap as it can be: answers each turn in which it is asked, and does not
/// look at the state:
///     match_bot MOVES REPORT [MESSAGES]
/// The answers are the letters of MOVES, one after the other and again from the first; for `-` it
/// says nothing. At the end of its input it leaves in the file REPORT when it got each turn: see
/// arrivals.h. All that it got goes to the file MESSAGES.
#include "tests/bench/arrivals.h"
#include "tests/bench/line_buffer.h"

#include <fstream>

namespace {

class Bot {
  public:
    Bot(std::string_view moves, bool keeps_messages)
        : moves_(moves), keeps_messages_(keeps_messages) {}

    void take(std::string_view line) {
        if (keeps_messages_) messages_.append(line).append("\n");
        constexpr std::string_view start = R"({"type":"turn","turn":)";
        if (!line.starts_with(start)) return;
        arrivals_.add(bench::number(line.data() + start.size()));
        constexpr std::string_view is_asked = R"(,"ask":[")";
        constexpr std::size_t most = 64;  // it stands at the beginning
        if (line.substr(0, most).find(is_asked) == std::string_view::npos) return;
        const char move = moves_[answers_++ % moves_.size()];
        if (move != '-') bench::write_all(STDOUT_FILENO, std::string{move, '\n'});
    }

    const bench::Arrivals& arrivals() const { return arrivals_; }
    const std::string& messages() const { return messages_; }

  private:
    std::string_view moves_;
    bool keeps_messages_;
    std::string messages_;
    std::size_t answers_ = 0;
    bench::Arrivals arrivals_;
};

}  // namespace

int main(int argc, char** argv) {
    Bot bot(argv[1], argc > 3);
    std::string rest;
    while (
        bench::read_lines(STDIN_FILENO, rest, [&bot](std::string_view line) { bot.take(line); })) {
    }
    bot.arrivals().write(argv[2]);
    if (argc > 3) std::ofstream(argv[3]) << bot.messages();
}
