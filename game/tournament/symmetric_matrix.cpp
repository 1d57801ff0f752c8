#include "game/tournament/symmetric_matrix.h"

#include <cmath>
#include <utility>

namespace game::tournament {

std::optional<Cholesky> Cholesky::of(const SymmetricMatrix& matrix) {
    constexpr double rounding = 1e-14;
    const std::size_t size = matrix.size();
    SymmetricMatrix lower(size);
    for (std::size_t row = 0; row < size; ++row) {
        for (std::size_t column = 0; column <= row; ++column) {
            double rest = matrix.at(row, column);
            for (std::size_t i = 0; i < column; ++i)
                rest -= lower.at(row, i) * lower.at(column, i);
            if (column < row) {
                lower.at(row, column) = rest / lower.at(column, column);
            } else {
                if (!(rest > matrix.at(row, row) * rounding) || !std::isfinite(rest))
                    return std::nullopt;
                lower.at(row, row) = std::sqrt(rest);
            }
        }
    }
    return Cholesky(std::move(lower));
}

std::vector<double> Cholesky::solve(std::span<const double> right) const {
    std::vector<double> solution(right.begin(), right.end());
    for (std::size_t row = 0; row < solution.size(); ++row) {
        for (std::size_t i = 0; i < row; ++i)
            solution[row] -= lower_.at(row, i) * solution[i];
        solution[row] /= lower_.at(row, row);
    }
    for (std::size_t row = solution.size(); row-- > 0;) {
        solution[row] /= lower_.at(row, row);
        for (std::size_t i = 0; i < row; ++i)
            solution[i] -= lower_.at(row, i) * solution[row];
    }
    return solution;
}

SymmetricMatrix Cholesky::inverse() const {
    SymmetricMatrix inverse(lower_.size());
    std::vector<double> unit(lower_.size());
    for (std::size_t column = 0; column < lower_.size(); ++column) {
        unit[column] = 1;
        const std::vector<double> solution = solve(unit);
        unit[column] = 0;
        for (std::size_t row = 0; row < lower_.size(); ++row)
            inverse.at(row, column) = solution[row];
    }
    return inverse;
}

std::optional<std::vector<double>> solve(std::vector<std::vector<double>> rows,
                                         std::vector<double> right) {
    constexpr double nothing = 1e-9;
    const std::size_t size = rows.size();
    for (std::size_t column = 0; column < size; ++column) {
        std::size_t pivot = column;
        for (std::size_t row = column + 1; row < size; ++row)
            if (std::abs(rows[row][column]) > std::abs(rows[pivot][column])) pivot = row;
        if (!(std::abs(rows[pivot][column]) > nothing)) return std::nullopt;
        std::swap(rows[pivot], rows[column]);
        std::swap(right[pivot], right[column]);
        for (std::size_t row = column + 1; row < size; ++row) {
            const double factor = rows[row][column] / rows[column][column];
            for (std::size_t i = column; i < size; ++i)
                rows[row][i] -= factor * rows[column][i];
            right[row] -= factor * right[column];
        }
    }
    for (std::size_t row = size; row-- > 0;) {
        for (std::size_t i = row + 1; i < size; ++i)
            right[row] -= rows[row][i] * right[i];
        right[row] /= rows[row][row];
    }
    return right;
}

}  // namespace game::tournament
