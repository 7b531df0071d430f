# VS001 9:9 address
from prelude import *


from collections.abc import Callable


def below(url: str) -> Callable[[str], str]:
    def address(name: str) -> str:
        return f"{url}/{name}"

    return address


address = below(API)


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        make = below(self.url)
        job = await http.get(make("a"), reply=Job)
        return Fail(job.id)
# help:
# 20 |         job = await http.get(address("a"), reply=Job)
# 21 |
