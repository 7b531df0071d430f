# VS007 8:33 {"id": job.id}
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        return Continue(outputs={"id": job.id})
# help:
# 2 | from prelude import *
#   |
#   |
#   | class Outputs(Model):
#   |     id: str
# 8 |         return Continue(outputs=Outputs(id=job.id))
