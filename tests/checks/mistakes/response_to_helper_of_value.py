# VS002 6:15 reply
from prelude import *


def said(reply: Response) -> str:
    return f"{reply}"


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        return Continue() if reply.status == 200 else Fail(said(reply))
# help:
# 6 |     return f"{reply.text}"
