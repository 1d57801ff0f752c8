#include "game/scenario/host.h"

#include "common/text/text.h"
#include "common/text/visible_text.h"
#include "game/scenario/members.h"
#include "game/scenario/scenario.h"
#include "game/scenario/values.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace game {

using common::Json;

namespace {

/// Takes the values of one host's object.
class HostReader {
  public:
    explicit HostReader(ScenarioProblems& problems) : problems_(problems), values_(problems) {}

    Host read(const Json& object) {
        read_members(object, *this, keys, problems_);
        if (!object.contains("name")) problems_.add("must have \"name\"");
        const bool has_connection = object.contains("connect");
        const bool is_local = host_.name == local_host;
        if (is_local && has_connection) {
            problems_.add("is this machine: it has no \"connect\"");
        } else if (!is_local && !has_connection && object.contains("name")) {
            problems_.add("must have \"connect\", the command that runs a program there");
        }
        return std::move(host_);
    }

  private:
    void name(const Json& value) {
        if (auto read = values_.name(value)) host_.name = std::move(*read);
    }

    void connect(const Json& value) {
        if (value.is_array() && value.empty()) problems_.add("must not be empty");
        if (auto read = values_.words(value)) host_.connect = std::move(*read);
    }

    void slots(const Json& value) {
        host_.slots = values_.whole_number(value, slots_range).value_or(1);
    }

    void agent(const Json& value) {
        if (auto read = values_.filled_text(value)) host_.agent = std::move(*read);
    }

    static constexpr std::array<KnownKey<HostReader>, 4> keys = {{
        {"name", &HostReader::name},
        {"connect", &HostReader::connect},
        {"slots", &HostReader::slots},
        {"agent", &HostReader::agent},
    }};

    ScenarioProblems& problems_;
    ScenarioValues values_;
    Host host_;
};

}  // namespace

std::vector<Host> read_hosts(const Json& value, ScenarioProblems& problems) {
    std::vector<Host> hosts;
    if (!value.is_array()) {
        problems.add(fmt::format("must be a list, not {}", common::kind_of(value)));
        return hosts;
    }
    if (value.empty()) problems.add("must not be empty");
    for (std::size_t i = 0; i < value.size(); ++i) {
        const ScenarioPlace here(problems, i);
        if (!value[i].is_object()) {
            problems.add(fmt::format("must be an object, not {}", common::kind_of(value[i])));
            continue;
        }
        Host host = HostReader(problems).read(value[i]);
        const bool is_known =
            !host.name.empty() && std::ranges::find(hosts, host.name, &Host::name) != hosts.end();
        if (is_known) {
            problems.add(fmt::format("another host has the name {}",
                                     common::in_quotes(common::visible(host.name))));
        }
        hosts.push_back(std::move(host));
    }
    return hosts;
}

}  // namespace game
