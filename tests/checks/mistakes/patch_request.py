# VS003 9:16 http.patch(self.url, json=Order(name="one"), reply=Reply)
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.patch(self.url, json=Order(name="one"), reply=Reply)
# help:
# 9 |         return http.put(self.url, json=Order(name="one"), reply=Reply)
