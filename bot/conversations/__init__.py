"""What people wrote and were told: stored before it is answered, answered once."""
