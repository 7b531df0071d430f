# VS207 7:57 Continue()
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url, on_unavailable=Continue())
        return Continue() if reply.status == 200 else Fail("refused")
# help:
# 7 |         reply = await http.get(self.url, on_unavailable=Wait("not there"))
