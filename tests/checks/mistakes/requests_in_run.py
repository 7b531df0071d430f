# VS003 10:17 requests.get(self.url)
from prelude import *


import requests


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = requests.get(self.url)
        return Continue() if reply.status_code == 200 else Fail("refused")
# help:
# 3 |
# 4 |
# 5 |
# 10 |         reply = await http.get(self.url)
# 11 |         return Continue() if reply.status == 200 else Fail("refused")
