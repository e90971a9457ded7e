"""Pages of a browser that call from another origin."""
