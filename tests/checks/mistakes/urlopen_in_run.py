# VS003 10:17 urlopen(self.url)
from prelude import *


from urllib.request import urlopen


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = urlopen(self.url)
        return Continue() if reply.status == 200 else Fail("refused")
# help:
# 3 |
# 4 |
# 5 |
# 10 |         reply = await http.get(self.url)
