# VS006 8:33 reply.first
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url, reply=Reply)
        return Continue(outputs=reply.first)
# help:
# 8 |         return Continue(outputs=reply.first if reply.first is not None else Item(name="none"))
