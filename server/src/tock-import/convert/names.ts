/** What a link can name: letters, digits and `_ . : -`, none of `causerie:`, and no `_` in front, which links keep for themselves. */
export function toName(text: string, otherwise: string): string {
  const name = text
    .replaceAll(/[^\p{L}\p{N}_.:-]+/gu, "_")
    .replaceAll(/^_+|_+$/g, "")
    .replace(/^causerie:/, "causerie-")
    .slice(0, longest);
  return name === "" ? otherwise : name;
}

const longest = 80;

/** The name, or the first of `name_2`, `name_3` … that is free. It is used from now on. */
export function claimName(name: string, used: Set<string>): string {
  let free = name;
  for (let count = 2; used.has(free); count += 1) free = `${name}_${count}`;
  used.add(free);
  return free;
}
