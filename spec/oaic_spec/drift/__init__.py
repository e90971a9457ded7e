"""Where other descriptions of the API say something else than the contract."""
