# VS215 7:15 http.post(self.url, json=Order(name="a"))
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        await http.post(self.url, json=Order(name="a"))
        return Continue()
# help:
# 7 |         reply = await http.post(self.url, json=Order(name="a"))
# 8 |         return Continue() if reply.status == 200 else Fail(f"answered {reply.status}")
