/// KeyDecoder: from the bytes that a terminal sends to keys.
#pragma once

#include "game/view/keys.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace game::terminal {

/// Passive. Escape and the start of what a special key sends are the same byte: what is not decided
/// is kept, until more bytes come or the owner says that none have come for a while.
class KeyDecoder {
  public:
    using Sequences = std::vector<std::pair<std::string, view::KeyName>>;

    /// `sequences` is what special keys send on this terminal, beside what all of them send
    /// (ECMA-48, and the forms of xterm, rxvt and the Linux console). Without UTF-8, characters
    /// beyond ASCII are ignored.
    KeyDecoder(Sequences sequences, bool has_utf8)
        : sequences_(std::move(sequences)), has_utf8_(has_utf8) {}

    /// The keys that are complete with these bytes, in order.
    std::vector<view::Key> feed(std::string_view bytes);

    /// True if more bytes may belong to what was fed.
    bool is_undecided() const { return !bytes_.empty(); }

    /// Nothing came for a while: what is kept is decided as it stands.
    std::vector<view::Key> decide();

  private:
    bool take_one(std::vector<view::Key>& keys);
    bool take_sequence(std::vector<view::Key>& keys);
    bool take_character(std::vector<view::Key>& keys);
    void drop(std::size_t count) { bytes_.erase(0, count); }

    Sequences sequences_;
    bool has_utf8_;
    std::string bytes_;
};

}  // namespace game::terminal
