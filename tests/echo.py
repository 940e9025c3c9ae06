"""An engine for tests that are not about understanding: it repeats what it is told."""

from concurrent.futures import Future

from assistant.messages import Reply, Saying, Understanding


class Echo:
    """Answers at once with the text that it was given."""

    ready = True

    def say(self, saying: Saying) -> Future[tuple[Understanding, list[Reply]]]:
        """The text again."""
        answer: Future[tuple[Understanding, list[Reply]]] = Future()
        answer.set_result((Understanding("smalltalk"), [Reply("text", saying.text, saying.language)]))
        return answer
