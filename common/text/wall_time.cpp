#include "common/text/wall_time.h"

#include "common/text/number.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ctime>

#include <fmt/format.h>

namespace common {

namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::year_month_day;

/// Takes the parts of a text from left to right. After a part that is not there, `failed` is true.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    bool failed() const { return failed_; }
    bool is_at_end() const { return text_.empty(); }

    /// A number of exactly `digits` digits, at most `max`.
    int number(std::size_t digits, int min, int max) {
        const std::string_view part = text_.substr(0, digits);
        if (part.size() < digits || !std::ranges::all_of(part, is_digit)) return fail();
        text_.remove_prefix(digits);
        int value = 0;
        for (const char digit : part)
            value = 10 * value + (digit - '0');
        return value < min || value > max ? fail() : value;
    }

    /// One of `characters`; 0 if there is none.
    char any_of(std::string_view characters) {
        if (text_.empty() || characters.find(text_.front()) == std::string_view::npos) return 0;
        const char found = text_.front();
        text_.remove_prefix(1);
        return found;
    }

    void expect(std::string_view characters) {
        if (any_of(characters) == 0) fail();
    }

    /// The digits of a fraction, in thousandths.
    int thousandths() {
        int value = 0;
        int scale = 100;
        if (text_.empty() || !is_digit(text_.front())) return fail();
        for (; !text_.empty() && is_digit(text_.front()); text_.remove_prefix(1)) {
            value += scale * (text_.front() - '0');
            scale /= 10;
        }
        return value;
    }

  private:
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }

    int fail() {
        failed_ = true;
        return 0;
    }

    std::string_view text_;
    bool failed_ = false;
};

/// What has to be added to UTC to get the time before it.
std::chrono::minutes read_offset(Scanner& scanner) {
    if (scanner.any_of("Zz") != 0) return 0min;
    const char sign = scanner.any_of("+-");
    const auto hours = std::chrono::hours(scanner.number(2, 0, 23));
    scanner.expect(":");
    const auto minutes = std::chrono::minutes(scanner.number(2, 0, 59));
    if (sign == 0) scanner.expect("+-");
    return sign == '-' ? -(hours + minutes) : hours + minutes;
}

}  // namespace

WallTime wall_time_now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

void append_rfc3339(std::string& out, WallTime time) {
    const sys_days day = std::chrono::floor<std::chrono::days>(time);
    const year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    out += fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                       clock.subseconds().count());
}

std::optional<WallTime> read_rfc3339(std::string_view text) {
    Scanner scanner(text);
    const int year = scanner.number(4, 0, 9999);
    scanner.expect("-");
    const int month = scanner.number(2, 1, 12);
    scanner.expect("-");
    const int day = scanner.number(2, 1, 31);
    scanner.expect("Tt ");
    const auto hours = std::chrono::hours(scanner.number(2, 0, 23));
    scanner.expect(":");
    const auto minutes = std::chrono::minutes(scanner.number(2, 0, 59));
    scanner.expect(":");
    const auto seconds = std::chrono::seconds(scanner.number(2, 0, 60));
    std::chrono::milliseconds rest(0);
    if (scanner.any_of(".") != 0) rest = std::chrono::milliseconds(scanner.thousandths());
    const std::chrono::minutes offset = read_offset(scanner);
    const year_month_day date{std::chrono::year(year),
                              std::chrono::month(static_cast<unsigned>(month)),
                              std::chrono::day(static_cast<unsigned>(day))};
    if (scanner.failed() || !scanner.is_at_end() || !date.ok()) return std::nullopt;
    const WallTime time = sys_days(date) + hours + minutes + seconds + rest - offset;
    const auto written_year = year_month_day(std::chrono::floor<std::chrono::days>(time)).year();
    const bool is_writable =
        written_year >= std::chrono::year(0) && written_year <= std::chrono::year(9999);
    return is_writable ? std::optional(time) : std::nullopt;
}

/// Not read as one number: a double has not all the digits of a fraction.
std::optional<WallTime> read_point_in_time(std::string_view text) {
    constexpr std::uint64_t last_second = 253'402'300'799;  // of the year 9999
    const std::size_t point = text.find('.');
    const std::optional<std::uint64_t> seconds = read_whole_number(text.substr(0, point));
    if (!seconds) return read_rfc3339(text);
    if (*seconds > last_second) return std::nullopt;
    int thousandths = 0;
    if (point != std::string_view::npos) {
        Scanner scanner(text.substr(point + 1));
        thousandths = scanner.thousandths();
        if (scanner.failed() || !scanner.is_at_end()) return std::nullopt;
    }
    return WallTime(std::chrono::seconds(*seconds)) + std::chrono::milliseconds(thousandths);
}

void append_local_time(std::string& out, WallTime time) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const std::time_t whole = std::chrono::system_clock::to_time_t(seconds);
    std::tm local{};
    if (::localtime_r(&whole, &local) == nullptr) ::gmtime_r(&whole, &local);
    out += fmt::format("{:02}:{:02}:{:02}.{:03}", local.tm_hour, local.tm_min, local.tm_sec,
                       (time - seconds).count());
}

}  // namespace common
