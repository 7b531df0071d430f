# VS024 9:36 Order(name="x")
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.post(self.url, Order(name="x"), reply=Reply)
# help:
# 9 |         return http.post(self.url, json=Order(name="x"), reply=Reply)
