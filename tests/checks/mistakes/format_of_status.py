# VS028 8:72 reply.status
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        return Continue() if reply.status == 200 else Fail(f"answered {reply.status:03d}")
# help:
# 8 |         return Continue() if reply.status == 200 else Fail(f"answered {reply.status}")
