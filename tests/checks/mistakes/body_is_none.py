# VS014 9:41 None
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.post(self.url, json=None, reply=Reply)
# help:
# 9 |         return http.post(self.url, json=Order(name="x"), reply=Reply)
