"""How checks read calls and offers of tools."""
