import { createRequire } from "node:module";

/** Version of this package, as its package.json says it. */
export const { version } = createRequire(import.meta.url)("../../package.json") as { version: string };
