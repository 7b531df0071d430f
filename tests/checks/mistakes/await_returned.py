# VS035 8:15 request
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    async def request(self, context: Context) -> Request[Reply]:
        return await http.get(f"{self.url}/first", reply=Reply)
# help:
# 8 |     def request(self, context: Context) -> Request[Reply]:
# 9 |         return http.get(f"{self.url}/first", reply=Reply)
