# VS005 9:13 reply = await http.post(f"{self.url}/a", text="a")
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(f"{self.url}/a")
        if reply.status == 404:
            reply = await http.post(f"{self.url}/a", text="a")
        return Continue() if reply.status == 200 else Fail("no a")
# help:
# 9 |             made = await http.post(f"{self.url}/a", text="a")
#   |             return Continue() if made.status == 200 else Fail("no a")
