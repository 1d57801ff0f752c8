#include "game/web/request.h"

namespace game::web {
namespace {

std::optional<std::string> header(lws* connection, lws_token_indexes token) {
    const int length = lws_hdr_total_length(connection, token);
    if (length <= 0) return std::nullopt;
    // Room for the commas between repeated headers, and the end.
    std::string text(static_cast<std::size_t>(length) + 64, '\0');
    if (lws_hdr_copy(connection, text.data(), static_cast<int>(text.size()), token) < 0) {
        return std::string();  // no value that anything equals
    }
    text.resize(text.find('\0'));
    return text;
}

}  // namespace

Request read_request(lws* connection) {
    Request request;
    if (const auto path = header(connection, WSI_TOKEN_GET_URI)) {
        request.method = Request::Method::get;
        request.path = *path;
    } else if (const auto head_path = header(connection, WSI_TOKEN_HEAD_URI)) {
        request.method = Request::Method::head;
        request.path = *head_path;
    }
    request.host = header(connection, WSI_TOKEN_HOST);
    request.origin = header(connection, WSI_TOKEN_ORIGIN);
    request.known_tag = header(connection, WSI_TOKEN_HTTP_IF_NONE_MATCH);
    const std::optional<std::string> length = header(connection, WSI_TOKEN_HTTP_CONTENT_LENGTH);
    request.has_body = (length && *length != "0") ||
                       header(connection, WSI_TOKEN_HTTP_TRANSFER_ENCODING).has_value();
    return request;
}

std::optional<std::string> query_parameter(lws* connection, std::string_view name) {
    std::optional<std::string> value;
    for (int place = 0;; ++place) {
        const int length = lws_hdr_fragment_length(connection, WSI_TOKEN_HTTP_URI_ARGS, place);
        if (length <= 0) return value;
        std::string text(static_cast<std::size_t>(length) + 1, '\0');
        const int copied = lws_hdr_copy_fragment(
            connection, text.data(), static_cast<int>(text.size()), WSI_TOKEN_HTTP_URI_ARGS, place);
        if (copied < 0) return value;
        text.resize(static_cast<std::size_t>(copied));
        const std::size_t equals = text.find('=');
        if (equals != std::string::npos && text.compare(0, equals, name) == 0) {
            value = text.substr(equals + 1);
        }
    }
}

}  // namespace game::web
