"""A Battlesnake server for tests of scenarios/bots/http-player:

    python3 battlesnake_server.py [--hang-in TURN] [--wrong-in TURN]

It listens on a free port of this machine, and says where in its first line. It checks each request
for the shape that the public API documents, and says what it got, a line for each: `POST /move 3`,
with the turn; a request that is wrong is said as `wrong: …`. In the turn of --hang-in it never
answers, in that of --wrong-in with a move that does not exist.
"""

import argparse
import http.server
import json
import threading

ARGUMENTS = argparse.ArgumentParser()
ARGUMENTS.add_argument("--hang-in", type=int, default=-1)
ARGUMENTS.add_argument("--wrong-in", type=int, default=-1)
GIVEN = ARGUMENTS.parse_args()

STEPS = {"up": (0, 1), "down": (0, -1), "left": (-1, 0), "right": (1, 0)}

POINT = {"x": int, "y": int}
SNAKE = {"id": str, "name": str, "health": int, "body": [POINT], "head": POINT, "length": int, "latency": str,
         "shout": str, "squad": str, "customizations": {"color": str, "head": str, "tail": str}}
REQUEST = {
    "game": {"id": str, "timeout": int, "source": str, "map": str,
             "ruleset": {"name": str, "version": str,
                         "settings": {"foodSpawnChance": int, "minimumFood": int, "hazardDamagePerTurn": int,
                                      "royale": {"shrinkEveryNTurns": int}}}},
    "turn": int,
    "board": {"height": int, "width": int, "food": [POINT], "hazards": [POINT], "snakes": [SNAKE]},
    "you": SNAKE,
}


def check(value, shape, place="request"):
    """Raises if the value has another shape."""
    if isinstance(shape, dict):
        if not isinstance(value, dict) or value.keys() != shape.keys():
            raise ValueError(f"{place} has not exactly {', '.join(shape)}")
        for key in shape:
            check(value[key], shape[key], f"{place}.{key}")
    elif isinstance(shape, list):
        if not isinstance(value, list):
            raise ValueError(f"{place} is not a list")
        for element in value:
            check(element, shape[0], f"{place}[]")
    elif type(value) is not shape:
        raise ValueError(f"{place} is not of type {shape.__name__}")


def check_meaning(request, path):
    board, you = request["board"], request["you"]
    for snake in [*board["snakes"], you]:
        if snake["head"] != snake["body"][0] or snake["length"] != len(snake["body"]):
            raise ValueError("head or length is not that of the body")
        if not snake["latency"].isdigit():
            raise ValueError("latency is not a number in a string")
    names = [snake["name"] for snake in board["snakes"]]
    if path != "/end" and you["name"] not in names:
        raise ValueError("you are not on the board")
    if path == "/move" and request["turn"] > 0 and you["shout"] not in ("", f"turn {request['turn'] - 1}"):
        raise ValueError(f"the shout is {you['shout']!r}")


def safe_move(request):
    board, head = request["board"], request["you"]["head"]
    taken = [segment for snake in board["snakes"] for segment in snake["body"][:-1]]
    for move, (x, y) in STEPS.items():
        to = {"x": head["x"] + x, "y": head["y"] + y}
        if 0 <= to["x"] < board["width"] and 0 <= to["y"] < board["height"] and to not in taken:
            return move
    return "up"


def say(line):
    print(line, flush=True)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def setup(self):
        super().setup()
        say("connected")

    def do_GET(self):
        say(f"GET {self.path}")
        self.answer({"apiversion": "1", "author": "tests", "color": "#268bd2", "head": "default", "tail": "default"})

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        try:
            check(request, REQUEST)
            check_meaning(request, self.path)
            if self.headers["Content-Type"] != "application/json":
                raise ValueError("the type of the content is not JSON")
        except ValueError as error:
            say(f"wrong: {self.path}: {error}")
        say(f"POST {self.path} {request['turn']}")
        if self.path != "/move":
            self.answer({})
        elif request["turn"] == GIVEN.hang_in:
            threading.Event().wait()  # for ever
        elif request["turn"] == GIVEN.wrong_in:
            self.answer({"move": ["sideways"]})
        else:
            self.answer({"move": safe_move(request), "shout": f"turn {request['turn']}"})

    def answer(self, content):
        text = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        """Says nothing else."""


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True  # one that hangs does not hold up the end


with Server(("127.0.0.1", 0), Handler) as server:
    say(f"http://127.0.0.1:{server.server_port}")
    server.serve_forever()
