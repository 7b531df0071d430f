# VS024 9:59 ammount=1
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.post(self.url, json=Order(name="one", ammount=1), reply=Reply)
# help:
# 9 |         return http.post(self.url, json=Order(name="one", amount=1), reply=Reply)
