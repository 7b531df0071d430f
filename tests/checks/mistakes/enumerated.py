# VS003 8:58 enumerate(reply.names)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url, reply=Reply)
        lines = [f"{number}. {name}" for number, name in enumerate(reply.names)]
        return Fail(", ".join(lines))
# help:
# 8 |         lines = [f"- {name}" for name in reply.names]
