# VS207 9:59 Continue()
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.get(self.url, reply=Reply, on_refused=Continue())
# help:
# 9 |         return http.get(self.url, reply=Reply, on_refused=Wait("refused"))
