"""What is done with an understood message: the context it stands in, and the actions that answer it."""
