"""Serves a text under any name, slowly, to this machine only:  python3 slow-server.py [PORT [SECONDS]]

Each answer waits for SECONDS (1 by default), as if it came from far away. The port is 8000 by
default; with 0, any free one. The first line of output says where it listens.
"""

import http.server
import sys
import time

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
DELAY = float(sys.argv[2]) if len(sys.argv) > 2 else 1.0


class SlowHandler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        time.sleep(DELAY)
        text = f"This is {self.path}, at last.\n".encode() * 1000
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_) -> None:
        """Says nothing: the game tells who fetches what."""


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True  # a slow answer does not hold up the end


with Server(("127.0.0.1", PORT), SlowHandler) as server:
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
