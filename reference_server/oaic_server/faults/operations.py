"""The operations that faults name, by the contract's ids."""

CHAT = "createChatCompletion"
COMPLETION = "createCompletion"
EMBEDDINGS = "createEmbedding"
LISTING = "listModels"
MODEL = "retrieveModel"
