# VS007 9:25 self.limit
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.get(self.limit, reply=Reply)
# help:
# 9 |         return http.get(self.url, reply=Reply)
