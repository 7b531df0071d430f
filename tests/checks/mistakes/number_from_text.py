# VS003 8:36 int(reply.text)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        if reply.status == 200 and int(reply.text) > 3:
            return Continue()
        return Wait("not yet")
# help:
# 7 |         reply = await http.get(self.url, reply=Reply)
# 8 |         if reply.count > 3:
