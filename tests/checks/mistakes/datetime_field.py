# VS011 10:5 since: datetime
from prelude import *


from datetime import datetime


class Dated(Model):
    status: Status
    since: datetime


class Bad(StatusStep[Dated, Status], name="bad"):
    def request(self, context: Context) -> Request[Dated]:
        return http.get(API, reply=Dated)

    def status(self, reply: Dated) -> Status:
        return reply.status

    actions = ACTIONS
# help:
# 10 |     since: str
