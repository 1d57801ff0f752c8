// Perfect matchings of all small graphs, against trying everything.

#include "game/tournament/matching.h"

#include "common/draws.h"

#include <doctest/doctest.h>

using game::tournament::Matching;

namespace {

using Graph = std::vector<std::vector<bool>>;

/// Whether those that are left can be paired, by trying.
bool can_be_paired(const Graph& graph, std::vector<bool>& is_gone) {
    std::size_t first = 0;
    while (first < graph.size() && is_gone[first])
        ++first;
    if (first == graph.size()) return true;
    is_gone[first] = true;
    for (std::size_t other = first + 1; other < graph.size(); ++other) {
        if (is_gone[other] || !graph[first][other]) continue;
        is_gone[other] = true;
        const bool can = can_be_paired(graph, is_gone);
        is_gone[other] = false;
        if (can) {
            is_gone[first] = false;
            return true;
        }
    }
    is_gone[first] = false;
    return false;
}

}  // namespace

TEST_CASE("matching: agrees with trying everything, on random graphs") {
    common::Draws draws(1, 1);
    for (std::size_t run = 0; run < 1500; ++run) {
        const std::size_t nodes = 1 + draws.below(10);
        const std::size_t density = 1 + draws.below(9);
        Graph graph(nodes, std::vector<bool>(nodes));
        for (std::size_t a = 0; a < nodes; ++a) {
            for (std::size_t b = 0; b < a; ++b)
                graph[a][b] = graph[b][a] = draws.below(10) < density;
        }
        std::vector<bool> is_gone(nodes);
        Matching matching(graph);
        REQUIRE(matching.is_perfect() == can_be_paired(graph, is_gone));
        if (!matching.is_perfect()) continue;
        for (std::size_t a = 0; a < nodes; ++a) {
            for (std::size_t b = 0; b < nodes; ++b) {
                if (is_gone[a] || is_gone[b] || a == b) continue;
                is_gone[a] = is_gone[b] = true;
                const bool can = graph[a][b] && can_be_paired(graph, is_gone);
                REQUIRE(matching.fix(a, b) == can);
                is_gone[a] = is_gone[b] = can;
            }
        }
        for (std::size_t node = 0; node < nodes; ++node)
            REQUIRE(matching.mate_of(matching.mate_of(node)) == node);
    }
}
