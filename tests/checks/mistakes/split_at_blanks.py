# VS003 10:30 reply.text.split()
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        if reply.status != 200:
            return Fail("refused")
        return Continue() if reply.text.split()[0] == "ok" else Wait("not done")
# help:
# 10 |         return Continue() if reply.text.split(" ")[0] == "ok" else Wait("not done")
