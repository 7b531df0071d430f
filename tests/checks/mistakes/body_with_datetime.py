# VS011 10:5 at: datetime | None = None
from prelude import *


from datetime import datetime


class Message(Model):
    text: str
    at: datetime | None = None


class Bad(Approval, name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Reply]:
        return http.post(self.url, json=Message(text="hello"), reply=Reply)
# help:
# 10 |     at: str | None = None
