"""A parameter of a base is reported there."""

from prelude import *


class First(Work, name="first"):
    token: Secret = Parameter(usage="Token")  # velasdk: ignore[VS308]: an input from a step that reads a Secret

    async def run(self, context: Context) -> Action:
        return Continue() if self.token.startswith("v2.") else Fail("an old token")


class Second(First, name="second"):
    async def run(self, context: Context) -> Action:
        return Continue() if self.token.startswith("v3.") else Fail("an old token")
