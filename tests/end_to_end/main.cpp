/// The end-to-end tests drive the installed programs as a user does, and believe only the manuals.
#define DOCTEST_CONFIG_IMPLEMENT
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/processes.h"
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/skip.h"

#include <algorithm>
#include <csignal>
#include <iostream>
#include <string_view>

#include <doctest/doctest.h>
#include <unistd.h>

namespace {

/// What the listener found. A listener cannot change the result of a test; main can.
struct Findings {
    bool leftovers = false;  ///< some test left processes behind
    int run = 0;
    int skipped = 0;
};

Findings& findings() {
    static Findings found;
    return found;
}

/// What ctest knows as "skipped".
constexpr int skipped_code = 77;

/// After every test, looks whether anything that it started is still alive; and after one that
/// failed, says what the programs said.
class TestWatcher : public doctest::IReporter {
  public:
    explicit TestWatcher(const doctest::ContextOptions&) {}

    void test_case_start(const doctest::TestCaseData& test) override {
        name_ = test.m_name;
        tests::skip_reason().clear();
        tests::transcripts().clear();
    }

    void test_case_end(const doctest::CurrentTestCaseStats& test) override {
        if (test.failure_flags != 0) print_transcripts();
        try {
            tests::wait_until_all_are_gone();
        } catch (const tests::TimeOut&) {
            report_and_kill();
        }
        tests::reap_zombies();
        count(test.failure_flags == 0);
    }

    void report_query(const doctest::QueryData&) override {}
    void test_run_start() override {}
    void test_run_end(const doctest::TestRunStats&) override {}
    void test_case_reenter(const doctest::TestCaseData&) override {}
    void test_case_exception(const doctest::TestCaseException&) override {}
    void subcase_start(const doctest::SubcaseSignature&) override {}
    void subcase_end() override {}
    void log_assert(const doctest::AssertData&) override {}
    void log_message(const doctest::MessageData&) override {}
    void test_case_skipped(const doctest::TestCaseData&) override {}

  private:
    static void count(bool passed) {
        if (passed && !tests::skip_reason().empty()) {
            std::cout << "skipped: " << tests::skip_reason() << '\n';
            ++findings().skipped;
        } else {
            ++findings().run;
        }
    }

    /// The last ones are the likely culprits.
    static void print_transcripts() {
        constexpr std::size_t shown = 3;
        const auto& all = tests::transcripts();
        for (std::size_t i = all.size() - std::min(all.size(), shown); i < all.size(); ++i) {
            std::cerr << "=== " << all[i] << "\n===\n";
        }
    }

    void report_and_kill() const {
        findings().leftovers = true;
        std::cerr << "FAILED: the test \"" << name_ << "\" left processes behind:\n";
        for (const tests::Process& process : tests::living_descendants_of(::getpid())) {
            std::cerr << "  " << process.pid << " " << process.name << " (" << process.state
                      << ", parent " << process.parent << ", group " << process.group << ")\n";
            tests::kill_tree(process.pid);
        }
    }

    std::string_view name_;
};

DOCTEST_REGISTER_LISTENER("watcher", 1, TestWatcher);

}  // namespace

int main(int argc, char** argv) {
    tests::adopt_orphans();
    // A program that closes its standard input early must fail its test, not kill it.
    std::signal(SIGPIPE, SIG_IGN);
    doctest::Context context(argc, argv);
    const int result = context.run();
    if (result != 0) return result;
    if (findings().leftovers) return 1;
    return findings().run == 0 && findings().skipped > 0 ? skipped_code : 0;
}
