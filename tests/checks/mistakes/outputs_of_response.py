# VS002 8:33 reply
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        return Continue(outputs=reply) if reply.status == 200 else Fail("refused")
# help:
# 8 |         return Continue(outputs=Item(name=reply.text)) if reply.status == 200 else Fail("refused")
