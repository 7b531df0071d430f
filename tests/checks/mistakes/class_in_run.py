# VS001 7:9 class Answer(Model):
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        class Answer(Model):
            id: str

        job = await http.get(self.url, reply=Answer)
        return Fail(job.id)
# help:
# 2 | from prelude import *
#   |
#   |
#   | class Answer(Model):
#   |     id: str
# 7 |
# 8 |
# 9 |
