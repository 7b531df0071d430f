# VS001 13:13 raise Refused(f"answered {reply.status}")
from prelude import *


class Refused(Exception):
    pass


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        if reply.status != 200:
            raise Refused(f"answered {reply.status}")
        return Continue()
# help:
# 3 |
# 4 |
# 5 |
# 6 |
# 13 |             return Fail(f"answered {reply.status}")
