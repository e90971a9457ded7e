"""The official Python SDK as a witness: imported only where it is installed, and only when its rows are judged."""
