# VS003 10:55 datetime.now().isoformat()
from prelude import *


from datetime import datetime


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.post(self.url, json={"at": datetime.now().isoformat()}, reply=Job)
        return Fail(reply.id)
# help:
# 3 |
# 4 |
# 5 |
# 10 |         reply = await http.post(self.url, json={"run": context.idempotency_key}, reply=Job)
