# VS044 8:19 once("submit", http.post(f"{self.url}/b", json=Order(name="b"), reply=Job))
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        a = await once("submit", http.post(f"{self.url}/a", json=Order(name="a"), reply=Job))
        b = await once("submit", http.post(f"{self.url}/b", json=Order(name="b"), reply=Job))
        return Fail(f"{a.id} {b.id}")
# help:
# 7 |         a = await once("submit-a", http.post(f"{self.url}/a", json=Order(name="a"), reply=Job))
# 8 |         b = await once("submit-b", http.post(f"{self.url}/b", json=Order(name="b"), reply=Job))
