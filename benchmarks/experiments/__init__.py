"""Experiments on folds of the training questions. Rasa is prepared here, before any of them imports it."""

from assistant.bootstrap import prepare_rasa

prepare_rasa()
