"""All that runs inside Rasa (Python 3.10): components, gateway's channel, store."""
