# VS027 12:30 reply.done is True
from prelude import *


class Flag(Model):
    done: bool


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url, reply=Flag)
        return Continue() if reply.done is True else Wait("not done")
# help:
# 12 |         return Continue() if reply.done else Wait("not done")
