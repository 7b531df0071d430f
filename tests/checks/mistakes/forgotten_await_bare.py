# VS043 7:9 http.post(self.url, json=Order(name="a"))
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        http.post(self.url, json=Order(name="a"))
        return Continue()
# help:
# 7 |         await http.post(self.url, json=Order(name="a"), reply=Reply)
