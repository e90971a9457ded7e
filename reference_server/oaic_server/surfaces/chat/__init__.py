"""What a chat completion is made of: a plan, the chunks of its stream, and their fold."""
