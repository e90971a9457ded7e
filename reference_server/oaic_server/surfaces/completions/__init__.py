"""What a legacy completion is made of: a plan, the chunks of its stream, and their fold."""
