#include "game/match/mailbox.h"

#include "tests/unit/match/match_world.h"

#include <string>

using game::Mailbox;
using tests::FakeInput;

TEST_CASE("with room everything is written at once") {
    FakeInput input;
    Mailbox mailbox(input);
    mailbox.post("hello\n");
    mailbox.post_turn(1, {"turn ", "1", "\n"});
    CHECK(*input.taken == "hello\nturn 1\n");
    CHECK_FALSE(mailbox.is_blocked());
    mailbox.post_last("end\n");
    CHECK(*input.is_closed);
    CHECK(*input.taken == "hello\nturn 1\nend\n");
}

TEST_CASE("without room the newest turn is kept, and how many were skipped is counted") {
    FakeInput input;
    input.room = 0;
    Mailbox mailbox(input);
    mailbox.post("hello\n");
    CHECK_FALSE(mailbox.drop_turn());
    mailbox.post_turn(1, {"turn 1\n", "", ""});
    CHECK(mailbox.has_waiting_turn());
    CHECK(mailbox.drop_turn() == 1);
    CHECK(mailbox.skipped() == 1);
    mailbox.post_turn(2, {"turn 2\n", "", ""});
    CHECK(mailbox.drop_turn() == 2);
    CHECK(mailbox.skipped() == 2);
    mailbox.post_turn(3, {"turn 3\n", "", ""});
    input.room = 100;
    mailbox.flush();
    CHECK(*input.taken == "hello\nturn 3\n");
    CHECK(mailbox.skipped() == 0);
}

TEST_CASE("a message that is partly written is completed before another one") {
    FakeInput input;
    input.room = 8;
    Mailbox mailbox(input);
    mailbox.post_turn(1, {"turn ", "one", " is long\n"});
    CHECK(*input.taken == "turn one");
    CHECK(mailbox.is_blocked());
    CHECK_FALSE(mailbox.has_waiting_turn());
    CHECK_FALSE(mailbox.drop_turn());
    mailbox.post_turn(2, {"turn 2\n", "", ""});
    mailbox.post("out\n");
    input.room = 4;
    mailbox.flush();
    input.room = 100;
    mailbox.flush();
    CHECK(*input.taken == "turn one is long\nturn 2\nout\n");
    CHECK_FALSE(mailbox.is_blocked());
}

TEST_CASE("messages between turns do not keep the turns before them") {
    FakeInput input;
    input.room = 0;
    Mailbox mailbox(input);
    mailbox.post("hello\n");
    for (std::uint64_t turn = 1; turn <= 3; ++turn) {
        mailbox.drop_turn();
        mailbox.post_turn(turn, {"turn ", std::to_string(turn), "\n"});
        mailbox.post("out\n");
    }
    CHECK(mailbox.skipped() == 2);
    input.room = 100;
    mailbox.flush();
    CHECK(*input.taken == "hello\nout\nout\nturn 3\nout\n");
    CHECK_FALSE(mailbox.is_blocked());
}

TEST_CASE("for one who never reads, the memory is bounded, and the last message is kept") {
    FakeInput input;
    input.room = 0;
    Mailbox mailbox(input);
    const std::string out(1000, 'o');
    for (std::uint64_t turn = 1; turn <= 1000; ++turn) {
        mailbox.drop_turn();
        mailbox.post_turn(turn, {"turn\n", {}, {}});
        mailbox.post(out);
    }
    mailbox.post_last("end\n");
    input.room = 1'000'000;
    mailbox.flush();
    CHECK(input.taken->size() < 20'000);
    CHECK(input.taken->ends_with("turn\nend\n"));
    CHECK(*input.is_closed);
}

TEST_CASE("the input is closed when the last message has been written") {
    FakeInput input;
    input.room = 2;
    Mailbox mailbox(input);
    mailbox.post_last("end\n");
    CHECK_FALSE(*input.is_closed);
    mailbox.post("more\n");
    mailbox.post_turn(1, {"turn\n", "", ""});
    input.room = 100;
    mailbox.flush();
    CHECK(*input.is_closed);
    CHECK(*input.taken == "end\n");
}

TEST_CASE("when nobody reads any more, nothing is kept") {
    FakeInput input;
    input.is_gone = true;
    Mailbox mailbox(input);
    mailbox.post_turn(1, {"turn\n", "", ""});
    CHECK(mailbox.is_closed());
    CHECK_FALSE(mailbox.is_blocked());
    mailbox.post("out\n");
    mailbox.flush();
    CHECK(input.taken->empty());
}
