# VS002 8:31 reply.names[:3]
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url, reply=Reply)
        return Fail(", ".join(reply.names[:3]))
# help:
# 8 |         return Fail(", ".join(reply.names))
