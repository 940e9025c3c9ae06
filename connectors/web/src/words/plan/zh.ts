// Words of the floor plan, in Chinese; en.ts has the same names.

export const zh = {
  of: (floor: string, windows: string) => `${floor}的平面图，标出${windows}和从入口过去的无障碍路线`,
  toLift: (floor: string) => `${floor}的平面图，标出从入口到电梯的无障碍路线`,
  sample: "平面图布局是示例数据，以现场为准。",
};

export type PlanWords = typeof zh;
