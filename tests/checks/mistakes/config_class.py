# VS009 13:25 Config
from prelude import *


class Config:
    url = "http://api.example"


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.get(Config.url, reply=Reply)
# help:
# 5 | ADDRESS = "http://api.example"
# 6 |
# 13 |         return http.get(ADDRESS, reply=Reply)
