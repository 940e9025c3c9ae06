// Words of the page behind a hand-over's QR code, in Chinese; en.ts has the same names.

export const zh = {
  title: "在这台手机上接着办",
  more: "平板上的对话会在这里继续，取到的号也跟过来。码只能用一次，十分钟内有效。",
  go: "接着办",
  going: "正在接上……",
  noCode: "这个网址里没有接续的码。请在平板上重新扫码。",
  refused: "这个码已经用过或过期了。请让志愿者重新生成一个。",
  tooMany: "试得太频繁了，请等一分钟再试。",
  network: "连不上服务器，请检查网络后再试，码还没有用掉。",
  fresh: "不用接续，直接问助手",
};

export type ContinueWords = typeof zh;
