# VS002 7:33 await http.get(self.url)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        return Fail(f"answered {await http.get(self.url)}")
# help:
# 7 |         reply = await http.get(self.url)
#   |         return Fail(f"answered {reply.status}")
