import type { Piece } from "./piece.ts";

/** A piece, and the token behind it. */
export type Located<Kind extends Piece = Piece> = { piece: Kind; next: number };

/** Of the pieces that end at the same token, the first one stays. */
export function longestFirst<Kind extends Piece>(pieces: readonly Located<Kind>[]): Located<Kind>[] {
  return pieces
    .filter(({ next }, index) => pieces.findIndex((each) => each.next === next) === index)
    .sort((a, b) => b.next - a.next);
}

/** Each token is read once. A template that begins with its own slot ends here. */
export function rememberedPieces<Kind extends Piece>(
  read: (at: number) => readonly Located<Kind>[],
): (at: number) => readonly Located<Kind>[] {
  const known = new Map<number, readonly Located<Kind>[]>();
  return (at) => {
    const before = known.get(at);
    if (before !== undefined) return before;
    known.set(at, []);
    const found = read(at);
    known.set(at, found);
    return found;
  };
}
