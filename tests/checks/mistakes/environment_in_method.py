# VS023 12:25 os.environ
from prelude import *


import os


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.get(os.environ["API"], reply=Reply)
# help:
# 12 |         return http.get(self.url, reply=Reply)
