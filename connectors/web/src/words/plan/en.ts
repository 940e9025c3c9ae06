// Words of the floor plan, in English; zh.ts has the same names.
import type { PlanWords } from "./zh";

export const en: PlanWords = {
  of: (floor, windows) => `Plan of ${floor} with ${windows} marked and the step-free way from the entrance`,
  toLift: (floor) => `Plan of ${floor} with the step-free way from the entrance to the lift`,
  sample: "The layout of the plan is sample data; go by the signs in the hall.",
};
