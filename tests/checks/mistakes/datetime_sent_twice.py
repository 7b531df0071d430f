# VS011 10:5 since: datetime
from prelude import *


from datetime import datetime


class Dated(Model):
    name: str
    since: datetime


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        await once("first", http.post(self.url, json=Dated(name="a", since="today"), reply=Reply))
        await once("second", http.post(self.url, json=Dated(name="b", since="today"), reply=Reply))
        return Continue()
# help:
# 10 |     since: str
