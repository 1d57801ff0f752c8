/// A test that ends as soon as it is known whether one player is better than another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace game::tournament {

/// Is the first player better by `elo0` (hypothesis 0), or by `elo1` (hypothesis 1), which is more?
struct SprtSettings {
    double elo0 = 0;  ///< logistic: 400 Elo are a score of 10 / 11
    double elo1 = 10;
    double alpha = 0.05;  ///< the chance to accept hypothesis 1 although 0 is true; in (0, 0.5)
    double beta = 0.05;   ///< the chance to accept hypothesis 0 although 1 is true; in (0, 0.5)
};

/// What is wrong with the settings, for people.
std::optional<std::string> find_problem(const SprtSettings& settings);

enum class Verdict { undecided, accept_h0, accept_h1 };

/// How many encounters had a score.
struct ScoreCount {
    double score = 0;  ///< points of the first player per match, from 0 to 1
    std::uint64_t count = 0;
};

/// The generalised log likelihood ratio of hypothesis 1 to hypothesis 0.
///
/// Each hypothesis says only what the expected score is. So the chances of the scores are estimated
/// twice, by maximum likelihood with each of the expectations, and the ratio is that of the two
/// maxima (Van den Bergh, "A practical introduction to the GSPRT", and "Comments on normalized
/// Elo"). Counting encounters rather than matches ("pentanomial": 0, 1/2, 1, 3/2, 2 points of two
/// matches) is right although both matches of an encounter depend on each other.
///
/// `counts` has each score that is possible once, in ascending order, also those that never
/// occurred: these count 0.001, as in fishtest, so that both maxima exist. The first score must be
/// below both expected scores, the last one above. 0 if all counts are 0.
double log_likelihood_ratio(std::span<const ScoreCount> counts, double elo0, double elo1);

/// Wald's sequential probability ratio test, given the encounters one after another. The first
/// verdict stays: what is added later changes nothing, as the error rates demand.
///
/// Encounters must be added in the order of their numbers, not in that in which they ended: short
/// matches may be won more often.
class Sprt {
  public:
    /// With `matches` per encounter, the scores that are possible are multiples of
    /// 1 / (2 `matches`). Throws std::invalid_argument if find_problem() finds one.
    explicit Sprt(const SprtSettings& settings, std::size_t matches = 2);

    /// Takes the mean points per match of the first player in the next encounter. A score that was
    /// not thought of, as when a match is void, becomes possible.
    void add(double score);

    Verdict verdict() const { return verdict_; }
    double ratio() const { return ratio_; }  ///< the log likelihood ratio at the verdict, or now
    double lower() const { return lower_; }  ///< hypothesis 0 is accepted at or below it
    double upper() const { return upper_; }  ///< hypothesis 1 is accepted at or above it
    std::uint64_t encounters() const { return encounters_; }  ///< up to the verdict

  private:
    SprtSettings settings_;
    std::vector<ScoreCount> counts_;
    double lower_;
    double upper_;
    double ratio_ = 0;
    std::uint64_t encounters_ = 0;
    Verdict verdict_ = Verdict::undecided;
};

}  // namespace game::tournament
