# VS002 12:35 self.header
from prelude import *


class Bad(Work, name="bad"):
    header: str = Parameter(default="Location")

    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        if reply.status == 201:
            return Continue()
        return Fail(reply.headers[self.header])
# help:
# 12 |         return Fail(reply.headers["Location"] if "Location" in reply.headers else "nowhere")
