# VS001 7:5 for item in reply.items:
from prelude import *


def total(reply: Reply) -> int:
    size = 0
    for item in reply.items:
        size += item.size
    return size


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url, reply=Reply)
        return Fail(f"{total(reply)}")
# help:
# 6 |     return sum(item.size for item in reply.items)
# 7 |
# 8 |
# 9 |
