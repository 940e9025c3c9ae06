"""A day of the hall, replayed through the real ledger on a simulated clock."""

from assistant.simulation.day import simulate
from assistant.simulation.people import DayPlan, Person, plan_day, widened
from assistant.simulation.report import Report

__all__ = ["DayPlan", "Person", "Report", "plan_day", "simulate", "widened"]
