# VS024 9:16 http.get(reply=Reply)
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.get(reply=Reply)
# help:
# 9 |         return http.get(self.url, reply=Reply)
