# VS001 12:18 DONE
from prelude import *


DONE = "done"


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url, reply=Reply)
        match reply.message:
            case DONE:
                return Continue()
# help:
# 3 |
# 4 |
# 5 |
# 12 |             case "done":
# 13 |                 return Continue()
#    |             case _:
#    |                 return Wait("not done")
