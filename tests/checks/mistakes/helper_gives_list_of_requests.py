# VS043 7:21 http.get(f"{self.url}/{name}")
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        requests = [http.get(f"{self.url}/{name}") for name in ["a", "b"]]
        first = await requests[0]
        return Continue() if first.status == 200 else Fail("refused")
# help:
# 7 |         first = await http.get(f"{self.url}/a")
# 8 |
