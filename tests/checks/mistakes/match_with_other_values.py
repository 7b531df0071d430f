# VS007 9:18 "200"
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        match reply.status:
            case "200":
                return Continue()
            case _:
                return Fail("refused")
# help:
# 9 |             case 200:
