# VS003 8:17 sorted(reply.names)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url, reply=Reply)
        names = sorted(reply.names)
        return Fail(", ".join(names))
# help:
# 8 |         names = reply.names
