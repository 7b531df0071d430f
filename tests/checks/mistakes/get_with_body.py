# VS014 9:40 Order(name="one")
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.get(self.url, json=Order(name="one"), reply=Reply)
# help:
# 9 |         return http.post(self.url, json=Order(name="one"), reply=Reply)
