# VS035 8:9 request
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, *args: Any) -> Request[Reply]:
        return http.get(self.url, reply=Reply)
# help:
# 8 |     def request(self, context: Context) -> Request[Reply]:
