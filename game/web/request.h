/// Request: what a client asks for, as libwebsockets has parsed it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <libwebsockets.h>

namespace game::web {

/// The header of a request. To be made while libwebsockets has it: in LWS_CALLBACK_HTTP and
/// LWS_CALLBACK_HTTP_CONFIRM_UPGRADE.
struct Request {
    enum class Method { get, head, other };

    Method method = Method::other;
    std::string path;  ///< decoded, without the query
    std::optional<std::string> host;
    std::optional<std::string> origin;
    std::optional<std::string> known_tag;  ///< If-None-Match
    bool has_body = false;
};

Request read_request(lws* connection);

/// The decoded value of a parameter of the query; none if it is not there. The last one counts.
std::optional<std::string> query_parameter(lws* connection, std::string_view name);

}  // namespace game::web
