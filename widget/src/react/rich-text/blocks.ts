/** A block of a message's text. `source` is its own text without the marks of its kind; a list has one line an item. */
export type Block =
  | { type: "paragraph"; source: string }
  | { type: "heading"; source: string }
  | { type: "quote"; source: string }
  | { type: "code"; source: string }
  | { type: "bullets"; source: string }
  | { type: "numbers"; source: string; start: number };

const fence = /^\s{0,3}```/;
const heading = /^\s{0,3}#{1,6}\s+(.*?)\s*#*$/;
const quote = /^\s{0,3}>\s?(.*)$/;
const bullet = /^\s*[-*•]\s+(\S.*)$/;
const number = /^\s*(\d{1,9})[.)]\s+(\S.*)$/;

/** Cuts a text into blocks. Line breaks inside a paragraph stay; nothing that was written is left out but the marks. */
export function parseBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (fence.test(line)) {
      const end = lines.findIndex((other, index) => index > at && fence.test(other));
      // While an answer streams in, its last fence is still open: all that follows is code.
      const stop = end === -1 ? lines.length : end;
      blocks.push({ type: "code", source: lines.slice(at + 1, stop).join("\n") });
      at = stop + 1;
      continue;
    }
    append(blocks, line, at > 0 && (lines[at - 1] ?? "").trim() === "");
    at += 1;
  }
  return blocks.filter((block) => block.source.trim() !== "" || block.type === "code");
}

function append(blocks: Block[], line: string, afterBlank: boolean): void {
  const next = readLine(line);
  const last = blocks.at(-1);
  if (last !== undefined && next.type === last.type && joins(next, afterBlank)) last.source += `\n${next.source}`;
  else blocks.push(next);
}

/** Items of a list stay together over blank lines; other blocks end there. */
function joins(next: Block, afterBlank: boolean): boolean {
  if (next.type === "bullets" || next.type === "numbers") return true;
  return next.type !== "heading" && next.type !== "code" && !afterBlank && next.source.trim() !== "";
}

function readLine(line: string): Block {
  const asHeading = heading.exec(line);
  if (asHeading?.[1] !== undefined && asHeading[1] !== "") return { type: "heading", source: asHeading[1] };
  const asBullet = bullet.exec(line);
  if (asBullet?.[1] !== undefined) return { type: "bullets", source: asBullet[1] };
  const asNumber = number.exec(line);
  if (asNumber?.[2] !== undefined) return { type: "numbers", source: asNumber[2], start: Number(asNumber[1]) };
  const asQuote = quote.exec(line);
  if (asQuote?.[1] !== undefined) return { type: "quote", source: asQuote[1] };
  return { type: "paragraph", source: line };
}
