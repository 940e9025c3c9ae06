import { expect, test } from "vitest";
import { EventReader } from "../src/api/events";

const stream = 'id: 7\r\nevent: called\r\ndata: {"number": "A012"}\r\n\r\n: ping\r\n\r\ndata: a\ndata: b\n\n';
const expected = [
  { id: "7", event: "called", data: '{"number": "A012"}' },
  { id: "", event: "message", data: "a\nb" },
];

test("events come out whole wherever the stream is cut", () => {
  for (let size = 1; size <= stream.length; size++) {
    const reader = new EventReader();
    const found = [];
    for (let at = 0; at < stream.length; at += size) found.push(...reader.read(stream.slice(at, at + size)));
    expect(found).toEqual(expected);
  }
});
