# VS001 9:18 {"phase": "done"}
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url, reply=Reply)
        match reply.labels:
            case {"phase": "done"}:
                return Continue()
            case _:
                return Wait("not done")
# help:
# 8 |         match reply.labels["phase"] if "phase" in reply.labels else "":
# 9 |             case "done":
