"""
Somebody who asks over HTTP, on as many connections as wanted: each asks again as soon as it has its answer.

One thread, made-up requests and next to no reading of the answers: what asks shall take little of the machine from what
answers, which runs on the same cores.
"""

from __future__ import annotations

import re
import selectors
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

PATIENCE = 30.0  # seconds until an answer is missed
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
GOOD = (b"HTTP/1.1 200", b"HTTP/1.1 206")


@dataclass(frozen=True, slots=True)
class Answers:
    """What came back: ``walls`` are the seconds of each request, ``seconds`` what all took together."""

    walls: tuple[float, ...]
    seconds: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.walls) / self.seconds


class Load:
    """A number of open connections to one server."""

    def __init__(self, sockets: list[socket.socket]) -> None:
        self.sockets = sockets

    def ask(self, request: bytes, seconds: float) -> Answers:
        """Ask for so long on all connections, at least once on each; raises ValueError for an answer that is none."""
        walls: list[float] = []
        with selectors.DefaultSelector() as ready:
            began = time.perf_counter()
            for each in self.sockets:
                ready.register(each, selectors.EVENT_READ, [time.perf_counter(), b""])
                each.sendall(request)
            open_ = len(self.sockets)
            while open_:
                events = ready.select(PATIENCE)
                if not events:
                    raise ValueError(f"no answer within {PATIENCE:g} s")
                for key, _ in events:
                    data = key.data
                    data[1] += key.fileobj.recv(1 << 18)  # type: ignore[union-attr]  # what we have registered
                    if not is_complete(data[1]):
                        continue
                    now = time.perf_counter()
                    walls.append(now - data[0])
                    if now - began < seconds:
                        data[:] = [time.perf_counter(), b""]
                        key.fileobj.sendall(request)  # type: ignore[union-attr]
                    else:
                        open_ -= 1
        return Answers(tuple(walls), time.perf_counter() - began)


def is_complete(answer: bytes) -> bool:
    """Whether all of an answer is there; raises ValueError for one that is not good."""
    head, found, body = answer.partition(b"\r\n\r\n")
    if not answer or (found and not head.startswith(GOOD)):
        raise ValueError(f"not a good answer: {answer[:2000].decode(errors='replace')}")
    if not found:
        return False
    if CHUNKED.search(head):
        return body.endswith(b"0\r\n\r\n")
    length = LENGTH.search(head)
    return len(body) >= (int(length[1]) if length else 0)


@contextmanager
def loading(host: str, port: int, connections: int) -> Iterator[Load]:
    """That many connections, open for the length of the block."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_connection((host, port), PATIENCE)) for _ in range(connections)]
        for each in sockets:
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield Load(sockets)


def get(path: str, token: str, **headers: str) -> bytes:
    """A request as it goes over the wire."""
    known = {"Host": "localhost", "Authorization": f"Bearer {token}"} | headers
    lines = [f"GET {path} HTTP/1.1", *(f"{name.replace('_', '-')}: {value}" for name, value in known.items() if value)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
