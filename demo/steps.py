"""A line for each step of a story, with its seconds."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

# Used as: with step("councils and delegates"): ...
Step = Callable[[str], AbstractContextManager[None]]


def steps_to(write: Callable[[str], object], story: str) -> Step:
    """Steps of `story` that write their lines with `write` when they are done."""

    @contextmanager
    def step(name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        write(f"{story}: {name} {time.perf_counter() - started:.1f} s")

    return step
