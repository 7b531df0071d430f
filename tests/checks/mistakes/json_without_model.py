# VS024 10:16 reply.json()
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        if reply.status != 200:
            return Wait("not there")
        data = reply.json()
        return Continue() if data["phase"] == "done" else Wait("not done")
# help:
# 10 |         data = reply.json(Job)
# 11 |         return Continue() if data.phase == Phase.DONE else Wait("not done")
