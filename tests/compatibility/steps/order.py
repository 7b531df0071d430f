"""A step that does something once, and then looks at it."""

from velasdk import Action, Context, Continue, Model, Step, Suspend, http, once


class Ordered(Model):
    id: str
    note: str = "no note"


class Progress(Model):
    done: bool


class Order(Step, name="order"):
    """Order something once."""

    async def run(self, context: Context) -> Action:
        key = {"key": context.idempotency_key}
        ordered = await once("order", http.post("http://api.example/orders", json=key, reply=Ordered))
        progress = await http.get(f"http://api.example/orders/{ordered.id}", reply=Progress)
        return Continue() if progress.done else Suspend("order-open")
