"""TODO"""

EMBEDDINGS = "createEmbedding"
