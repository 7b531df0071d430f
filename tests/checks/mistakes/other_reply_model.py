# VS025 13:16 http.get(self.url, reply=Other)
from prelude import *


class Other(Model):
    status: Status


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.get(self.url, reply=Other)
# help:
# 5 |
# 6 |
# 7 |
# 8 |
# 13 |         return http.get(self.url, reply=Reply)
