# VS002 10:61 first.headers
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        first = await http.get(self.url)
        if first.status != 200:
            return Fail("refused")
        second = await http.get(f"{self.url}/next", headers=first.headers, reply=Job)
        return Fail(second.id)
# help:
# 10 |         tag = first.headers.get("ETag")
#    |         second = await http.get(f"{self.url}/next", headers={"If-Match": tag if tag is not None else "*"}, reply=Job)
