# VS009 9:25 self.adress
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.get(self.adress, reply=Reply)
# help:
# 9 |         return http.get(self.url, reply=Reply)
