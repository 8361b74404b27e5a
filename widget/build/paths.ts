import { dirname, join } from "node:path";

/** The folder of the package. */
export const root = dirname(import.meta.dirname);
export const source = join(root, "src");
/** Takes the place of `dist` when it is whole: a build may be ended half-way, and a server may read `dist` meanwhile. */
export const dist = join(root, "dist.new");
