# VS036 12:9 request
from prelude import *


import functools


class Bad(Approval, name="bad"):
    actions = ACTIONS

    @functools.cache
    def request(self, context: Context) -> Request[Reply]:
        return http.get(self.url, reply=Reply)
# help:
# 11 |
