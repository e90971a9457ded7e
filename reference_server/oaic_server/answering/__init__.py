"""What several surfaces need to answer: limits and cost, tools, formats, what the prompt asks for, what is kept."""
