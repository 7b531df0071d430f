# VS003 8:53 reply.labels.items()
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url, reply=Reply)
        lines = [f"{key}={value}" for key, value in reply.labels.items()]
        return Fail(", ".join(lines))
# help:
# 8 |         lines = [f"{item.name}={item.size}" for item in reply.items]
