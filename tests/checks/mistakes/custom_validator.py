# VS016 13:9 check
from prelude import *


from pydantic import field_validator


class Strict(Model):
    status: Status

    @field_validator("status")
    @classmethod
    def check(cls, value: Status) -> Status:
        return value


class Bad(StatusStep[Strict, Status], name="bad"):
    def request(self, context: Context) -> Request[Strict]:
        return http.get(API, reply=Strict)

    def status(self, reply: Strict) -> Status:
        return reply.status

    actions = ACTIONS
# help:
# 10 |
# 11 |
# 12 |
# 13 |
# 14 |
