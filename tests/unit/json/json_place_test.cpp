#include "common/json/json_place.h"

#include <string>

#include <doctest/doctest.h>

using game::JsonPlace;

namespace {

std::string pointer_to_member(std::string_view key) {
    const JsonPlace root;
    return root.member(key).pointer();
}

}  // namespace

TEST_CASE("a JsonPlace's pointer leads down from the root") {
    const JsonPlace root;
    const JsonPlace script = root.member("script");
    const JsonPlace entry = script.element(2);
    CHECK(root.pointer().empty());
    CHECK(entry.member("predef").pointer() == "/script/2/predef");
}

TEST_CASE("a JsonPlace's pointer escapes keys") {
    CHECK(pointer_to_member("a/b~c") == "/a~1b~0c");
    CHECK(pointer_to_member("") == "/");
    CHECK(pointer_to_member("two\nlines\x7f") == "/two\\x0alines\\x7f");
}

TEST_CASE("a JsonPlace's pointer cuts long keys, but no character") {
    CHECK(pointer_to_member(std::string(80, 'x')) == '/' + std::string(80, 'x'));
    CHECK(pointer_to_member(std::string(1000, 'x')) == '/' + std::string(80, 'x') + "...");
    CHECK(pointer_to_member(std::string(79, 'x') + "\u00e9y") ==
          '/' + std::string(79, 'x') + "...");
}
