"""TODO"""

CHAT = "createChatCompletion"
