# VS003 13:16 json.loads(reply.text)
from prelude import *


import json


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        if reply.status != 200:
            return Fail("refused")
        data = json.loads(reply.text)
        return Continue() if data["phase"] == "done" else Wait("not done")
# help:
# 3 |
# 4 |
# 5 |
# 13 |         data = reply.json(Job)
# 14 |         return Continue() if data.phase == Phase.DONE else Wait("not done")
