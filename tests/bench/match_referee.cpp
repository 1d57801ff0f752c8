/// A referee program of a match with any number of players: asks everybody, and its state is a
/// number:
///     match_referee [REPORT]
/// The file REPORT gets when the moves of each turn came: see arrivals.h.
#include "tests/bench/arrivals.h"
#include "tests/bench/line_buffer.h"

namespace {

class Referee {
  public:
    void take(std::string_view line) {
        if (turn_ > 0) arrivals_.add(turn_);
        add_names(line, R"("players":[)");
        add_names(line, R"("joined":[)");
        const std::string turn = std::to_string(++turn_);
        bench::write_all(STDOUT_FILENO, R"({"type":"turn","turn":)" + turn + R"(,"ask":[)" +
                                            names_ + R"(],"state":{"number":)" + turn + "}}\n");
    }

    const bench::Arrivals& arrivals() const { return arrivals_; }

  private:
    void add_names(std::string_view line, std::string_view key) {
        const std::size_t begin = line.find(key);
        if (begin == std::string_view::npos) return;
        line.remove_prefix(begin + key.size());
        const std::string_view list = line.substr(0, line.find(']'));
        if (list.empty()) return;
        if (!names_.empty()) names_ += ',';
        names_ += list;
    }

    std::string names_;
    std::int64_t turn_ = 0;
    bench::Arrivals arrivals_;
};

}  // namespace

int main(int argc, char** argv) {
    Referee referee;
    std::string rest;
    while (bench::read_lines(STDIN_FILENO, rest,
                             [&referee](std::string_view line) { referee.take(line); })) {
    }
    if (argc > 1) referee.arrivals().write(argv[1]);
}
