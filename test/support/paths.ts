import { join } from "node:path";

/** The folder of the repository. */
export const root = join(import.meta.dirname, "..", "..");

/** Recorded data that several tests read. */
export const fixtures = join(root, "test", "fixtures");

/** A program that the workspace has installed, e.g. `tsc`. */
export const program = (name: string): string => join(root, "node_modules", ".bin", name);

/** What tests that run outside the workspace may import. */
export const testPackages = join(root, "test", "node_modules");
