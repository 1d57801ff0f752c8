/// The responses of the server, as text (RFC 9110, RFC 9112).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace game::web {

struct ResponseHead {
    int status = 200;
    std::string_view type = "text/plain; charset=utf-8";
    std::size_t length = 0;  ///< of the body, in bytes
    std::string_view tag;    ///< for ETag, with quotes; none if empty
    bool closes = false;     ///< the connection, after this response
};

/// The status line and all headers, up to the empty line.
std::string response_head(const ResponseHead& head);

/// A whole response whose body is one line that says what was wrong. It closes the connection.
std::string error_response(int status, std::string_view problem);

}  // namespace game::web
