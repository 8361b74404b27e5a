/** An event of a stream (`text/event-stream`). `too_long`: one that has more characters than allowed; nothing follows it. */
export type StreamEvent = { type: "event"; name: string; data: string } | { type: "too_long" };

/** Reads the events of a stream. Comments, ids and times to wait are passed over. */
export async function* readEvents(parts: AsyncIterable<string>, most: number): AsyncGenerator<StreamEvent, void> {
  let rest = "";
  let name = "message";
  let data: string[] = [];
  let size = 0;
  for await (const part of parts) {
    rest += part;
    // A break that ends the part may be the first half of one.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "") {
        if (data.length > 0) yield { type: "event", name, data: data.join("\n") };
        [name, data, size] = ["message", [], 0];
      } else if (line.startsWith("event:")) name = valueOf(line);
      else if (line.startsWith("data:")) {
        data.push(valueOf(line));
        size += line.length;
      }
    }
    if (size + rest.length > most) return yield { type: "too_long" };
  }
}

function valueOf(line: string): string {
  const value = line.slice(line.indexOf(":") + 1);
  return value.startsWith(" ") ? value.slice(1) : value;
}
