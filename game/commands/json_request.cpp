#include "game/commands/json_request.h"

#include "common/json/json_text.h"
#include "common/json/json_writer.h"
#include "common/text/text.h"
#include "game/commands/command.h"

#include <variant>

#include <fmt/format.h>

namespace game {

namespace {

using common::Json;

/// Finds the parts of an object in its text, which is JSON. So a number of any length is sent back
/// as it came.
class ObjectText {
  public:
    explicit ObjectText(std::string_view text) : text_(trim(text)) {}

    /// The text of the value of member `number`, from 0.
    std::string_view value(std::size_t number) {
        at_ = 1;
        for (std::size_t i = 0; i < number; ++i) {
            skip_to(':');
            ++at_;
            skip_to(',');
            ++at_;
        }
        skip_to(':');
        const std::size_t begin = ++at_;
        skip_to(',');
        return trim(text_.substr(begin, at_ - begin));
    }

  private:
    /// Goes on to the next `end` outside of strings and of inner lists and objects, or to the end
    /// of this object.
    void skip_to(char end) {
        for (std::size_t depth = 0; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (depth == 0 && (c == end || c == '}')) return;
            if (c == '"') skip_string();
            if (c == '{' || c == '[') ++depth;
            if (c == '}' || c == ']') --depth;
        }
    }

    /// Goes on to the quote that ends the string.
    void skip_string() {
        for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
            if (text_[at_] == '\\') ++at_;
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

/// Reads one line. Goes on after a problem, so that the answer has the id.
class JsonRequestReader {
  public:
    explicit JsonRequestReader(std::string_view line) : line_(line) {}

    JsonRequest read() {
        std::variant<Json, common::JsonProblem> parsed = common::parse_json(line_);
        if (const auto* const problem = std::get_if<common::JsonProblem>(&parsed)) {
            refuse(fmt::format("column {}: {}", problem->column, problem->what));
        } else if (const Json& value = std::get<Json>(parsed); value.is_object()) {
            read_members(value);
        } else {
            refuse(fmt::format("expected an object, found {}", common::kind_of(value)));
        }
        if (!has_command_) refuse("the key \"command\" is missing");
        if (request_.problem) request_.command = trim(line_);
        return std::move(request_);
    }

  private:
    void read_members(const Json& object) {
        std::size_t number = 0;
        for (const auto& [key, value] : object.items()) {
            if (key == "id") {
                read_id(number);
            } else if (key == "command") {
                read_command(value);
            } else if (key == "text") {
                read_wants_text(value);
            } else {
                refuse(fmt::format("unknown key {}", common::in_quotes(key)));
            }
            ++number;
        }
    }

    void read_id(std::size_t number) {
        if (request_.id.empty()) {
            request_.id = ObjectText(line_).value(number);
        } else {
            refuse_repeated("id");
        }
    }

    void read_command(const Json& value) {
        if (has_command_) refuse_repeated("command");
        has_command_ = true;
        if (!value.is_string()) {
            refuse(fmt::format("\"command\" takes a string, found {}", common::kind_of(value)));
            return;
        }
        request_.command = value.get<std::string>();
        if (trim(request_.command).empty()) refuse("\"command\" is empty");
    }

    void read_wants_text(const Json& value) {
        if (has_text_) refuse_repeated("text");
        has_text_ = true;
        if (value.is_boolean()) {
            request_.wants_text = value.get<bool>();
        } else {
            refuse(fmt::format("\"text\" takes true or false, found {}", common::kind_of(value)));
        }
    }

    void refuse_repeated(std::string_view key) {
        refuse(fmt::format("the key \"{}\" is given twice", key));
    }

    /// The first problem counts.
    void refuse(std::string problem) {
        if (!request_.problem) request_.problem = std::move(problem);
    }

    std::string_view line_;
    JsonRequest request_;
    bool has_command_ = false;
    bool has_text_ = false;
};

}  // namespace

bool is_json_request(std::string_view line) {
    return trim(line).starts_with('{');
}

JsonRequest read_json_request(std::string_view line) {
    return JsonRequestReader(line).read();
}

JsonRequest overlong_json_request(std::string_view start) {
    return {common::shortened(start, 64),
            {},
            false,
            fmt::format("the line is longer than {} bytes", max_command_size)};
}

std::string format_json_reply(const JsonRequest& request, const CommandReply& reply) {
    std::string line = reply.refusal ? R"({"ok":false)" : R"({"ok":true)";
    if (!request.id.empty()) line.append(R"(,"id":)").append(request.id);
    if (reply.refusal) {
        line += R"(,"error":)";
        common::append_json_string(line, *reply.refusal);
    } else if (!reply.text.empty() && (request.wants_text || reply.members.empty())) {
        line += R"(,"text":)";
        common::append_json_string(line, reply.text);
    } else if (!reply.members.empty()) {
        line.append(",").append(reply.members);
    }
    return line += "}\n";
}

}  // namespace game
