"""
A proxy on loopback that makes a server as far away as one on the other side of a continent, and counts the traffic.

Every piece of data is handed on half a round trip after it came, in its order; what comes meanwhile is under way at the
same time, as on a real line. So a client that sends ten messages without waiting pays for one round trip, and one that
waits for each answer pays for ten. What is not modelled: the handshake of TCP (the kernel answers it at once), a limit
of bandwidth, a full window.

A *burst* is what a client sends on one connection from the moment the server has spoken last until it speaks again.
Bursts are what distance makes expensive: each but the last (the farewell) is waited for. The first one of a connection
is the startup packet.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread

HOST = "127.0.0.1"
CHUNK = 65536  # bytes read at once
FAREWELL_SECONDS = 5.0  # how long the last bytes of a client that has ended may take to come through


@dataclass(frozen=True, slots=True)
class Traffic:
    """What went through the proxy; connections and bursts are defined at the head of this module, the rest is bytes."""

    connections: int = 0
    bursts: int = 0
    to_server: int = 0
    to_client: int = 0


class Proxy:
    """A running proxy: clients connect to ``port`` on loopback."""

    def __init__(self, host: str, port: int, one_way: float) -> None:
        self._server = (host, port)
        self._one_way = one_way  # seconds
        self._traffic = Traffic()
        self._open = 0
        self.port = 0

    def take(self) -> Traffic:
        """What went through since the last call, once every client has hung up."""
        deadline = time.monotonic() + FAREWELL_SECONDS
        while self._open and time.monotonic() < deadline:
            time.sleep(0.005)
        taken, self._traffic = self._traffic, Traffic()
        return taken

    async def listen(self) -> asyncio.Server:
        """Start to listen on a free port."""
        listening = await asyncio.start_server(self._serve, HOST, 0)
        self.port = listening.sockets[0].getsockname()[1]
        return listening

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open += 1
        is_answered = True  # whether the server spoke last: then the next byte of the client begins a burst
        self._count(connections=1)

        def from_client(size: int) -> None:
            nonlocal is_answered
            self._count(bursts=int(is_answered), to_server=size)
            is_answered = False

        def from_server(size: int) -> None:
            nonlocal is_answered
            self._count(to_client=size)
            is_answered = True

        try:
            far_reader, far_writer = await asyncio.open_connection(*self._server)
            try:
                async with asyncio.TaskGroup() as both:
                    both.create_task(carry(reader, far_writer, self._one_way, from_client))
                    both.create_task(carry(far_reader, writer, self._one_way, from_server))
            finally:
                far_writer.close()
        except* OSError:
            pass  # one side was cut off: there is nothing left to hand on
        finally:
            writer.close()
            self._open -= 1

    def _count(self, *, connections: int = 0, bursts: int = 0, to_server: int = 0, to_client: int = 0) -> None:
        seen = self._traffic
        self._traffic = Traffic(
            seen.connections + connections,
            seen.bursts + bursts,
            seen.to_server + to_server,
            seen.to_client + to_client,
        )


async def carry(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float, seen: Callable[[int], None]
) -> None:
    """Hand on all that *reader* gets, each piece *delay* seconds after it came; *seen* is told of its size at once."""
    under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    async def take_in() -> None:
        while data := await reader.read(CHUNK):
            seen(len(data))
            under_way.put_nowait((loop.time() + delay, data))
        under_way.put_nowait((loop.time() + delay, b""))

    async def hand_out() -> None:
        while True:
            due, data = await under_way.get()
            await asyncio.sleep(max(0.0, due - loop.time()))
            if not data:
                writer.write_eof()
                return
            writer.write(data)
            await writer.drain()

    async with asyncio.TaskGroup() as both:
        both.create_task(take_in())
        both.create_task(hand_out())


@contextmanager
def delaying(host: str, port: int, round_trip: float) -> Iterator[Proxy]:
    """A proxy in front of a server, *round_trip* seconds away from it; it works in a thread of its own."""
    proxy = Proxy(host, port, round_trip / 2)
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="delaying proxy", daemon=True)
    thread.start()
    listening = asyncio.run_coroutine_threadsafe(proxy.listen(), loop).result()
    try:
        yield proxy
    finally:
        loop.call_soon_threadsafe(listening.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
