"""The server that mail comes in by, in a thread of its own."""

import asyncio
import threading

from mailing import listener


class Listening:
    """`with Listening() as server`: it takes mail in at `server.port`."""

    def __init__(self, is_lmtp=True):
        self.port, self.is_ready, self.is_ending = None, threading.Event(), False
        self.thread = threading.Thread(target=asyncio.run, args=[self.serve(is_lmtp)])

    async def serve(self, is_lmtp):
        self.stopped, self.loop = asyncio.Event(), asyncio.get_running_loop()
        await listener.serve(
            host="127.0.0.1", port=0, is_lmtp=is_lmtp, stopped=self.stopped, listening=self.listening
        )

    def listening(self, port):
        self.port = port
        self.is_ready.set()

    def __enter__(self):
        self.thread.start()
        assert self.is_ready.wait(10)
        return self

    def __exit__(self, *error):
        self.end()
        self.thread.join(20)
        assert not self.thread.is_alive()

    def end(self):
        """Returns when nothing new is taken any more."""
        if not self.is_ending:
            self.is_ending = True
            asyncio.run_coroutine_threadsafe(self.begin_to_end(), self.loop).result(10)

    async def begin_to_end(self):
        self.stopped.set()
        for _turn in range(3):
            await asyncio.sleep(0)
