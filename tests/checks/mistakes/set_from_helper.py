# VS002 6:12 {item.name for item in reply.items}
from prelude import *


def missing(reply: Reply) -> set[str]:
    return {item.name for item in reply.items} - set(reply.names)


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url, reply=Reply)
        return Continue() if not missing(reply) else Fail("missing")
# help:
# 5 | def missing(reply: Reply) -> list[str]:
# 6 |     return [item.name for item in reply.items if item.name not in reply.names]
