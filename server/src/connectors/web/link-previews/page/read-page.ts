import type { TextDecoder } from "node:util";
import { Parser } from "htmlparser2";
import { cleanText } from "./clean-text.ts";
import { charsetBytes, decoderFor } from "./charset.ts";

/** What a page says of itself, in plain text. `image`: the address of a picture. */
export type PageFacts = { title: string; description?: string; siteName?: string; image?: string };

const longest = { title: 200, description: 300, siteName: 80, image: 2_048 };
/** Of a value in the page: it is shortened later, and must not be held as a whole before. */
const longestValue = 4_096;

const names = {
  title: ["og:title", "twitter:title"],
  description: ["og:description", "twitter:description", "description"],
  siteName: ["og:site_name"],
  image: ["og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"],
};
const known: ReadonlySet<string> = new Set(Object.values(names).flat());

/**
 * Reads the head of a page as it comes (Open Graph, Twitter's cards, `<title>`, `<meta name=description>`), and stops behind it. Nothing in it
 * runs, and nothing of its marks is kept.
 * @returns undefined: it has no title.
 */
export async function readPage(chunks: AsyncIterable<Uint8Array>, contentType: string): Promise<PageFacts | undefined> {
  const head = new HeadReader();
  let decoder: TextDecoder | undefined;
  let first: Uint8Array[] = [];
  let bytes = 0;
  const begin = (): void => {
    const begun = Buffer.concat(first);
    first = [];
    decoder = decoderFor(begun.subarray(0, charsetBytes), contentType);
    head.write(decoder.decode(begun, { stream: true }));
  };
  for await (const chunk of chunks) {
    if (decoder !== undefined) head.write(decoder.decode(chunk, { stream: true }));
    else {
      first.push(chunk);
      bytes += chunk.byteLength;
      if (bytes >= charsetBytes) begin();
    }
    if (head.isOver) return head.facts();
  }
  if (decoder === undefined) begin();
  return head.facts();
}

class HeadReader {
  isOver = false;
  readonly #values = new Map<string, string>();
  #title: string | undefined;
  #isInTitle = false;
  readonly #parser = new Parser({
    onopentag: (name, attributes) => {
      if (name === "meta") this.#readMeta(attributes);
      else if (name === "body") this.isOver = true;
      else if (name === "title" && this.#title === undefined) this.#isInTitle = true;
    },
    ontext: (text) => {
      if (this.#isInTitle) this.#title = ((this.#title ?? "") + text).slice(0, longestValue);
    },
    onclosetag: (name) => {
      if (name === "title") this.#isInTitle = false;
      else if (name === "head") this.isOver = true;
    },
  });

  write(text: string): void {
    if (!this.isOver) this.#parser.write(text);
  }

  /** The first of each name counts. */
  #readMeta({ property, name, content }: Record<string, string>): void {
    const key = (property ?? name ?? "").trim().toLowerCase();
    if (!this.isOver && content !== undefined && content.trim() !== "" && known.has(key) && !this.#values.has(key))
      this.#values.set(key, content.slice(0, longestValue));
  }

  facts(): PageFacts | undefined {
    const find = (field: keyof typeof names): string =>
      cleanText(
        names[field].map((name) => this.#values.get(name)).find((value) => value !== undefined) ?? "",
        longest[field],
      );
    const title = find("title") || cleanText(this.#title ?? "", longest.title);
    if (title === "") return undefined;
    const [description, siteName, image] = [find("description"), find("siteName"), find("image")];
    return {
      title,
      ...(description !== "" && { description }),
      ...(siteName !== "" && { siteName }),
      ...(image !== "" && !image.endsWith("…") && { image }),
    };
  }
}
