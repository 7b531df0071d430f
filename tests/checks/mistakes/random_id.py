# VS003 10:61 uuid4()
from prelude import *


from uuid import uuid4


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.post(self.url, json=Order(name=str(uuid4())), reply=Job)
        return Fail(job.id)
# help:
# 3 |
# 4 |
# 5 |
# 10 |         job = await http.post(self.url, json=Order(name=context.idempotency_key), reply=Job)
