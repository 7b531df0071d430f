# VS006 9:54 self.team
from prelude import *


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.get(self.url, headers={"X-Team": self.team}, reply=Reply)
# help:
# 9 |         return http.get(self.url, headers={"X-Team": "none" if self.team is None else self.team}, reply=Reply)
