# VS024 12:48 **OPTIONS
from prelude import *


OPTIONS = {"timeout": "10s"}


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.get(self.url, reply=Reply, **OPTIONS)
# help:
# 12 |         return http.get(self.url, reply=Reply, timeout="10s")
