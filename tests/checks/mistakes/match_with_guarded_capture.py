# VS001 11:18 n
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url, reply=Reply)
        match reply.count:
            case 0:
                return Continue()
            case n if n > 3:
                return Fail(f"{n} are too many")
            case _:
                return Wait("some")
# help:
# 11 |             case _ if reply.count > 3:
# 12 |                 return Fail(f"{reply.count} are too many")
