"""A secret is followed through names, models and comprehensions, and nothing beside it is."""

from prelude import *


class Token(Model):
    value: Secret
    user: str


class Login(Model):
    user: str
    word: str


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        token = await http.get(self.url, reply=Token)
        text = token.value if self.limit > 3 else "none"
        login = Login(user=token.user, word=token.value) if self.limit > 3 else Login(user="one", word="two")
        if self.limit == 1:
            return Wait(f"{text} and {text}")  # VS303
        if self.limit == 2:
            return Wait(f"{login.user} and {login.user}")
        if self.limit == 3:
            return Wait(f"{login.word} and {login.user}")  # VS303
        if self.limit == 4:
            return Fail(", ".join([f"<{part}>" for part in token.value.split(".")]))  # VS303
        return Continue()
