# VS002 8:72 reply
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        return Continue() if reply.status == 200 else Fail(f"refused: {reply}")
# help:
# 8 |         return Continue() if reply.status == 200 else Fail(f"refused: {reply.text}")
