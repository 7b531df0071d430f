# VS024 9:35 verify=False
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.get(self.url, verify=False, reply=Reply)
# help:
# 9 |         return http.get(self.url, reply=Reply)
