# VS024 9:59 "wait"
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.get(self.url, reply=Reply, on_refused="wait")
# help:
# 9 |         return http.get(self.url, reply=Reply, on_refused=Wait("refused"))
