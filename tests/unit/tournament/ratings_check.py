"""The figures that ratings_test.cpp and sprt_test.cpp compare with, computed in another way.

    ratings_check.py DATA

DATA is JSON: a list of tournaments, {"players": 3, "encounters": [[[[0, 1, 2], [1, 2, 2]], ...], ...]};
an encounter is a list of matches, a match its players and their ranks. For each tournament it writes
a line: the ratings, then the standard errors of the ratings, in Elo. `ratings_check.py --sprt` writes
the pinned ratios of sprt_test.cpp.

Other ways than the program's: the likelihood of a match with ties goes through all orders, the
maximum is found by Newton's method on all strengths but the first, the variance by the formula of
whole matrices, and the ratio of the sequential test by bisection.
"""
import itertools
import json
import math
import sys

ELO = 400 / math.log(10)


def orders(players, ranks):
    """All orders of the players, from the first to the last, that the ranks allow."""
    groups = [[p for p, r in zip(players, ranks) if r == rank] for rank in sorted(set(ranks))]
    for choice in itertools.product(*(itertools.permutations(group) for group in groups)):
        yield [player for group in choice for player in group]


def derivatives(matches, strengths):
    """Gradient and matrix of second derivatives (with the sign changed) of the log likelihood."""
    size = len(strengths)
    gradient = [0.0] * size
    information = [[0.0] * size for _ in range(size)]
    for players, ranks in matches:
        all_orders = list(orders(players, ranks))
        weight = 1 / len(all_orders)
        for order in all_orders:
            for place, player in enumerate(order):
                rest = order[place:]
                total = sum(math.exp(strengths[one]) for one in rest)
                gradient[player] += weight
                chance = {one: math.exp(strengths[one]) / total for one in rest}
                for one in rest:
                    gradient[one] -= weight * chance[one]
                    information[one][one] += weight * chance[one]
                    for other in rest:
                        information[one][other] -= weight * chance[one] * chance[other]
    return gradient, information


def inverse(matrix):
    """By Gauss and Jordan."""
    size = len(matrix)
    rows = [list(row) + [float(i == j) for j in range(size)] for i, row in enumerate(matrix)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [cell / rows[column][column] for cell in rows[column]]
        for row in range(size):
            if row != column:
                factor = rows[row][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column])]
    return [row[size:] for row in rows]


def times(a, b):
    return [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a]


def without_first(matrix):
    return [row[1:] for row in matrix[1:]]


def most_likely(size, matches):
    strengths = [0.0] * size
    for _ in range(60):
        gradient, information = derivatives(matches, strengths)
        step = times(inverse(without_first(information)), [[g] for g in gradient[1:]])
        longest = max(abs(one) for one, in step)
        scale = min(1.0, 1.0 / longest) if longest else 1.0
        for player, (change,) in enumerate(step, 1):
            strengths[player] += scale * change
    mean = sum(strengths) / size
    return [strength - mean for strength in strengths]


def standard_errors(encounters, strengths):
    size = len(strengths)
    whole = without_first(derivatives([m for e in encounters for m in e], strengths)[1])
    bread = inverse(whole)
    meat = [[0.0] * (size - 1) for _ in range(size - 1)]
    for matches in encounters:
        gradient, information = derivatives(matches, strengths)
        shrunk = [[float(i == j) - cell for j, cell in enumerate(row)]
                  for i, row in enumerate(times(without_first(information), bread))]
        freed = times(inverse(shrunk), [[g] for g in gradient[1:]])
        for i in range(size - 1):
            for j in range(size - 1):
                meat[i][j] += freed[i][0] * freed[j][0]
    number = len(encounters)
    covariance = times(times(bread, meat), bread)
    # From differences to the first player, to differences to the mean.
    to_mean = [[float(i == j + 1) - 1 / size for j in range(size - 1)] for i in range(size)]
    full = times(times(to_mean, covariance), list(zip(*to_mean)))
    return [math.sqrt(full[i][i] * (number - 1) / number) for i in range(size)]


def ratio(counts, elo0, elo1):
    counts = [max(count, 1e-3) for count in counts]
    scores = [i / (len(counts) - 1) for i in range(len(counts))]

    def log_likelihood(elo):
        expected = 1 / (1 + 10 ** (-elo / 400))
        low, high = -1 / (1 - expected), 1 / expected
        for _ in range(300):
            x = (low + high) / 2
            if sum(n * (a - expected) / (1 + x * (a - expected)) for n, a in zip(counts, scores)) > 0:
                low = x
            else:
                high = x
        total = sum(counts)
        return sum(n * math.log(n / total / (1 + x * (a - expected))) for n, a in zip(counts, scores))

    return log_likelihood(elo1) - log_likelihood(elo0)


def main():
    if sys.argv[1:] == ["--sprt"]:
        for counts, elo0, elo1 in (([10, 20, 40, 25, 15], 0, 10), ([0, 3, 20, 9, 0], 0, 30),
                                   ([0, 0, 0, 0, 12], -5, 5), ([100, 300, 900, 310, 90], 0, 5)):
            print(f"{ratio(counts, elo0, elo1):.10f}")
        return
    for tournament in json.loads(sys.argv[1]):
        encounters = tournament["encounters"]
        strengths = most_likely(tournament["players"], [m for e in encounters for m in e])
        figures = strengths + standard_errors(encounters, strengths)
        print(" ".join(f"{figure * ELO:.9f}" for figure in figures))


if __name__ == "__main__":
    main()
