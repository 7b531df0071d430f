# VS035 8:15 request
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    async def request(self, context: Context) -> Request[Reply]:
        first = await http.get(f"{self.url}/first", reply=Reply)
        return http.get(f"{self.url}/{first.message}", reply=Reply)
# help:
# 8 |     def request(self, context: Context) -> Request[Reply]:
# 9 |         return http.get(f"{self.url}/first", reply=Reply)
# 10 |
