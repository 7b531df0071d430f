# VS003 10:30 random.choice(["http://a", "http://b"])
from prelude import *


import random


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(random.choice(["http://a", "http://b"]), reply=Job)
        return Fail(job.id)
# help:
# 3 |
# 4 |
# 5 |
# 10 |         job = await http.get("http://a", reply=Job)
