# VS040 9:43 10
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.get(self.url, timeout=10, reply=Reply)
# help:
# 9 |         return http.get(self.url, timeout="10s", reply=Reply)
