/// Reads standard input to its end as fast as it can, and says what it was, as JSON:
///     drain FILE [count CHARACTER]... [latency CHARACTER] [times CHARACTER]
/// `count` counts a character. After the one of `latency` stands the time at which the line was
/// written (see ticker): how much later it arrived is listed. When those of `times` arrived is
/// listed as well. All times are nanoseconds of CLOCK_MONOTONIC.
#include "tests/bench/tools.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace {

class Drain {
  public:
    Drain(int argc, char** argv) {
        for (int i = 2; i + 1 < argc; i += 2) {
            const std::string_view what = argv[i];
            const char character = argv[i + 1][0];
            if (what == "count") counts_[character] = 0;
            if (what == "latency") stamp_ = character;
            if (what == "times") timed_ = character;
        }
    }

    void take(std::string_view bytes) {
        const std::int64_t now = bench::now_ns();
        if (bytes_ == 0) first_ = now;
        last_ = now;
        bytes_ += bytes.size();
        for (auto& [character, count] : counts_)
            count += std::count(bytes.begin(), bytes.end(), character);
        if (timed_ != '\0') {
            times_.insert(times_.end(),
                          static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), timed_)),
                          now);
        }
        if (stamp_ != '\0') take_stamps(bytes, now);
    }

    void describe(std::ostream& out) const {
        out << "{\"bytes\":" << bytes_ << ",\"first\":" << first_ << ",\"last\":" << last_
            << ",\"counts\":{";
        const char* separator = "";
        for (const auto& [character, count] : counts_) {
            out << separator << '"' << character << "\":" << count;
            separator = ",";
        }
        out << "},\"latencies\":";
        list(out, latencies_);
        out << ",\"times\":";
        list(out, times_);
        out << "}\n";
    }

  private:
    /// A stamp may be cut in two by the end of what was read.
    void take_stamps(std::string_view bytes, std::int64_t now) {
        std::string joined;
        if (!cut_.empty()) {
            joined = cut_ + std::string(bytes);
            bytes = joined;
            cut_.clear();
        }
        for (std::size_t at = bytes.find(stamp_); at != std::string_view::npos;
             at = bytes.find(stamp_, at + 1)) {
            const std::size_t end = bytes.find_first_not_of("0123456789", at + 1);
            if (end == std::string_view::npos) {
                cut_ = bytes.substr(at);
                return;
            }
            latencies_.push_back(now - bench::number(bytes.data() + at + 1));
        }
    }

    static void list(std::ostream& out, const std::vector<std::int64_t>& numbers) {
        const char* separator = "";
        out << '[';
        for (const std::int64_t value : numbers) {
            out << separator << value;
            separator = ",";
        }
        out << ']';
    }

    std::map<char, std::int64_t> counts_;
    char stamp_ = '\0';
    char timed_ = '\0';
    std::size_t bytes_ = 0;
    std::int64_t first_ = 0;
    std::int64_t last_ = 0;
    std::string cut_;
    std::vector<std::int64_t> latencies_;
    std::vector<std::int64_t> times_;
};

}  // namespace

int main(int argc, char** argv) {
    Drain drain(argc, argv);
    static std::array<char, 256 * 1024> buffer;
    for (;;) {
        const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (count == 0) break;
        if (count > 0) {
            drain.take(std::string_view(buffer.data(), static_cast<std::size_t>(count)));
        } else if (errno != EINTR) {
            bench::give_up("read");
        }
    }
    std::ofstream out(argv[1]);
    drain.describe(out);
}
