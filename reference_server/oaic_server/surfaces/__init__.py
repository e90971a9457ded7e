"""What the server does, a folder for each surface: `endpoint.py` answers, `rules.py` refuses what no schema can."""
