"""The components import Rasa, which warns of itself: it is imported here first, as the running assistant does it."""

import warnings

from assistant.bootstrap import prepare_rasa

prepare_rasa()
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import assistant.nlu.linker  # noqa: F401
