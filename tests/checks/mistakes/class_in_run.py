# VS001 8:9 class Answer(Model):
# VS024 11:46 Answer
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        class Answer(Model):
            id: str

        job = await http.get(self.url, reply=Answer)
        return Fail(job.id)
# help:
# 3 | from prelude import *
#   |
#   |
#   | class Answer(Model):
#   |     id: str
# 8 |
# 9 |
# 10 |
