# VS003 14:22 partial(refuse, "open")
from prelude import *


from functools import partial


def refuse(word: str, reply: Reply) -> Fail:
    return Fail(f"{word}: {reply.message}")


class Bad(Approval, name="bad"):
    actions = {
        Status.OPEN: partial(refuse, "open"),
        Status.DONE: Continue(),
    }
# help:
# 5 | def refuse(reply: Reply) -> Fail:
# 6 |     return Fail(f"open: {reply.message}")
# 7 |
# 8 |
# 9 |
# 14 |         Status.OPEN: refuse,
