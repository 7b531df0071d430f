# VS007 9:55 self.limit
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.get(self.url, headers={"X-Limit": self.limit}, reply=Reply)
# help:
# 9 |         return http.get(self.url, headers={"X-Limit": f"{self.limit}"}, reply=Reply)
