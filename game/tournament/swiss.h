/// Swiss tournaments.
#pragma once

#include "game/tournament/pairings.h"

#include <span>
#include <vector>

namespace game::tournament {

/// The next round: everybody meets somebody of about the same score, nobody a second time. None if
/// `rounds` are played, or if everybody cannot meet somebody new.
///
/// It follows FIDE's Dutch system (Handbook C.04.3) without its rules on colours, since an
/// encounter has all start positions. Players are ordered by points, Buchholz and number. From the
/// top, those with the same points form a bracket with those left over from above. These play
/// first, against the best of the bracket; of the others, the first of the upper half plays the
/// first of the lower half, and so on; where that is no new pair, the next of the lower half, then
/// one of the upper half is taken; who finds nobody goes down to the next bracket. A pair is taken
/// only if all the others can still be paired, which a perfect matching tells (matching.h); so a
/// round is found if there is one.
///
/// With an odd number of players, the last one in the order that has had none, and can have one,
/// has a bye: it plays in no encounter of the round, and gets a point.
std::vector<Encounter> next_swiss_round(const PairingSettings& settings,
                                        std::span<const PlayedEncounter> played);

/// Points with byes, and Buchholz, after `played`; byes of complete rounds.
std::vector<Score> swiss_scores(const PairingSettings& settings,
                                std::span<const PlayedEncounter> played);

}  // namespace game::tournament
