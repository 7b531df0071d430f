# VS007 9:66 "2"
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.post(self.url, json=Order(name="one", amount="2"), reply=Reply)
# help:
# 9 |         return http.post(self.url, json=Order(name="one", amount=2), reply=Reply)
