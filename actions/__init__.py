"""What the assistant does once it knows the topic: one thin action per module."""
