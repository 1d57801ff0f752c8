#include "game/web/http_response.h"

#include <fmt/format.h>

namespace game::web {
namespace {

std::string_view reason_phrase(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 413:
            return "Content Too Large";
        case 426:
            return "Upgrade Required";
        case 503:
            return "Service Unavailable";
        default:
            return "Error";
    }
}

/// Of every response: nothing from elsewhere, no script but our files, no frame around the page.
constexpr std::string_view fixed_headers =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Cache-Control: no-cache\r\n";

}  // namespace

std::string response_head(const ResponseHead& head) {
    std::string text = fmt::format("HTTP/1.1 {} {}\r\n", head.status, reason_phrase(head.status));
    text += fixed_headers;
    if (!head.tag.empty()) text += fmt::format("ETag: {}\r\n", head.tag);
    if (head.status != 304) {
        text += fmt::format("Content-Type: {}\r\nContent-Length: {}\r\n", head.type, head.length);
    }
    if (head.status == 405) text += "Allow: GET, HEAD\r\n";
    if (head.status == 426) text += "Upgrade: websocket\r\n";
    text += head.closes ? "Connection: close\r\n\r\n" : "\r\n";
    return text;
}

std::string error_response(int status, std::string_view problem) {
    ResponseHead head;
    head.status = status;
    head.length = problem.size() + 1;
    head.closes = true;
    return response_head(head) + std::string(problem) + '\n';
}

}  // namespace game::web
