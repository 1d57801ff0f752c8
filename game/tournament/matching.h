/// Pairs everybody with somebody.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace game::tournament {

/// A perfect matching of an undirected graph: pairs of neighbours in which everybody occurs once.
/// Pairs can be fixed one after another, as long as the others can still be paired: so one gets the
/// matching that a list of wishes asks for, without going back.
///
/// Edmonds' algorithm ("Paths, trees, and flowers", 1965) with blossoms contracted by their bases.
/// The beginning takes time in the order of n^3, each pair that is tried one search, n^2 as a rule.
class Matching {
  public:
    /// `neighbours[a][b]` equals `neighbours[b][a]`.
    explicit Matching(std::vector<std::vector<bool>> neighbours);

    /// False if the graph has no perfect matching; then nothing can be fixed.
    bool is_perfect() const { return is_perfect_; }

    /// Fixes that `a` and `b`, who are not fixed yet, are a pair; false, and nothing is changed, if
    /// they are not neighbours or if the others could not all be paired then.
    bool fix(std::size_t a, std::size_t b);

    /// Whom it is paired with, fixed or for now; in a perfect matching.
    std::size_t mate_of(std::size_t node) const { return *mates_[node]; }

  private:
    using Node = std::optional<std::size_t>;

    struct Search;

    bool extend_from(std::size_t root);
    static std::size_t common_base(const std::vector<Node>& mates, const Search& search,
                                   std::size_t a, std::size_t b);
    static void mark_blossom(const std::vector<Node>& mates, Search& search,
                             std::vector<bool>& blossom, std::size_t node, std::size_t base,
                             std::size_t child);
    Node find_end(Search& search, std::size_t root) const;

    std::vector<std::vector<bool>> neighbours_;
    std::vector<Node> mates_;
    std::vector<bool> fixed_;
    bool is_perfect_ = false;
};

}  // namespace game::tournament
