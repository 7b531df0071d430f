# VS014 9:16 http.post(self.url, json=Order(name="one"), text="one", reply=Reply)
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.post(self.url, json=Order(name="one"), text="one", reply=Reply)
# help:
# 9 |         return http.post(self.url, json=Order(name="one"), reply=Reply)
