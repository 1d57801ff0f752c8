"""Many spectators of one run, in a process of its own: connects COUNT WebSockets to /watch of 127.0.0.1:PORT, as soon as
somebody listens there, and throws away what they are sent, until all are closed:

    python3 spectators.py PORT COUNT
"""

import resource
import selectors
import socket
import sys
import time

PATIENCE = 20  # seconds


def connect(port):
    """Waits for the server."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port))
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.002)


def ends_with_close(data):
    """Whether the last frame is a close of the server, which has to be answered, or it would be waited for."""
    start = data.rfind(b"\x88")
    return 0 <= start < len(data) - 1 and start + 2 + data[start + 1] == len(data)


def main():
    port, count = int(sys.argv[1]), int(sys.argv[2])
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    selector = selectors.DefaultSelector()
    request = (f"GET /watch HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
    for _ in range(count):
        spectator = connect(port)
        spectator.sendall(request.encode("ascii"))
        spectator.setblocking(False)
        selector.register(spectator, selectors.EVENT_READ)
    while selector.get_map():
        for key, _ in selector.select():
            try:
                rest = key.fileobj.recv(1 << 20)
            except BlockingIOError:
                continue
            except OSError:
                rest = b""
            if not rest or ends_with_close(rest):
                selector.unregister(key.fileobj)
                key.fileobj.close()


if __name__ == "__main__":
    main()
