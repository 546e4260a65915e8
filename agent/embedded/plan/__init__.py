"""What to do about a request: which tools to call, in which order, and what to say of what came back."""
