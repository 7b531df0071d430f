# VS024 9:16 http.get(self.url)
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.get(self.url)
# help:
# 9 |         return http.get(self.url, reply=Reply)
