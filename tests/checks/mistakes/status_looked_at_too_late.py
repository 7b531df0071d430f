# VS215 7:22 http.post(self.url, json=Order(name="a"))
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        made = await http.post(self.url, json=Order(name="a"))
        job = await http.get(self.url, reply=Job)
        if job.phase == Phase.DONE:
            return Continue()
        return Fail("refused") if made.status != 201 else Wait("not done")
# help:
# 7 |         made = await http.post(self.url, json=Order(name="a"))
#   |         if made.status != 201:
#   |             return Fail("refused")
# 11 |         return Wait("not done")
