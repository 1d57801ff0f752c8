/// A program under test, from outside: its streams, its signals, its end.
#pragma once

#include "tests/end_to_end/ending.h"
#include "tests/end_to_end/launch.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

/// What is left of a program that has ended.
struct Result {
    std::string output;
    std::string errors;
    Ending ending;
};

/// A running program. While a test waits for anything through it, its output is read and what was
/// typed is written, so neither side can block the other. What waits throws TimeOut in the end,
/// with everything that the program has said.
///
/// The destructor kills what still runs, descendants included. After a normal end it does not look:
/// leftovers are a fault, which is counted when the test is over.
class Program {
  public:
    explicit Program(const Launch& launch);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    pid_t pid() const { return pid_; }

    /// All that it has written so far, as far as it was read.
    const std::string& output() const { return output_.text; }
    const std::string& errors() const { return errors_.text; }

    /// With Sink::packets: what each single write to standard output held.
    const std::vector<std::string>& packets() const { return output_.packets; }

    /// Writes to standard input all of `text`, and comes back when it is on its way.
    void type(std::string_view text);

    /// Ends standard input; at a terminal, with Ctrl-D.
    void close_input();

    /// From now on nobody reads standard output, until release_output().
    void hold_output() { output_.held = true; }
    void release_output() { output_.held = false; }

    /// The reader of standard output goes away.
    void close_output() { output_.end.close(); }

    /// The person at the terminal goes away; the Terminal itself must be destroyed as well.
    void hang_up();

    /// Nothing happens if it was found to have ended, in one of the waits: a test may be too late
    /// on a busy machine. Until then it holds its number.
    void signal(int number) const;

    /// The same to its whole process group; needs Launch::own_group.
    void signal_group(int number) const;

    /// Waits until `condition` holds, which may be about anything.
    void wait_until(const std::string& what, const std::function<bool()>& condition);

    /// Wait until the text was written. Fail at once if the program has ended without.
    void wait_for_output(std::string_view text);
    void wait_for_errors(std::string_view text);

    /// Waits until the process has ended, whoever may still hold its streams open.
    Ending wait_for_end();

    /// Waits until the process has ended and its streams are read to their end.
    Result wait();

  private:
    /// Our side of standard output or standard error.
    struct Stream {
        Sink kind = Sink::pipe;
        Descriptor end;
        Descriptor file;  ///< with Sink::file
        std::string text;
        std::vector<std::string> packets;
        bool held = false;

        bool is_read() const { return end.is_open() && !held; }
    };

    Descriptor open_input(const Launch& launch);
    static Descriptor open_sink(Stream& stream, Sink kind, const Launch& launch);

    /// Waits a little for any event, and handles what there is. Does not wait beyond `longest`.
    void turn(int longest);
    static void read_some(Stream& stream);
    void write_some();
    void note_end();
    void read_what_is_there();
    bool streams_at_end() const { return !output_.is_read() && !errors_.is_read(); }
    void wait_for_text(const Stream& stream, std::string_view text);
    void wait_while_running(const std::string& what, const std::function<bool()>& condition);
    std::string told() const;
    void note_transcript() const;

    std::vector<std::string> command_;
    pid_t pid_ = -1;
    Descriptor process_;  ///< a pidfd: readable at the end of the process
    bool ended_ = false;
    Ending ending_;
    bool input_is_terminal_ = false;
    Descriptor input_;
    std::string to_type_;
    Stream output_;
    Stream errors_;
};

/// What the latest programs of a test were and said, for whoever has to find out why it failed.
std::vector<std::string>& transcripts();

/// Runs a program to its end.
Result run(const Launch& launch);

}  // namespace tests
