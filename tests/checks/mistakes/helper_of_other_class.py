# VS003 12:30 Api().address("a")
from prelude import *


class Api:
    def address(self, name: str) -> str:
        return f"{API}/{name}"


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(Api().address("a"), reply=Job)
        return Fail(job.id)
# help:
# 5 | def address(name: str) -> str:
# 6 |     return f"{API}/{name}"
# 7 |
# 12 |         job = await http.get(address("a"), reply=Job)
