"""The official Node SDK, and the AI SDK above it, driven through one process of their own."""
