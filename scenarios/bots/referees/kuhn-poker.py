"""The referee of Kuhn poker, a game with hidden cards:  python3 kuhn-poker.py

There are three cards, 0, 1 and 2. In each hand, both players pay 1 and get a card, which the other one
does not see. Then they act in turn: `p` passes, `b` bets 1 more. After a bet, a pass gives up the hand,
and a bet pays to see the cards. Without a bet, the cards are compared as well. The higher card wins all.
Who acts first changes from hand to hand. A missing or illegal action is a pass.

    setting    hands: how many are played; 20
    state      {"hand": 3, "hands": 20, "first": "zoe", "history": "pb", "to_move": "zoe",
                "chips": {"zoe": 2, "ben": -2}, "last": {"first": "ben", "history": "bp", "won": {...}}}
    views      {"zoe": {"card": 2, "history": "pb"}}, what a player may know of this hand

A match can begin with {"cards": [1, 2]}, those of the first hand. All cards come from the seed.
"""

import json
import random
import sys

ILLEGAL = "neither p nor b"


def send(message):
    print(json.dumps(message, separators=(",", ":")), flush=True)


def receive():
    line = sys.stdin.readline()
    if not line:
        sys.exit()
    return json.loads(line)


def winnings(cards, history):
    """What the first and the second player win in a hand; None if it goes on."""
    higher = (1, -1) if cards[0] > cards[1] else (-1, 1)
    if history == "pp":
        return higher
    if history in ("bb", "pbb"):
        return (2 * higher[0], 2 * higher[1])
    if history == "bp":
        return (1, -1)
    if history == "pbp":
        return (-1, 1)
    return None


class Game:
    def __init__(self, start):
        self.players = start["players"]
        if len(self.players) != 2:
            sys.exit(f"Kuhn poker is for 2 players, not {len(self.players)}")
        self.hands = start["settings"].get("hands", 20)
        self.random = random.Random(start["seed"])
        self.first_cards = (start.get("start") or {}).get("cards")
        self.chips = dict.fromkeys(self.players, 0)
        self.turn = 0
        self.last = None
        self.events = []
        self.gone = []

    def play(self):
        for hand in range(1, self.hands + 1):
            self.play_hand(hand)
            if self.gone:
                break
        reason = f"{' and '.join(self.gone)} left the table" if self.gone else "all hands played"
        order = sorted(self.players, key=self.standing, reverse=True)
        ranks = [
            {
                "player": name,
                "rank": 1 + sum(self.standing(other) > self.standing(name) for other in order),
                "score": self.chips[name],
            }
            for name in order
        ]
        self.send_end(reason, ranks)

    def standing(self, name):
        """Who has left has lost, whatever its chips."""
        return (name not in self.gone, 0 if self.gone else self.chips[name])

    def play_hand(self, hand):
        cards = self.random.sample([0, 1, 2], 2)
        if hand == 1 and self.first_cards:
            cards = self.first_cards
        order = self.players if hand % 2 == 1 else self.players[::-1]
        self.hand, self.order, self.cards, self.history = hand, order, cards, ""
        while winnings(cards, self.history) is None:
            player = order[len(self.history) % 2]
            self.history += self.ask(player)
            if self.gone:
                return
        won = dict(zip(order, winnings(cards, self.history)))
        for name in order:
            self.chips[name] += won[name]
        self.last = {"first": order[0], "history": self.history, "won": won}

    def ask(self, player):
        self.turn += 1
        message = {"type": "turn", "turn": self.turn, "ask": [player], **self.told(player)}
        send(message)
        moves, self.events = receive()["moves"], []
        self.gone = [name for name in self.players if moves.get(name, {}).get("status") == "out"]
        move = moves.get(player, {}).get("move", "p")
        if move in ("p", "b"):
            return move
        self.events.append({"player": player, "illegal": ILLEGAL})
        return "p"

    def told(self, to_move):
        """What is public, and what each player sees of it: its card, and never the other one."""
        state = {
            "hand": self.hand,
            "hands": self.hands,
            "first": self.order[0],
            "history": self.history,
            "to_move": to_move,
            "chips": self.chips,
            "last": self.last,
        }
        views = {
            name: {"card": card, "history": self.history} for name, card in zip(self.order, self.cards)
        }
        return {"state": state, "views": views, "rows": self.rows(), "events": self.events}

    def rows(self):
        acts = {"p": "passes", "b": "bets"}
        told = [f"hand {self.hand} of {self.hands}"]
        told += [f"{name}: {self.chips[name]:+}" for name in self.players]
        told += [f"{self.order[k % 2]} {acts[act]}" for k, act in enumerate(self.history)]
        return told

    def send_end(self, reason, ranks):
        send({"type": "end", "turn": self.turn, "reason": reason, "ranks": ranks, **self.told(None)})


while True:
    Game(receive()).play()
