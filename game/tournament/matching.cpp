#include "game/tournament/matching.h"

#include <numeric>
#include <utility>

namespace game::tournament {

/// A search for an augmenting path: pairs and other edges alternate on it, and both of its ends are
/// unmatched nodes.
struct Matching::Search {
    explicit Search(std::size_t nodes) : reached(nodes), parents(nodes), bases(nodes) {
        std::iota(bases.begin(), bases.end(), std::size_t{0});
    }

    std::vector<bool> reached;         ///< by a path of even length
    std::vector<Node> parents;         ///< of those reached by a path of odd length
    std::vector<std::size_t> bases;    ///< of the blossom that a node is in; itself if in none
    std::vector<std::size_t> waiting;  ///< reached ones in their order
};

Matching::Matching(std::vector<std::vector<bool>> neighbours)
    : neighbours_(std::move(neighbours)), mates_(neighbours_.size()), fixed_(neighbours_.size()) {
    for (std::size_t node = 0; node < mates_.size(); ++node)
        if (!mates_[node] && !extend_from(node)) return;
    is_perfect_ = true;
}

bool Matching::fix(std::size_t a, std::size_t b) {
    if (!is_perfect_ || !neighbours_[a][b]) return false;
    const std::vector<Node> before = mates_;
    const Node of_a = std::exchange(mates_[a], b);
    const Node of_b = std::exchange(mates_[b], a);
    fixed_[a] = fixed_[b] = true;
    if (of_a == b) return true;
    mates_[*of_a].reset();
    mates_[*of_b].reset();
    if (extend_from(*of_a)) return true;
    mates_ = before;
    fixed_[a] = fixed_[b] = false;
    return false;
}

/// Matches `root` and one more unmatched node. Returns false if there is no augmenting path.
bool Matching::extend_from(std::size_t root) {
    Search search(mates_.size());
    Node node = find_end(search, root);
    if (!node) return false;
    while (node) {
        const std::size_t parent = *search.parents[*node];
        const Node next = mates_[parent];
        mates_[*node] = parent;
        mates_[parent] = node;
        node = next;
    }
    return true;
}

/// Searches in breadth. A node that is alone and reached by an odd path is the end.
Matching::Node Matching::find_end(Search& search, std::size_t root) const {
    search.reached[root] = true;
    search.waiting.push_back(root);
    for (std::size_t first = 0; first < search.waiting.size(); ++first) {
        const std::size_t from = search.waiting[first];
        for (std::size_t to = 0; to < mates_.size(); ++to) {
            if (!neighbours_[from][to] || fixed_[to]) continue;
            if (search.bases[from] == search.bases[to] || mates_[from] == to) continue;
            if (to == root || (mates_[to] && search.parents[*mates_[to]])) {
                const std::size_t base = common_base(mates_, search, from, to);
                std::vector<bool> blossom(mates_.size());
                mark_blossom(mates_, search, blossom, from, base, to);
                mark_blossom(mates_, search, blossom, to, base, from);
                for (std::size_t node = 0; node < mates_.size(); ++node) {
                    if (!blossom[search.bases[node]]) continue;
                    search.bases[node] = base;
                    if (search.reached[node]) continue;
                    search.reached[node] = true;
                    search.waiting.push_back(node);
                }
            } else if (!search.parents[to]) {
                search.parents[to] = from;
                if (!mates_[to]) return to;
                search.reached[*mates_[to]] = true;
                search.waiting.push_back(*mates_[to]);
            }
        }
    }
    return std::nullopt;
}

/// The base at which the ways from `a` and `b` back to the root meet.
std::size_t Matching::common_base(const std::vector<Node>& mates, const Search& search,
                                  std::size_t a, std::size_t b) {
    std::vector<bool> on_way(mates.size());
    for (;;) {
        a = search.bases[a];
        on_way[a] = true;
        if (!mates[a]) break;
        a = *search.parents[*mates[a]];
    }
    for (;;) {
        b = search.bases[b];
        if (on_way[b]) return b;
        b = *search.parents[*mates[b]];
    }
}

/// Marks what lies between `node` and the base, and notes how one comes through the blossom the
/// other way round.
void Matching::mark_blossom(const std::vector<Node>& mates, Search& search,
                            std::vector<bool>& blossom, std::size_t node, std::size_t base,
                            std::size_t child) {
    while (search.bases[node] != base) {
        blossom[search.bases[node]] = blossom[search.bases[*mates[node]]] = true;
        search.parents[node] = child;
        child = *mates[node];
        node = *search.parents[*mates[node]];
    }
}

}  // namespace game::tournament
