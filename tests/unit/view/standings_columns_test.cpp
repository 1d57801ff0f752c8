#include "game/view/standings_columns.h"

#include <cstddef>

#include <doctest/doctest.h>

using game::view::Figure;
using game::view::figure_columns;
using game::view::standings_columns;
using game::view::StandingsColumns;

namespace {

bool has_figure(const StandingsColumns& columns, Figure figure) {
    for (std::size_t i = 0; i < figure_columns.size(); ++i) {
        if (figure_columns.at(i).figure == figure) return columns.ends.at(i) > 0;
    }
    return false;
}

}  // namespace

TEST_CASE("the narrower the standings, the fewer figures they have") {
    const StandingsColumns small = standings_columns(40, 20);
    CHECK_FALSE(small.has_tags);
    CHECK(has_figure(small, Figure::points));
    CHECK(has_figure(small, Figure::rating));
    CHECK_FALSE(has_figure(small, Figure::interval));

    const StandingsColumns usual = standings_columns(80, 20);
    CHECK(usual.has_tags);
    CHECK(has_figure(usual, Figure::crashed));
    CHECK_FALSE(has_figure(usual, Figure::encounters));
    CHECK(usual.plot_width == 0);

    const StandingsColumns wide = standings_columns(120, 6);
    CHECK(wide.plot_width >= 24);
    CHECK_FALSE(has_figure(wide, Figure::seconds));

    const StandingsColumns large = standings_columns(200, 6);
    CHECK(has_figure(large, Figure::encounters));
    CHECK(has_figure(large, Figure::seconds));
    CHECK(large.plot_width >= 60);
}

TEST_CASE("the columns of the standings stay inside, in order") {
    for (std::size_t width = 40; width < 300; ++width) {
        for (const std::size_t name : {0U, 12U, 64U}) {
            CAPTURE(width);
            const StandingsColumns columns = standings_columns(width, name);
            std::size_t last = columns.name + columns.name_width;
            if (columns.plot_width > 0) {
                CHECK(columns.plot > last);
                last = columns.plot + columns.plot_width;
            }
            for (const std::size_t end : columns.ends) {
                if (end == 0) continue;
                CHECK(end > last);
                last = end;
            }
            CHECK(last < width);
        }
    }
}
