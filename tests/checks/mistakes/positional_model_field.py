# VS024 9:41 Order("one")
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.post(self.url, json=Order("one"), reply=Reply)
# help:
# 9 |         return http.post(self.url, json=Order(name="one"), reply=Reply)
