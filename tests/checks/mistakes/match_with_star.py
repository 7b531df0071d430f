# VS001 9:18 [first, *rest]
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url, reply=Reply)
        match reply.names:
            case [first, *rest]:
                return Fail(first)
            case _:
                return Continue()
# help:
# 8 |         match len(reply.names):
# 9 |             case 0:
# 10 |                 return Continue()
# 12 |                 return Fail(reply.names[0])
