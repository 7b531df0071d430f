# VS006 9:52 context.app_name
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.post(self.url, json=Order(name=context.app_name), reply=Reply)
# help:
# 9 |         return http.post(self.url, json=Order(name="none" if context.app_name is None else context.app_name), reply=Reply)
