"""What a response is made of: a plan, the events of its stream, and their fold."""
