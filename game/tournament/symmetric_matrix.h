/// Symmetric matrices and linear equations, as statistics need them.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace game::tournament {

/// A square matrix. That it is symmetric is up to who fills it.
class SymmetricMatrix {
  public:
    explicit SymmetricMatrix(std::size_t size) : size_(size), cells_(size * size) {}

    std::size_t size() const { return size_; }
    double& at(std::size_t row, std::size_t column) { return cells_[row * size_ + column]; }
    double at(std::size_t row, std::size_t column) const { return cells_[row * size_ + column]; }

  private:
    std::size_t size_;
    std::vector<double> cells_;
};

/// A positive definite matrix as L times its transposed, where L is a lower triangle.
class Cholesky {
  public:
    /// Nothing if the matrix is not positive definite, or so little that rounding hides it.
    static std::optional<Cholesky> of(const SymmetricMatrix& matrix);

    /// x with matrix * x = `right`.
    std::vector<double> solve(std::span<const double> right) const;

    SymmetricMatrix inverse() const;

  private:
    explicit Cholesky(SymmetricMatrix lower) : lower_(std::move(lower)) {}

    SymmetricMatrix lower_;
};

/// x with `rows` * x = `right`, for a few equations; nothing if they have no certain solution.
std::optional<std::vector<double>> solve(std::vector<std::vector<double>> rows,
                                         std::vector<double> right);

}  // namespace game::tournament
