# VS025 12:16 urllib.request.urlopen(self.url)
from prelude import *


import urllib.request


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return urllib.request.urlopen(self.url)
# help:
# 5 |
# 6 |
# 7 |
# 12 |         return http.get(self.url, reply=Reply)
