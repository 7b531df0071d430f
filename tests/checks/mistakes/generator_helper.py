# VS001 9:5 for item in reply.items:
from prelude import *


from collections.abc import Iterator


def names(reply: Reply) -> Iterator[str]:
    for item in reply.items:
        yield item.name


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url, reply=Reply)
        return Fail(", ".join(names(reply)))
# help:
# 5 | def names(reply: Reply) -> list[str]:
# 6 |     return [item.name for item in reply.items]
# 7 |
# 8 |
# 9 |
# 10 |
