"""The only room that imports rasa.core: the agent in its own thread and loop, its processor, and training."""
