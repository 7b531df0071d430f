# VS024 11:30 address(self.url)
from prelude import *


def address(url: str, name: str) -> str:
    return f"{url}/{name}"


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(address(self.url), reply=Job)
        return Fail(job.id)
# help:
# 11 |         job = await http.get(address(self.url, "a"), reply=Job)
