import type { MessagePart } from "@causerie/server/channel/kit/parts/parts.ts";

/** What stands in a message of parts, for the table of a channel's page. */
export function describeParts({
  file,
  parts,
}: {
  readonly file?: unknown;
  readonly parts: readonly MessagePart[];
}): string {
  const counted = new Map<string, number>();
  for (const part of parts) {
    const name = nameOf(part);
    counted.set(name, (counted.get(name) ?? 0) + 1);
  }
  const named = [...counted].map(([name, count]) => (count === 1 ? name : `${count} ${name}`));
  return [...(file === undefined ? [] : ["an uploaded file"]), ...named].join(", ");
}

function nameOf(part: MessagePart): string {
  switch (part.type) {
    case "text":
      return "text";
    case "image":
      return "picture";
    case "buttons":
      return "row of buttons";
    case "card":
      return `card of ${part.parts.map(nameOf).join(", ")}`;
  }
}
