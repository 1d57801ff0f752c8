#include "game/web/http_response.h"

#include "game/web/close_code.h"
#include "game/web/page_files.h"

#include <algorithm>

#include <doctest/doctest.h>

namespace tests {

using namespace game::web;

TEST_SUITE("HTTP responses") {
    TEST_CASE("a response has its length, its tag, and says when it is the last") {
        ResponseHead head;
        head.type = "text/css";
        head.length = 12;
        head.tag = "\"abc\"";
        const std::string text = response_head(head);
        CHECK(text.starts_with("HTTP/1.1 200 OK\r\n"));
        CHECK(text.find("\r\nContent-Type: text/css\r\nContent-Length: 12\r\n") !=
              std::string::npos);
        CHECK(text.find("\r\nETag: \"abc\"\r\n") != std::string::npos);
        CHECK(text.find("\r\nConnection: close\r\n") == std::string::npos);
        CHECK(text.ends_with("\r\n\r\n"));
    }

    TEST_CASE("an error has a line that says what was wrong") {
        const std::string text = error_response(404, "no such page");
        CHECK(text.starts_with("HTTP/1.1 404 Not Found\r\n"));
        CHECK(text.find("\r\nContent-Length: 13\r\n") != std::string::npos);
        CHECK(text.find("\r\nConnection: close\r\n") != std::string::npos);
        CHECK(text.ends_with("\r\n\r\nno such page\n"));
    }

    TEST_CASE("all files of the page are in the program") {
        for (const char* const path : {"/index.html", "/main.js", "/style.css", "/icon.svg"}) {
            CAPTURE(path);
            CHECK(std::any_of(page_files().begin(), page_files().end(),
                              [path](const PageFile& file) { return file.path == path; }));
        }
        for (const PageFile& file : page_files()) {
            CAPTURE(file.path);
            CHECK_FALSE(file.content.empty());
            CHECK(file.type.find('/') != std::string::npos);
        }
    }

    TEST_CASE("a reason to close is cut between characters") {
        CHECK(shorten_reason("short") == "short");
        CHECK(shorten_reason(std::string(200, 'x')) == std::string(123, 'x'));
        const std::string accents = std::string(122, 'x') + "\xc3\xa9";
        CHECK(shorten_reason(accents) == std::string(122, 'x'));
        CHECK(shorten_reason("bad \xff") == "bad ");
    }
}

}  // namespace tests
