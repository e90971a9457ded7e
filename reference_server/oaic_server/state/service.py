"""What a handler may know of the server around it."""

from __future__ import annotations

from copy import copy

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.request import Request
from oaic_server.state.batches import BATCH, KeptBatch
from oaic_server.state.budget import Budgets
from oaic_server.state.chats import CHAT, KeptChat
from oaic_server.state.database import opened
from oaic_server.state.files import Files
from oaic_server.state.identity import Identity
from oaic_server.state.kept import CONVERSATION, RESPONSE, Conversation, Item, KeptResponse
from oaic_server.state.lexicon import Lexicon
from oaic_server.state.loaded import Loaded
from oaic_server.state.settings import Settings
from oaic_server.state.shelf import JSON, Shelf
from oaic_server.state.sounds import Sounds
from oaic_server.state.uploads import Uploads

MODELS_SINCE = 1_686_935_002
OWNER = "parrot"
ITEMS = 10_000
BATCHES = 10_000


class Service:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.identity = Identity(settings.seed)
        self.store = opened(settings.store)
        self.sounds = Sounds(self.store, self.identity)
        self.responses: Shelf[KeptResponse] = self.store.shelf("response", RESPONSE)
        self.conversations: Shelf[Conversation] = self.store.shelf("conversation", CONVERSATION)
        self.chats: Shelf[KeptChat] = self.store.shelf("chat", CHAT)
        self.batches: Shelf[KeptBatch] = self.store.shelf("batch", BATCH, BATCHES)
        self.items: Shelf[Item] = self.store.shelf("item", JSON, ITEMS)  # of responses, for those that refer to one
        self.files = Files(self.store, self.identity.created)
        self.uploads = Uploads(self.store, self.identity.created)
        self.lexicon = Lexicon()
        self.loaded = Loaded()
        limits = (settings.rate_limit_requests, settings.rate_limit_tokens)
        self.budgets = Budgets(*limits, self.identity.clock if limits == (None, None) else self.identity.passing)

    def unlimited(self) -> Service:
        """The same, for what no rate limit counts."""
        twin = copy(self)
        twin.budgets = Budgets(None, None, self.identity.clock)
        return twin

    def refuse_unless_lenient(self, refusal: Refusal) -> None:
        """For what is well typed and yet no such thing: a dummy is taken for one."""
        if not self.settings.lenient:
            raise refusal

    def charge(self, request: Request, tokens: int) -> None:
        """Books what an answer costs; refused where the key has less left."""
        self.budgets.charge(request, tokens)

    def model(self, name: str, *, param: str | None = None) -> dict[str, object]:
        if name not in self.settings.models and not self.settings.takes_any_model:
            message = f"The model {name!r} does not exist here; GET /models lists those that do."
            raise Refusal(404, message, code="model_not_found", param=param)
        window = self.settings.context_window
        return {"id": name, "object": "model", "created": MODELS_SINCE, "owned_by": OWNER, "context_window": window}
