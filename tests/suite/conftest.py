"""The folders below find what their tests share here: runs in processes of their own, and hostile targets."""
