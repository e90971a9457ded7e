"""What the server serves of its own, beside the contract."""
