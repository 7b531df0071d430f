# VS016 13:9 check
from prelude import *


from pydantic import field_validator


class Strict(Model):
    name: str

    @field_validator("name")
    @classmethod
    def check(cls, value: str) -> str:
        return value.upper()


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        found = await http.get(self.url, reply=Strict)
        return Continue() if found.name == "A" else Wait("not a")
# help:
# 10 |
# 11 |
# 12 |
# 13 |
# 14 |
