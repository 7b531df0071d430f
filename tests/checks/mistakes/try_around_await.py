# VS001 7:9 try:
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        try:
            reply = await http.get(self.url, reply=Job)
        except Exception:
            return Wait("not there")
        return Fail(reply.id)
# help:
# 7 |         reply = await http.get(self.url, reply=Job, on_refused=Wait("not there"))
# 8 |
# 9 |
# 10 |
