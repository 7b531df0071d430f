# VS036 15:30 address(self.url)
from prelude import *


from functools import cache


@cache
def address(url: str) -> str:
    return f"{url}/jobs"


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(address(self.url), reply=Job)
        return Fail(job.id)
# help:
# 5 |
# 6 |
# 7 |
# 8 |
