"""Work that breaks the process it runs in is given up; what comes after it is done."""

import gc
import os
import time
from collections.abc import AsyncIterator, Callable
from functools import partial

import pytest

from bot.child import Children, Died, TookTooLong


@pytest.fixture
async def child() -> AsyncIterator[Children]:
    children = Children("test", gc.enable, timeout_s=0.3, most_bytes=1 << 30)
    yield children
    await children.stop()


@pytest.mark.parametrize(
    ("work", "error"),
    [
        (partial(time.sleep, 60), TookTooLong),
        # a crash in a library's C code
        (partial(os._exit, 11), Died),
        # more memory than a child may have
        (partial(bytearray, 4 << 30), MemoryError),
    ],
    ids=["hangs", "crashes", "swells"],
)
async def test_what_breaks_its_child_is_given_up_and_the_next_is_done(
    child: Children, work: Callable[[], object], error: type[Exception]
) -> None:
    await child.warm()

    with pytest.raises(error):
        await child.run(work)

    assert await child.run(max, 1, 2) == 2


async def test_what_the_work_raises_comes_back(child: Children) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        await child.run(int, "one")
