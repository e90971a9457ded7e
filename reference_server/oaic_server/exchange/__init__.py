"""What passes between a client and a handler: a request, and the reply or the refusal it is answered by."""
