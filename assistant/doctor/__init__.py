"""Looks at a deployment and says in words what is wrong; changes nothing."""

from assistant.doctor.examination import examine
from assistant.doctor.finding import Finding

__all__ = ["Finding", "examine"]
