import { editDistance } from "./edit-distance.ts";

/** A name with more typing errors than this is another name. */
const mostErrors = 3;

/** The known name that was probably meant. Undefined: none is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const most = Math.min(mostErrors, Math.ceil(name.length / 3));
  const ranked = known
    .map((each) => ({ each, errors: editDistance(name.toLowerCase(), each.toLowerCase(), most) }))
    .filter(({ errors }) => errors <= most)
    .sort((a, b) => a.errors - b.errors);
  return ranked[0]?.each;
}
