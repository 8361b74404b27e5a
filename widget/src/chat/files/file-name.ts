/** Characters (Unicode code points) of a name that are kept. File systems take 255 bytes, which is less for most scripts. */
const most = 120;

/**
 * The name of a file as it is shown and sent: without a path, and without what has no shape or turns the direction of writing, by which a
 * program could look like a picture. A longer one is cut before its extension.
 */
export function fileName(given: string): string {
  const bare = given.split(/[/\\]/).at(-1) ?? "";
  const clean = bare.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "").trim();
  const shown = /^\.*$/.test(clean) ? "file" : clean;
  const characters = Array.from(shown);
  if (characters.length <= most) return shown;
  const extension = /\.\w{1,10}$/.exec(shown)?.[0] ?? "";
  return `${characters.slice(0, most - extension.length - 1).join("")}…${extension}`;
}
